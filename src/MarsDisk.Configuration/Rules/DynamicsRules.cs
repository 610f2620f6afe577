using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration.Rules;

/// <summary>Rules of eccentricity, inclination and velocity.</summary>
internal static class DynamicsRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new("dynamics.e_mode", run => Samples(run.Dynamics) && run.Dynamics.EProfile.Mode != EccentricityProfileMode.Off,
            "dynamics.e_mode mars_clearance and an active dynamics.e_profile both set the eccentricity.",
            "Set dynamics.e_profile.mode to off."),
        new("dynamics.e_mode", run => Samples(run.Dynamics) && run.Dynamics is { DrMinM: null, DrMaxM: null },
            "dynamics.e_mode mars_clearance needs dynamics.dr_min_m or dynamics.dr_max_m.",
            "Give the range of the clearance in m."),
        new("dynamics.dr_max_m", run => Samples(run.Dynamics) && run.Dynamics.DrMinM > run.Dynamics.DrMaxM,
            "dynamics.dr_max_m is below dynamics.dr_min_m.", "Swap the two."),
        new("dynamics.dr_dist", run => Samples(run.Dynamics) && HasNoLogarithm(run.Dynamics),
            "dynamics.dr_dist loguniform needs bounds above 0.", "Raise dynamics.dr_min_m, or use uniform."),
        new("dynamics.e_profile.table_path",
            run => run.Dynamics.EProfile is { Mode: EccentricityProfileMode.Table, TablePath: null },
            "dynamics.e_profile.mode table needs dynamics.e_profile.table_path.", "Name the table."),
        new("dynamics.e_profile.clip_max", run => run.Dynamics.EProfile.ClipMin > run.Dynamics.EProfile.ClipMax,
            "dynamics.e_profile.clip_max is below clip_min.", "Swap the two."),
        Rule.Warn("dynamics.e_profile.mode", run => run.Dynamics.EProfile.Mode != EccentricityProfileMode.MarsPericenter,
            "dynamics.e_profile.mode other than mars_pericenter is deprecated.", "Use mars_pericenter."),
        new("dynamics.H_fixed_over_a",
            run => run.Dynamics is { KernelHMode: ScaleHeightMode.Fixed, HFixedOverA: null },
            "dynamics.kernel_H_mode fixed needs dynamics.H_fixed_over_a.", "Give the scale height over the radius."),
        Rule.Warn("dynamics.i0", run => run.Dynamics.I0 > Math.PI / 2,
            "dynamics.i0 is more than a right angle.", "Say dynamics.i0_unit: deg if it is in degrees."),
    ];

    private static bool Samples(DynamicsParameters dynamics) => dynamics.EMode == EccentricityMode.MarsClearance;

    private static bool HasNoLogarithm(DynamicsParameters dynamics) =>
        dynamics.DrDist == ClearanceDistribution.Loguniform && (dynamics.DrMinM <= 0 || dynamics.DrMaxM <= 0);
}
