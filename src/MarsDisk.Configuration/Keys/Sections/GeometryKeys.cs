using MarsDisk.Simulation.Parameters;
using static MarsDisk.Configuration.Keys.Bounds;
using static MarsDisk.Configuration.Keys.KeyDefinition;
using static MarsDisk.Configuration.Keys.KeyStatus;
using static MarsDisk.Configuration.Keys.Types.KeyTypes;

namespace MarsDisk.Configuration.Keys.Sections;

/// <summary>Keys of geometry, disk, scope, process and inner_disk_mass.</summary>
internal static class GeometryKeys
{
    public static IReadOnlyList<KeyDefinition> All { get; } =
    [
        new("geometry.mode", Choice(typeof(GeometryMode)), "0D", "", Any, Essential,
            "Driver of the run; a 1D file is run as 0D at the mean radius"),
        new("geometry.r_in", Number.OrNull, null, "m", Above(0), Rare,
            "Inner radius when the section disk is absent"),
        new("geometry.r_out", Number.OrNull, null, "m", Above(0), Rare,
            "Outer radius when the section disk is absent"),
        new("geometry.Nr", Integer.OrNull, null, "", AtLeast(1), OneDimensional,
            "Number of radial cells of the one-dimensional driver"),
        new("disk.geometry.r_in_RM", Number, Required, "R_Mars", Above(0), Essential, "Inner radius of the annulus"),
        new("disk.geometry.r_out_RM", Number, Required, "R_Mars", Above(0), Essential,
            "Outer radius of the annulus, not below the inner one"),
        new("disk.geometry.r_profile", Choice(typeof(RadialProfile)), "uniform", "", Any, NoEffect,
            "Radial profile; never read"),
        new("disk.geometry.p_index", Number, 0.0, "", Any, Rare,
            "Power of Sigma ~ r^-p when a mass is mapped to a surface density"),
        new("scope.region", Choice(typeof(Region)), "inner", "", Any, Essential,
            "Region of the disk; only the inner one is modelled"),
        new("scope.analysis_years", Number, 2.0, "yr", Above(0), Essential,
            "Simulated time when no end time is given"),
        new("process.state_tagging.enabled", Flag, false, "", Any, NoEffect,
            "Writes state_phase_tag solid into the summary"),
        new("inner_disk_mass.use_Mmars_ratio", Flag, true, "", Any, Used,
            "Whether the mass is a ratio to the mass of Mars; otherwise it is in kg"),
        new("inner_disk_mass.M_in_ratio", Number, 3e-5, "M_Mars", Any, Used, "Mass of the inner disk"),
        new("inner_disk_mass.map_to_sigma", Choice(typeof(SigmaMapping)), "analytic", "", Any, NoEffect,
            "How the mass becomes a surface density"),
    ];
}
