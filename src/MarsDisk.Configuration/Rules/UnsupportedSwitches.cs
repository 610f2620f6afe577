using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration.Rules;

/// <summary>
/// Legacy switches of the reference that are not computed here (D-12). An active one is an error; an entry leaves this
/// table on the day its feature arrives.
/// </summary>
internal static class UnsupportedSwitches
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        Switch("supply.feedback.enabled", run => run.Supply.Feedback.Enabled, "set it to false"),
        Switch("supply.temperature.enabled", run => run.Supply.Temperature.Enabled, "set it to false"),
        Switch("supply.reservoir", run => run.Supply.Reservoir is { Enabled: true } or { MassTotalMmars: not null },
            "remove the section"),
        Switch("supply.transport.mode", run => run.Supply.Transport.Mode != TransportMode.Direct, "use direct"),
        Switch("supply.headroom_policy",
            run => run.OpticalDepth is null && run.Supply.HeadroomPolicy != HeadroomPolicy.Clip,
            "use clip, or give optical_depth"),
        Switch("supply.injection.velocity.mode",
            run => run.Supply.Injection.Velocity.Mode != InjectionVelocityMode.Inherit, "use inherit"),
        Switch("supply.const.auto_from_tau1_tfill_years",
            run => run.Supply.Const is { AutoFromTau1TfillYears: not null, MuOrbit10pct: null },
            "use supply.const.mu_orbit10pct"),
        Switch("supply.mode", run => run.Supply is { Enabled: true, Mode: not SupplyMode.Constant }, "use const"),
        Switch("init_tau1.enabled", run => run.OpticalDepth is null && run.InitTau1.Enabled,
            "use optical_depth.tau0_target"),
        Switch("init_tau1.scale_to_tau1", run => run.OpticalDepth is null && run.InitTau1.ScaleToTau1,
            "use optical_depth.tau0_target"),
    ];

    private static Rule Switch(string path, Func<RunParameters, bool> isActive, string advice) =>
        new(path, isActive, $"{path} is a legacy switch that is not supported.", $"Instead {advice}.");
}
