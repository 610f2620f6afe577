using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration.Mapping;

/// <summary>Turns resolved keys of supply beyond the default scheme into parameters.</summary>
internal static class SupplyLegacyReader
{
    public static SupplySegmentParameters SupplySegment(KeyValues keys) => new()
    {
        TStartS = keys.Number("t_start_s"),
        TEndS = keys.Number("t_end_s"),
        Mode = (SupplyMode)keys.Choice(typeof(SupplyMode), "mode"),
        Const = SupplyReader.ConstantSupply(keys.In("const")),
        Powerlaw = SupplyReader.PowerLawSupply(keys.In("powerlaw")),
        Table = SupplyReader.SupplyTable(keys.In("table")),
    };

    public static SupplyReservoirParameters SupplyReservoir(KeyValues keys) => new()
    {
        Enabled = keys.Boolean("enabled"),
        MassTotalMmars = keys.NumberOrNull("mass_total_Mmars"),
        DepletionMode = (DepletionMode)keys.Choice(typeof(DepletionMode), "depletion_mode"),
        TaperFraction = keys.Number("taper_fraction"),
    };

    public static SupplyFeedbackParameters SupplyFeedback(KeyValues keys) => new()
    {
        Enabled = keys.Boolean("enabled"),
        TargetTau = keys.Number("target_tau"),
        Gain = keys.Number("gain"),
        ResponseTimeYears = keys.Number("response_time_years"),
        MinScale = keys.Number("min_scale"),
        MaxScale = keys.Number("max_scale"),
        TauField = (OpticalDepthField)keys.Choice(typeof(OpticalDepthField), "tau_field"),
        InitialScale = keys.Number("initial_scale"),
    };

    public static SupplyTemperatureParameters SupplyTemperature(KeyValues keys) => new()
    {
        Enabled = keys.Boolean("enabled"),
        Mode = (SupplyTemperatureMode)keys.Choice(typeof(SupplyTemperatureMode), "mode"),
        ReferenceK = keys.Number("reference_K"),
        Exponent = keys.Number("exponent"),
        ScaleAtReference = keys.Number("scale_at_reference"),
        Floor = keys.Number("floor"),
        Cap = keys.Number("cap"),
        Table = SupplyTemperatureTable(keys.In("table")),
    };

    public static SupplyTemperatureTableParameters SupplyTemperatureTable(KeyValues keys) => new()
    {
        Path = keys.Text("path"),
        ValueKind = (SupplyValueKind)keys.Choice(typeof(SupplyValueKind), "value_kind"),
        ColumnTemperature = keys.Text("column_temperature"),
        ColumnValue = keys.Text("column_value"),
    };

    public static SupplyTransportParameters SupplyTransport(KeyValues keys) => new()
    {
        Mode = (TransportMode)keys.Choice(typeof(TransportMode), "mode"),
        TMixOrbits = keys.NumberOrNull("t_mix_orbits"),
        HeadroomGate = (HeadroomGate)keys.Choice(typeof(HeadroomGate), "headroom_gate"),
    };

    public static SupplyInjectionParameters SupplyInjection(KeyValues keys) => new()
    {
        Mode = (InjectionMode)keys.Choice(typeof(InjectionMode), "mode"),
        SInjMin = keys.NumberOrNull("s_inj_min"),
        SInjMax = keys.NumberOrNull("s_inj_max"),
        Q = keys.Number("q"),
        Velocity = InjectionVelocity(keys.In("velocity")),
    };

    public static InjectionVelocityParameters InjectionVelocity(KeyValues keys) => new()
    {
        Mode = (InjectionVelocityMode)keys.Choice(typeof(InjectionVelocityMode), "mode"),
        EInj = keys.NumberOrNull("e_inj"),
        IInj = keys.NumberOrNull("i_inj"),
        VrelFactor = keys.NumberOrNull("vrel_factor"),
        BlendMode = (VelocityBlend)keys.Choice(typeof(VelocityBlend), "blend_mode"),
        WeightMode = (VelocityWeight)keys.Choice(typeof(VelocityWeight), "weight_mode"),
    };
}
