using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration.Mapping;

/// <summary>Turns resolved keys of supply that the default scheme uses into parameters.</summary>
internal static class SupplyReader
{
    public static SupplyParameters Supply(KeyValues keys) => new()
    {
        Enabled = keys.Boolean("enabled"),
        Mode = (SupplyMode)keys.Choice(typeof(SupplyMode), "mode"),
        Const = ConstantSupply(keys.In("const")),
        Mixing = SupplyMixing(keys.In("mixing")),
        Powerlaw = PowerLawSupply(keys.In("powerlaw")),
        Table = SupplyTable(keys.In("table")),
        Piecewise = [.. keys.Segments("piecewise").Select(SupplyLegacyReader.SupplySegment)],
        HeadroomPolicy = (HeadroomPolicy)keys.Choice(typeof(HeadroomPolicy), "headroom_policy"),
        Reservoir = SupplyLegacyReader.SupplyReservoir(keys.In("reservoir")),
        Feedback = SupplyLegacyReader.SupplyFeedback(keys.In("feedback")),
        Temperature = SupplyLegacyReader.SupplyTemperature(keys.In("temperature")),
        Transport = SupplyLegacyReader.SupplyTransport(keys.In("transport")),
        Injection = SupplyLegacyReader.SupplyInjection(keys.In("injection")),
    };

    public static ConstantSupplyParameters ConstantSupply(KeyValues keys) => new()
    {
        ProdAreaRateKgM2S = keys.Number("prod_area_rate_kg_m2_s"),
        MuOrbit10pct = keys.NumberOrNull("mu_orbit10pct"),
        MuReferenceTau = keys.NumberOrNull("mu_reference_tau"),
        OrbitFractionAtMu1 = keys.Number("orbit_fraction_at_mu1"),
        AutoFromTau1TfillYears = keys.NumberOrNull("auto_from_tau1_tfill_years"),
    };

    public static SupplyMixingParameters SupplyMixing(KeyValues keys) => new()
    {
        EpsilonMix = keys.Number("epsilon_mix"),
    };

    public static PowerLawSupplyParameters PowerLawSupply(KeyValues keys) => new()
    {
        AKgM2S = keys.NumberOrNull("A_kg_m2_s"),
        T0S = keys.Number("t0_s"),
        Index = keys.Number("index"),
    };

    public static SupplyTableParameters SupplyTable(KeyValues keys) => new()
    {
        Path = keys.Text("path"),
        Interp = (SupplyInterpolation)keys.Choice(typeof(SupplyInterpolation), "interp"),
        TimeUnit = (SupplyTimeUnit)keys.Choice(typeof(SupplyTimeUnit), "time_unit"),
    };
}
