using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration.Rules;

/// <summary>What a careful reader would remark about a valid configuration.</summary>
internal static class StaticChecks
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        Warn("TEMP001", "sinks.T_sub", run => run.Sinks.TSub > run.Phase.Thresholds.TCondenseK,
            "sinks.T_sub is above phase.thresholds.T_condense_K."),
        Note("TEMP003", "radiation.TM_K", run => Temperature(run) < run.Phase.Thresholds.TCondenseK,
            "Mars is below the condensation temperature from the start."),
        Warn("TEMP004", "radiation.TM_K", run => Temperature(run) > run.Phase.Thresholds.TVaporizeK,
            "Mars is above the vaporisation temperature at the start."),
        Warn("SIZE001", "sizes.n_bins", run => run.Sizes.NBins / Math.Log10(run.Sizes.SMax / run.Sizes.SMin) < 5,
            "sizes.n_bins gives fewer than 5 bins per decade."),
        Warn("SIZE002", "sizes.s_min", run => run.Sizes.SMin > 1e-5, "sizes.s_min is above 1e-5 m."),
        Warn("GAS001", "sinks.rho_g", run => run.Sinks.EnableGasDrag && run.Sinks.RhoG < 1e-10,
            "Gas drag is on, but sinks.rho_g is below 1e-10 kg m^-3."),
        Note("GAS002", "sinks.enable_gas_drag", run => run.Sinks.EnableGasDrag, "Gas drag is on."),
        Warn("DISK001", "disk.geometry.r_in_RM", run => run.Disk?.Geometry.RInRM > 2.4,
            "disk.geometry.r_in_RM is above 2.4 Mars radii."),
        Note("DISK002", "disk.geometry.r_out_RM", run => run.Disk?.Geometry.ROutRM > 3.5,
            "disk.geometry.r_out_RM is above 3.5 Mars radii."),
        Warn("NUM001", "numerics.safety", run => run.Numerics.Safety > 0.5, "numerics.safety is above 0.5."),
        Note("NUM002", "numerics.atol", run => run.Numerics.Atol > 1e-8, "numerics.atol is above 1e-8."),
        Note("PHYS001", "dynamics.f_wake", run => run.Dynamics.FWake > 1.5, "dynamics.f_wake is above 1.5."),
        Note("PHYS002", "psd.alpha", run => run.Psd.WavyStrength != 0 && Math.Abs(run.Psd.Alpha - 1.83) > 0.2,
            "The wavy modulation is on, but psd.alpha is far from 1.83."),
    ];

    private static double? Temperature(RunParameters run) =>
        run.Radiation?.TMK ?? run.Radiation?.MarsTemperatureDriver.Constant?.ValueK;

    private static Rule Warn(string code, string path, Func<RunParameters, bool> applies, string message) =>
        new(path, applies, message) { Code = code, Severity = Severity.Warning };

    private static Rule Note(string code, string path, Func<RunParameters, bool> applies, string message) =>
        new(path, applies, message) { Code = code, Severity = Severity.Info };
}
