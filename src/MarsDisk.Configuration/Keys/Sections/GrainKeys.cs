using MarsDisk.Simulation.Parameters;
using static MarsDisk.Configuration.Keys.Bounds;
using static MarsDisk.Configuration.Keys.KeyDefinition;
using static MarsDisk.Configuration.Keys.KeyStatus;
using static MarsDisk.Configuration.Keys.Types.KeyTypes;

namespace MarsDisk.Configuration.Keys.Sections;

/// <summary>Keys of material, sizes, initial, psd, surface_energy and qstar.</summary>
internal static class GrainKeys
{
    public static IReadOnlyList<KeyDefinition> All { get; } =
    [
        new("material.rho", Number, 3000.0, "kg m^-3", Between(1000, 5000), Essential, "Bulk density of the grains"),
        new("sizes.s_min", Number, Required, "m", Above(0), Essential,
            "Smallest grain size of the grid before the blow-out size raises it"),
        new("sizes.s_max", Number, Required, "m", Above(0), Essential, "Largest grain size of the grid, above s_min"),
        new("sizes.n_bins", Integer, 40L, "", AtLeast(1), Essential, "Number of logarithmic size bins"),
        new("sizes.evolve_min_size", Flag, false, "", Any, Used, "Adds the diagnostic column s_min_evolved"),
        new("sizes.dsdt_model", Text.OrNull, null, "", Any, Rare,
            "Law of the diagnostic minimum size: noop, constant_decay, linear_decay, sublimation_min"),
        new("sizes.dsdt_params", NumberMap, Defaults.NoNumbers, "", Any, NoEffect,
            "Constants of that law: k0, k_T, T_ref, floor; no effect, because no such law is computed"),
        new("sizes.apply_evolved_min_size", Flag, false, "", Any, NoEffect, "Never read"),
        new("initial.mass_total", Number, Required, "M_Mars", Any, Essential,
            "Total mass; overwritten while the optical depth is given"),
        new("initial.s0_mode", Choice(typeof(InitialSizeMode)), "upper", "", Any, Essential,
            "Shape of the initial size distribution"),
        new("initial.melt_psd.mode", Choice(typeof(MeltMode)), "lognormal_mixture", "", Any, Used,
            "Informational; initial.s0_mode decides"),
        new("initial.melt_psd.f_fine", Number, 0.3, "", Between(0, 1), Essential,
            "Mass fraction of the fine population"),
        new("initial.melt_psd.s_fine", Number, 1e-4, "m", Above(0), Essential, "Median size of the fine population"),
        new("initial.melt_psd.s_meter", Number, 1.5, "m", Above(0), Essential,
            "Median size of the coarse population"),
        new("initial.melt_psd.width_dex", Number, 0.3, "dex", Above(0), Essential, "Width of both populations"),
        new("initial.melt_psd.s_cut_condensation", Number, 1e-6, "m", Above(0), Essential,
            "Bins below this size start empty"),
        new("initial.melt_psd.s_min_solid", Number, 1e-4, "m", Above(0), Used,
            "Smallest size of the truncated power law"),
        new("initial.melt_psd.s_max_solid", Number, 3.0, "m", Above(0), Used,
            "Largest size of the truncated power law, above s_min_solid"),
        new("initial.melt_psd.alpha_solid", Number, 3.5, "", Any, Used, "Slope of the truncated power law"),
        new("psd.alpha", Number, Required, "", Any, Essential, "Slope of the finest segment, dN/ds ~ s^-alpha"),
        new("psd.wavy_strength", Number, 0.0, "", Any, Essential,
            "Amplitude of the sinusoidal modulation of the initial distribution"),
        new("psd.floor.mode", Choice(typeof(FloorMode)), new ByProfile("fixed", "none"), "", Any, Essential,
            "How the smallest size follows the blow-out size"),
        new("surface_energy.enabled", Flag, false, "", Any, Rare,
            "Raises the smallest size to the energy-limited floor"),
        new("surface_energy.gamma_J_m2", Number, 1.0, "J m^-2", Above(0), Rare, "Surface energy"),
        new("surface_energy.eta", Number, 0.1, "", AboveUpTo(0, 1), Rare,
            "Fraction of the impact energy that becomes surface"),
        new("surface_energy.collider_size_m", Number.OrNull, null, "m", Above(0), Rare,
            "Size of the colliders; null is s_max"),
        new("surface_energy.largest_fragment_mass_fraction", Number, 0.5, "", AboveUpTo(0, 1), Rare,
            "Mass fraction of the largest fragment"),
        new("qstar.Qs", Number, Required, "", Any, Used,
            "Strength coefficient; used with override_coeffs and without coeff_table"),
        new("qstar.a_s", Number, Required, "", Any, Used,
            "Strength exponent; used with override_coeffs and without coeff_table"),
        new("qstar.B", Number, Required, "", Any, Used,
            "Gravity coefficient; used with override_coeffs and without coeff_table"),
        new("qstar.b_g", Number, Required, "", Any, Used,
            "Gravity exponent; used with override_coeffs and without coeff_table"),
        new("qstar.v_ref_kms", NumberList, Required, "km s^-1", Any, Used,
            "Velocities to which one set of coefficients applies"),
        new("qstar.coeff_units", Choice(typeof(CoefficientUnits)), "ba99_cgs", "", Any, Essential,
            "Units of the coefficients"),
        new("qstar.override_coeffs", Flag, false, "", Any, Essential,
            "Whether the file replaces the built-in table of 1 to 7 km/s"),
        new("qstar.coeff_scale", Number, 1.0, "", Above(0), Used, "Factor of Qs and B; not applied to coeff_table"),
        new("qstar.coeff_table", StrengthTable.OrNull, null, "", Any, Essential,
            "Coefficients per velocity in km s^-1, in rising order: Qs, a_s, B, b_g"),
        new("qstar.mu_grav", Number, 0.45, "", Above(0), Rare,
            "Velocity exponent of the gravity term outside the table"),
        new("qstar.cache_maxsize", Integer, 128L, "", AtLeast(0), NoEffect, "Entries of a cache; no effect"),
    ];
}
