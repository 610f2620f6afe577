using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration.Rules;

/// <summary>Rules of the surface layer, its start and its solver.</summary>
internal static class SurfaceRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new("init_tau1.scale_to_tau1", run => run.OpticalDepth is not null && run.InitTau1.ScaleToTau1,
            "init_tau1.scale_to_tau1 and optical_depth both set the initial layer.",
            "Remove init_tau1, or set optical_depth: null first."),
        Rule.Warn("init_tau1.enabled", run => run.OpticalDepth is not null && run.InitTau1.Enabled,
            "init_tau1.enabled is ignored while optical_depth is given.", "Remove init_tau1."),
        Rule.Warn("surface.sigma_surf_init_override",
            run => run.OpticalDepth is not null && run.Surface.SigmaSurfInitOverride is not null,
            "surface.sigma_surf_init_override is ignored while optical_depth is given.", "Remove it."),
        Rule.Warn("surface.collision_solver", run => run.Surface.CollisionSolver == CollisionSolver.SurfaceOde,
            "surface.collision_solver surface_ode is deprecated.", "Use smol."),
        Rule.Warn("sinks.sublimation_location", SublimatesNowhere,
            "With physics_mode sublimation_only, sublimation in the collision solver never happens.",
            "Set sinks.sublimation_location to surface."),
    ];

    // the location smol acts inside the collision step only, and this mode has none.
    private static bool SublimatesNowhere(RunParameters run) =>
        run is { PhysicsMode: PhysicsMode.SublimationOnly, Surface.CollisionSolver: CollisionSolver.Smol }
        && run.Sinks.SublimationLocation == SublimationLocation.Smol;
}
