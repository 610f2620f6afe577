using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;

namespace MarsDisk.Simulation.Planning;

/// <summary>Which processes take part (runner §2.2 steps 2, 11 and 17).</summary>
internal static class SwitchPlanner
{
    public static ProcessSwitches Switches(PlanInputs inputs)
    {
        var parameters = inputs.Parameters;
        var sinks = parameters.Sinks;
        var mode = parameters.PhysicsMode;
        var collisions = mode != PhysicsMode.SublimationOnly;
        var field = parameters.Radiation is null or { Source: RadiationSource.Mars, UseMarsRp: true };
        var sublimation = Sublimates(mode, sinks);
        var surface = sublimation && sinks.SublimationLocation != SublimationLocation.Smol;
        var solver = sublimation && sinks.SublimationLocation != SublimationLocation.Surface;
        var drag = sinks.Mode != SinksMode.None && sinks.EnableGasDrag && mode != PhysicsMode.CollisionsOnly;
        WarnIfNothingSublimates(inputs, solver, surface);
        return new ProcessSwitches
        {
            Scenario = mode == PhysicsMode.Default ? "combined" : mode.Word(),
            Collisions = collisions,
            Smoluchowski = parameters.Surface.CollisionSolver == CollisionSolver.Smol,
            Blowout = parameters.Blowout.Enabled && collisions && sinks.RpBlowout.Enable && field,
            RadiationField = field,
            Sublimation = sublimation,
            SurfaceSublimation = surface,
            SolverSublimation = solver,
            GasDrag = drag,
            SinkTimescale = surface || drag,
            Sinks = sublimation || drag,
        };
    }

    // The mode of the sinks wins over the flag: sublimation cannot be switched off by the flag alone (physics §15.1).
    private static bool Sublimates(PhysicsMode mode, SinksParameters sinks) => mode switch
    {
        PhysicsMode.SublimationOnly => true,
        PhysicsMode.CollisionsOnly => false,
        _ => sinks.Mode != SinksMode.None && (sinks.EnableSublimation || sinks.Mode == SinksMode.Sublimation),
    };

    private static void WarnIfNothingSublimates(PlanInputs inputs, bool inSolver, bool atSurface)
    {
        var parameters = inputs.Parameters;
        if (parameters.PhysicsMode != PhysicsMode.SublimationOnly || !inSolver || atSurface)
            return;
        inputs.Warn(
            PlanFindingKind.Configuration,
            "RULE002",
            "sinks.sublimation_location",
            "In sublimation_only the collision solver does not run, so sublimation inside it never acts; use surface.");
    }
}
