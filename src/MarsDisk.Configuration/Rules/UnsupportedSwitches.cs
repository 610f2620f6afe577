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
        Switch("supply.headroom_policy",
            run => run.OpticalDepth is null && run.Supply.HeadroomPolicy != HeadroomPolicy.Clip,
            "use clip, or give optical_depth"),
        Switch("init_tau1.scale_to_tau1", run => run.OpticalDepth is null && run.InitTau1.ScaleToTau1,
            "use optical_depth.tau0_target"),
    ];

    private static Rule Switch(string path, Func<RunParameters, bool> isActive, string advice) =>
        new(path, isActive, $"{path} is a legacy switch that is not supported.", $"Instead {advice}.");
}
