using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration.Mapping;

/// <summary>Turns resolved keys of phase into parameters.</summary>
internal static class PhaseReader
{
    public static PhaseParameters Phase(KeyValues keys) => new()
    {
        Enabled = keys.Boolean("enabled"),
        Source = (PhaseSource)keys.Choice(typeof(PhaseSource), "source"),
        Entrypoint = keys.Text("entrypoint"),
        ExtraKwargs = keys.TextMap("extra_kwargs"),
        Thresholds = PhaseThreshold(keys.In("thresholds")),
        AllowLiquidHkl = keys.Boolean("allow_liquid_hkl"),
        TemperatureInput = (PhaseTemperature)keys.Choice(typeof(PhaseTemperature), "temperature_input"),
        TauField = (PhaseOpticalDepth)keys.Choice(typeof(PhaseOpticalDepth), "tau_field"),
        QAbsMean = keys.Number("q_abs_mean"),
    };

    public static PhaseThresholdParameters PhaseThreshold(KeyValues keys) => new()
    {
        TCondenseK = keys.Number("T_condense_K"),
        TVaporizeK = keys.Number("T_vaporize_K"),
        PRefBar = keys.Number("P_ref_bar"),
        TauRef = keys.Number("tau_ref"),
    };
}
