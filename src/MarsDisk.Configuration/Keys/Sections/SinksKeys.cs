using MarsDisk.Simulation.Parameters;
using static MarsDisk.Configuration.Keys.Bounds;
using static MarsDisk.Configuration.Keys.KeyStatus;
using static MarsDisk.Configuration.Keys.Types.KeyTypes;

namespace MarsDisk.Configuration.Keys.Sections;

/// <summary>Keys of sinks.</summary>
internal static class SinksKeys
{
    public static IReadOnlyList<KeyDefinition> All { get; } =
    [
        new("sinks.mode", Choice(typeof(SinksMode)), "sublimation", "", Any, Essential,
            "Whether there are sinks at all"),
        new("sinks.enable_sublimation", Flag, true, "", Any, Used,
            "Sublimation; cannot switch it off while mode is sublimation"),
        new("sinks.sublimation_location", Choice(typeof(SublimationLocation)), "surface", "", Any, Essential,
            "Where sublimation acts: size drift, collision solver, both"),
        new("sinks.T_sub", Number, 1300.0, "K", Any, NoEffect, "Not read; the kernel has its own 1300 K"),
        new("sinks.enable_gas_drag", Flag, false, "", Any, Used, "Whether gas drag removes grains"),
        new("sinks.rho_g", Number, 0.0, "kg m^-3", AtLeast(0), Used, "Density of the gas"),
        new("sinks.rp_blowout.enable", Flag, true, "", Any, Used, "Blow-out runs only if this is true as well"),
        new("sinks.hydro_escape.enable", Flag, false, "", Any, Rare, "Whether vapour escapes"),
        new("sinks.hydro_escape.strength", Number, 0.0, "s^-1", AtLeast(0), Rare,
            "Rate at the reference temperature"),
        new("sinks.hydro_escape.temp_power", Number, 1.0, "", Any, Rare, "Exponent of the temperature"),
        new("sinks.hydro_escape.T_ref_K", Number, 2000.0, "K", Above(0), Rare, "Reference temperature"),
        new("sinks.hydro_escape.f_vap_floor", Number, 1e-3, "", AtLeast(0), Rare, "Smallest vapour fraction"),
        new("sinks.sub_params.mode", Choice(typeof(SublimationMode)), "exponential", "", Any, Essential,
            "Law of the mass flux"),
        new("sinks.sub_params.P_gas", Number, 0.0, "Pa", AtLeast(0), Used, "Ambient pressure of the vapour"),
        new("sinks.sub_params.dT", Number, 50.0, "K", Above(0), Used, "Width of the placeholder laws"),
        new("sinks.sub_params.eta_instant", Number, 0.1, "", Between(0, 1), Used,
            "Fraction that counts as instantaneous"),
        new("sinks.sub_params.alpha_evap", Number, 0.007, "", Between(0, 1), Essential, "Evaporation coefficient"),
        new("sinks.sub_params.mu", Number, 0.0440849, "kg mol^-1", Above(0), Essential, "Molar mass of the vapour"),
        new("sinks.sub_params.A", Number.OrNull, 13.613, "", Any, Essential,
            "Clausius constant of the solid branch, log10 Pa"),
        new("sinks.sub_params.B", Number.OrNull, 17850.0, "K", Any, Essential, "Clausius slope of the solid branch"),
        new("sinks.sub_params.valid_K", Pair.OrNull, Defaults.Numbers(1270, 1600), "K", Any, Essential,
            "Validity window of the solid branch"),
        new("sinks.sub_params.enable_liquid_branch", Flag, true, "", Any, Essential,
            "Whether the liquid branch is used above the switch"),
        new("sinks.sub_params.psat_liquid_switch_K", Number.OrNull, 1900.0, "K", Above(0), Essential,
            "Temperature of the switch to the liquid branch"),
        new("sinks.sub_params.A_liq", Number.OrNull, 13.203, "", Any, Essential,
            "Clausius constant of the liquid branch, log10 Pa"),
        new("sinks.sub_params.B_liq", Number.OrNull, 25898.9, "K", Any, Essential,
            "Clausius slope of the liquid branch"),
        new("sinks.sub_params.valid_liquid_K", Pair.OrNull, Defaults.Numbers(1900, 3500), "K", Any, Essential,
            "Validity window of the liquid branch"),
        new("sinks.sub_params.psat_model", Choice(typeof(VapourPressureModel)), "auto", "", Any, Essential,
            "Source of the vapour pressure"),
        new("sinks.sub_params.psat_table_path", FilePath.OrNull, null, "", Any, Rare, "Table of the vapour pressure"),
        new("sinks.sub_params.psat_table_buffer_K", Number, 75.0, "K", Above(0), NoEffect, "Margin around the table; no effect"),
        new("sinks.sub_params.local_fit_window_K", Number, 300.0, "K", Above(0), Rare, "Window of the local fit"),
        new("sinks.sub_params.min_points_local_fit", Integer, 3L, "", AtLeast(2), Rare,
            "Fewest points of the local fit"),
        new("sinks.sub_params.psat_cache_tol_K", Number, 0.0, "K", AtLeast(0), NoEffect, "Tolerance of a cache; no effect"),
        new("sinks.sub_params.mass_conserving", Flag, false, "", Any, Essential,
            "Shrinking keeps mass; only grains crossing the blow-out size are lost"),
    ];
}
