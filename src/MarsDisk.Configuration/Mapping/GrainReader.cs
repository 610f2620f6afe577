using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration.Mapping;

/// <summary>Turns resolved keys of material, sizes, initial, psd, surface_energy and qstar into parameters.</summary>
internal static class GrainReader
{
    public static MaterialParameters Material(KeyValues keys) => new()
    {
        Rho = keys.Number("rho"),
    };

    public static SizesParameters Sizes(KeyValues keys) => new()
    {
        SMin = keys.Number("s_min"),
        SMax = keys.Number("s_max"),
        NBins = keys.Integer("n_bins"),
        EvolveMinSize = keys.Boolean("evolve_min_size"),
        DsdtModel = keys.TextOrNull("dsdt_model"),
        DsdtParams = keys.NumberMap("dsdt_params"),
        ApplyEvolvedMinSize = keys.Boolean("apply_evolved_min_size"),
    };

    public static InitialParameters Initial(KeyValues keys) => new()
    {
        MassTotal = keys.Number("mass_total"),
        S0Mode = (InitialSizeMode)keys.Choice(typeof(InitialSizeMode), "s0_mode"),
        MeltPsd = MeltPsd(keys.In("melt_psd")),
    };

    public static MeltPsdParameters MeltPsd(KeyValues keys) => new()
    {
        Mode = (MeltMode)keys.Choice(typeof(MeltMode), "mode"),
        FFine = keys.Number("f_fine"),
        SFine = keys.Number("s_fine"),
        SMeter = keys.Number("s_meter"),
        WidthDex = keys.Number("width_dex"),
        SCutCondensation = keys.Number("s_cut_condensation"),
        SMinSolid = keys.Number("s_min_solid"),
        SMaxSolid = keys.Number("s_max_solid"),
        AlphaSolid = keys.Number("alpha_solid"),
    };

    public static PsdParameters Psd(KeyValues keys) => new()
    {
        Alpha = keys.Number("alpha"),
        WavyStrength = keys.Number("wavy_strength"),
        Floor = PsdFloor(keys.In("floor")),
    };

    public static PsdFloorParameters PsdFloor(KeyValues keys) => new()
    {
        Mode = (FloorMode)keys.Choice(typeof(FloorMode), "mode"),
    };

    public static SurfaceEnergyParameters SurfaceEnergy(KeyValues keys) => new()
    {
        Enabled = keys.Boolean("enabled"),
        GammaJM2 = keys.Number("gamma_J_m2"),
        Eta = keys.Number("eta"),
        ColliderSizeM = keys.NumberOrNull("collider_size_m"),
        LargestFragmentMassFraction = keys.Number("largest_fragment_mass_fraction"),
    };

    public static QstarParameters Qstar(KeyValues keys) => new()
    {
        Qs = keys.Number("Qs"),
        AS = keys.Number("a_s"),
        B = keys.Number("B"),
        BG = keys.Number("b_g"),
        VRefKms = keys.Numbers("v_ref_kms"),
        CoeffUnits = (CoefficientUnits)keys.Choice(typeof(CoefficientUnits), "coeff_units"),
        OverrideCoeffs = keys.Boolean("override_coeffs"),
        CoeffScale = keys.Number("coeff_scale"),
        CoeffTable = keys.StrengthOrNull("coeff_table"),
        MuGrav = keys.Number("mu_grav"),
        CacheMaxsize = keys.Integer("cache_maxsize"),
    };
}
