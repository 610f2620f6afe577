using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration.Mapping;

/// <summary>Turns resolved keys of radiation into parameters.</summary>
internal static class RadiationReader
{
    public static RadiationParameters Radiation(KeyValues keys) => new()
    {
        Source = (RadiationSource)keys.Choice(typeof(RadiationSource), "source"),
        UseMarsRp = keys.Boolean("use_mars_rp"),
        UseSolarRp = keys.Boolean("use_solar_rp"),
        TMK = keys.NumberOrNull("TM_K"),
        FreezeKappa = keys.Boolean("freeze_kappa"),
        QprTablePath = keys.TextOrNull("qpr_table_path"),
        QprStrict = keys.Boolean("qpr_strict"),
        QPr = keys.NumberOrNull("Q_pr"),
        QprCache = QprCache(keys.In("qpr_cache")),
        TauGate = TauGate(keys.In("tau_gate")),
        MarsTemperatureDriver = TemperatureDriver(keys.In("mars_temperature_driver")),
    };

    public static QprCacheParameters QprCache(KeyValues keys) => new()
    {
        Enabled = keys.Boolean("enabled"),
        Maxsize = keys.Integer("maxsize"),
        RoundTol = keys.NumberOrNull("round_tol"),
    };

    public static TauGateParameters TauGate(KeyValues keys) => new()
    {
        Enable = keys.Boolean("enable"),
        TauMax = keys.Number("tau_max"),
    };

    public static TemperatureDriverParameters TemperatureDriver(KeyValues keys) => new()
    {
        Honour = keys.Boolean("honour"),
        Enabled = keys.Boolean("enabled"),
        Mode = (TemperatureDriverMode)keys.Choice(typeof(TemperatureDriverMode), "mode"),
        Constant = keys.Section("constant", ConstantTemperature),
        Table = keys.Section("table", TemperatureTable),
        Hyodo = HyodoCooling(keys.In("hyodo")),
        Extrapolation = (TemperatureExtrapolation)keys.Choice(typeof(TemperatureExtrapolation), "extrapolation"),
        Autogenerate = TemperatureAutogenerate(keys.In("autogenerate")),
    };

    public static ConstantTemperatureParameters ConstantTemperature(KeyValues keys) => new()
    {
        ValueK = keys.Number("value_K"),
    };

    public static TemperatureTableParameters TemperatureTable(KeyValues keys) => new()
    {
        Path = keys.Text("path"),
        TimeUnit = (TemperatureTimeUnit)keys.Choice(typeof(TemperatureTimeUnit), "time_unit"),
        ColumnTime = keys.Text("column_time"),
        ColumnTemperature = keys.Text("column_temperature"),
    };

    public static HyodoCoolingParameters HyodoCooling(KeyValues keys) => new()
    {
        DLayerM = keys.Number("d_layer_m"),
        Rho = keys.Number("rho"),
        Cp = keys.Number("cp"),
    };

    public static TemperatureAutogenerateParameters TemperatureAutogenerate(KeyValues keys) => new()
    {
        Enabled = keys.Boolean("enabled"),
        OutputDir = keys.Text("output_dir"),
        DtHours = keys.Number("dt_hours"),
        MinYears = keys.Number("min_years"),
        TimeMarginYears = keys.Number("time_margin_years"),
        TimeUnit = (TemperatureTimeUnit)keys.Choice(typeof(TemperatureTimeUnit), "time_unit"),
        ColumnTime = keys.Text("column_time"),
        ColumnTemperature = keys.Text("column_temperature"),
        Model = (CoolingModel)keys.Choice(typeof(CoolingModel), "model"),
        FilenameTemplate = keys.Text("filename_template"),
        KnownT0s = keys.Numbers("known_T0s"),
    };
}
