using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration.Rules;

/// <summary>Rules of radii, sizes, the initial disk and strength.</summary>
internal static class GrainRules
{
    // Several tables of a run have a number for each pair of bins: 32 MB each at this limit.
    private const int BinsMax = 2000;

    private static readonly string[] MinimumSizeLaws = ["noop", "constant_decay", "linear_decay", "sublimation_min"];

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("disk", run => run.Disk is null && (run.Geometry.RIn is null || run.Geometry.ROut is null),
            "The radius of the run is not given.", "Give disk.geometry.r_in_RM and disk.geometry.r_out_RM."),
        new("geometry.r_out", run => run.Disk is null && run.Geometry.RIn > run.Geometry.ROut,
            "geometry.r_out is below geometry.r_in.", "Swap the two."),
        new("disk.geometry.r_out_RM", run => run.Disk?.Geometry is { } disk && disk.RInRM > disk.ROutRM,
            "disk.geometry.r_out_RM is below disk.geometry.r_in_RM.", "Swap the two."),
        new("inner_disk_mass", run => run is { InnerDiskMass: not null, OpticalDepth: null, Disk.Geometry: { } disk }
                && disk.RInRM >= disk.ROutRM,
            "A mass cannot be spread over an annulus without width.", "Make disk.geometry.r_out_RM larger."),
        new("sizes.s_max", run => run.Sizes.SMin >= run.Sizes.SMax,
            "sizes.s_max must be above sizes.s_min.", "Make sizes.s_max larger."),
        new("sizes.n_bins", run => run.Sizes.NBins > BinsMax,
            "sizes.n_bins is above 2000: collisions between all pairs of bins would not fit into memory.",
            "Use some tens of bins; 5 to 10 in each decade resolve the cascade.")
        {
            Code = "COST",
        },
        new("initial.melt_psd.s_max_solid", run => run.Initial.MeltPsd.SMinSolid >= run.Initial.MeltPsd.SMaxSolid,
            "initial.melt_psd.s_max_solid must be above s_min_solid.", "Make s_max_solid larger."),
        Rule.Warn("initial.melt_psd.mode", run => IsOtherMelt(run.Initial),
            "initial.melt_psd.mode differs from initial.s0_mode, which decides.", "Make both the same."),
        Rule.Warn("sizes.dsdt_model", run => run.Sizes.DsdtModel is { } law && !MinimumSizeLaws.Contains(law),
            "sizes.dsdt_model is not a known law; the minimum size stays as it is.",
            $"Use one of {string.Join(", ", MinimumSizeLaws)}."),
        new("qstar.v_ref_kms", run => UsesOneSet(run.Qstar) && run.Qstar.VRefKms.Count == 0,
            "qstar.v_ref_kms is empty, and qstar.override_coeffs needs it.", "List at least one velocity in km s^-1."),
        new("qstar.v_ref_kms", run => UsesOneSet(run.Qstar) && run.Qstar.VRefKms.Any(velocity => velocity <= 0),
            "qstar.v_ref_kms has a velocity that is not above 0.", "Give velocities in km s^-1."),
    ];

    private static bool UsesOneSet(QstarParameters qstar) => qstar is { OverrideCoeffs: true, CoeffTable: null };

    private static bool IsOtherMelt(InitialParameters initial) => initial.S0Mode switch
    {
        InitialSizeMode.MeltLognormalMixture => initial.MeltPsd.Mode != MeltMode.LognormalMixture,
        InitialSizeMode.MeltTruncatedPowerlaw => initial.MeltPsd.Mode != MeltMode.TruncatedPowerlaw,
        _ => false,
    };
}
