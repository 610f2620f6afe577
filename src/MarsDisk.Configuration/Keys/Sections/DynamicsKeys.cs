using MarsDisk.Simulation.Parameters;
using static MarsDisk.Configuration.Keys.Bounds;
using static MarsDisk.Configuration.Keys.KeyDefinition;
using static MarsDisk.Configuration.Keys.KeyStatus;
using static MarsDisk.Configuration.Keys.Types.KeyTypes;

namespace MarsDisk.Configuration.Keys.Sections;

/// <summary>Keys of dynamics.</summary>
internal static class DynamicsKeys
{
    public static IReadOnlyList<KeyDefinition> All { get; } =
    [
        new("dynamics.e0", Number, Required, "", FromBelow(0, 1), Essential,
            "Eccentricity; replaced by the profile unless that is off"),
        new("dynamics.i0", Number, Required, "rad", AtLeast(0), Essential, "Inclination, in rad after loading"),
        new("dynamics.i0_unit", Choice(typeof(AngleUnit)), "rad", "", Any, Rare,
            "Unit of i0 in the file; degrees are converted at load"),
        new("dynamics.t_damp_orbits", Number, Required, "orbit", Any, NoEffect, "Never read"),
        new("dynamics.f_wake", Number, 1.0, "", Any, Used,
            "Factor of the wake; read with kernel_ei_mode wyatt_eq only"),
        new("dynamics.eps_restitution", Number, 0.5, "", AboveUpTo(0, 1), Rare, "Coefficient of restitution"),
        new("dynamics.f_ke_cratering", Number, 0.1, "", Between(0, 1), Rare,
            "Fraction of kinetic energy kept in cratering"),
        new("dynamics.f_ke_fragmentation", Number.OrNull, null, "", Between(0, 1), Rare,
            "Fraction of kinetic energy kept in fragmentation; null is the square of eps_restitution"),
        new("dynamics.enable_e_damping", Flag, false, "", Any, NoEffect, "No effect"),
        new("dynamics.kernel_ei_mode", Choice(typeof(KernelVelocityMode)), "config", "", Any, Used,
            "Where the kernel takes e and i from"),
        new("dynamics.v_rel_mode", Choice(typeof(RelativeVelocityMode)), "pericenter", "", Any, Essential,
            "Formula of the relative velocity"),
        new("dynamics.kernel_H_mode", Choice(typeof(ScaleHeightMode)), "ia", "", Any, Essential,
            "Scale height from the inclination or from H_fixed_over_a"),
        new("dynamics.H_factor", Number, 1.0, "", Above(0), Used, "Factor of the scale height, H = H_factor i r"),
        new("dynamics.H_fixed_over_a", Number.OrNull, null, "", Above(0), Rare,
            "Scale height over radius; needed by kernel_H_mode fixed"),
        new("dynamics.e_mode", Choice(typeof(EccentricityMode)), "fixed", "", Any, Used,
            "Whether e is given or sampled from the clearance of Mars"),
        new("dynamics.dr_min_m", Number.OrNull, null, "m", Any, Used, "Lower end of the sampled clearance"),
        new("dynamics.dr_max_m", Number.OrNull, null, "m", Any, Used, "Upper end of the sampled clearance"),
        new("dynamics.dr_dist", Choice(typeof(ClearanceDistribution)), "uniform", "", Any, Used,
            "Distribution of the sampled clearance"),
        new("dynamics.i_mode", Choice(typeof(InclinationMode)), "fixed", "", Any, Rare,
            "Whether i is given or sampled around the observed tilt"),
        new("dynamics.obs_tilt_deg", Number, 30.0, "deg", Any, Rare, "Observed tilt"),
        new("dynamics.i_spread_deg", Number, 0.0, "deg", AtLeast(0), Rare, "Half width of the sampled inclination"),
        new("dynamics.rng_seed", Seed.OrNull, null, "", Any, Used,
            "Seed of the sampled values; null derives it from the configuration"),
        new("dynamics.e_profile.mode", Choice(typeof(EccentricityProfileMode)), "mars_pericenter", "", Any, Essential,
            "Source of the eccentricity"),
        new("dynamics.e_profile.table_path", FilePath.OrNull, null, "", Any, Rare,
            "Table of e over radius; needed by mode table"),
        new("dynamics.e_profile.r_kind", Choice(typeof(RadiusKind)), "r_RM", "", Any, Rare,
            "Radius column of the table"),
        new("dynamics.e_profile.clip_min", Number, 0.0, "", AtLeast(0), Used, "Lower clip of the eccentricity"),
        new("dynamics.e_profile.clip_max", Number, 0.999999, "", Inside(0, 1), Used,
            "Upper clip of the eccentricity, not below clip_min"),
    ];
}
