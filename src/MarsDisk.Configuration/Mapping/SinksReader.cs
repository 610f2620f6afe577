using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration.Mapping;

/// <summary>Turns resolved keys of sinks into parameters.</summary>
internal static class SinksReader
{
    public static SinksParameters Sinks(KeyValues keys) => new()
    {
        Mode = (SinksMode)keys.Choice(typeof(SinksMode), "mode"),
        EnableSublimation = keys.Boolean("enable_sublimation"),
        SublimationLocation = (SublimationLocation)keys.Choice(typeof(SublimationLocation), "sublimation_location"),
        TSub = keys.Number("T_sub"),
        EnableGasDrag = keys.Boolean("enable_gas_drag"),
        RhoG = keys.Number("rho_g"),
        RpBlowout = RadiationBlowout(keys.In("rp_blowout")),
        HydroEscape = HydroEscape(keys.In("hydro_escape")),
        SubParams = Sublimation(keys.In("sub_params")),
    };

    public static RadiationBlowoutParameters RadiationBlowout(KeyValues keys) => new()
    {
        Enable = keys.Boolean("enable"),
    };

    public static HydroEscapeParameters HydroEscape(KeyValues keys) => new()
    {
        Enable = keys.Boolean("enable"),
        Strength = keys.Number("strength"),
        TempPower = keys.Number("temp_power"),
        TRefK = keys.Number("T_ref_K"),
        FVapFloor = keys.Number("f_vap_floor"),
    };

    public static SublimationParameters Sublimation(KeyValues keys) => new()
    {
        Mode = (SublimationMode)keys.Choice(typeof(SublimationMode), "mode"),
        PGas = keys.Number("P_gas"),
        DT = keys.Number("dT"),
        EtaInstant = keys.Number("eta_instant"),
        AlphaEvap = keys.Number("alpha_evap"),
        Mu = keys.Number("mu"),
        A = keys.NumberOrNull("A"),
        B = keys.NumberOrNull("B"),
        ValidK = keys.RangeOrNull("valid_K"),
        EnableLiquidBranch = keys.Boolean("enable_liquid_branch"),
        PsatLiquidSwitchK = keys.NumberOrNull("psat_liquid_switch_K"),
        ALiq = keys.NumberOrNull("A_liq"),
        BLiq = keys.NumberOrNull("B_liq"),
        ValidLiquidK = keys.RangeOrNull("valid_liquid_K"),
        PsatModel = (VapourPressureModel)keys.Choice(typeof(VapourPressureModel), "psat_model"),
        PsatTablePath = keys.TextOrNull("psat_table_path"),
        PsatTableBufferK = keys.Number("psat_table_buffer_K"),
        LocalFitWindowK = keys.Number("local_fit_window_K"),
        MinPointsLocalFit = keys.Integer("min_points_local_fit"),
        PsatCacheTolK = keys.Number("psat_cache_tol_K"),
        MassConserving = keys.Boolean("mass_conserving"),
    };
}
