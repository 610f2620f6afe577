using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration.Rules;

/// <summary>Rules of radiation, temperature, phase and sublimation.</summary>
internal static class TemperatureRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new("radiation", run => !HasTemperature(run.Radiation),
            "The temperature of Mars is not given.", "Give radiation.TM_K, or enable radiation.mars_temperature_driver.")
        {
            Code = "TEMP000",
        },
        new("phase.thresholds.T_vaporize_K", run => run.Phase.Thresholds.TCondenseK >= run.Phase.Thresholds.TVaporizeK,
            "phase.thresholds.T_vaporize_K must be above T_condense_K.", "Make T_vaporize_K larger.")
        {
            Code = "TEMP002",
        },
        new("radiation.mars_temperature_driver.mode", run => run.Radiation?.MarsTemperatureDriver is
                { Enabled: true, Mode: TemperatureDriverMode.Constant, Constant: null },
            "radiation.mars_temperature_driver.mode constant needs the section constant.", "Give constant.value_K."),
        new("radiation.mars_temperature_driver.mode", run => run.Radiation?.MarsTemperatureDriver is
                { Enabled: true, Mode: TemperatureDriverMode.Table, Table: null },
            "radiation.mars_temperature_driver.mode table needs the section table.", "Give table.path."),
        new("radiation.qpr_strict", run => run.Radiation is { QprStrict: true, QPr: null, QprTablePath: null },
            "radiation.qpr_strict needs radiation.Q_pr or radiation.qpr_table_path.", "Give one of the two."),
        new("sinks.sub_params.valid_K", run => IsEmpty(run.Sinks.SubParams.ValidK),
            "sinks.sub_params.valid_K must be two rising temperatures.", "Swap the two."),
        new("sinks.sub_params.valid_liquid_K", run => IsEmpty(run.Sinks.SubParams.ValidLiquidK),
            "sinks.sub_params.valid_liquid_K must be two rising temperatures.", "Swap the two."),
        new("sinks.sub_params.psat_model",
            run => run.Sinks.SubParams is { PsatModel: VapourPressureModel.Tabulated, PsatTablePath: null },
            "sinks.sub_params.psat_model tabulated needs psat_table_path.", "Name the table."),
        new("phase.entrypoint", run => !IsEntrypoint(run.Phase.Entrypoint),
            "phase.entrypoint must have the form module:function.", "Write for example package.module:function."),
        Rule.Warn("phase.source", run => run.Phase is { Enabled: true, Source: PhaseSource.Map },
            "phase.source map names a plug-in that this program cannot load; the thresholds are used.",
            "Set phase.source to threshold."),
        Rule.Warn("phase.q_abs_mean", run => run.Phase.QAbsMean > 1,
            "phase.q_abs_mean is above 1.", "An efficiency lies between 0 and 1."),
    ];

    private static bool HasTemperature(RadiationParameters? radiation) =>
        radiation is not null && (radiation.TMK is not null || radiation.MarsTemperatureDriver.Enabled);

    private static bool IsEmpty(ValueRange? range) => range is { } window && window.Low >= window.High;

    private static bool IsEntrypoint(string text) => text.Split(':') is [{ Length: > 0 }, { Length: > 0 }];
}
