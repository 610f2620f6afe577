using MarsDisk.Simulation.Parameters;
using static MarsDisk.Configuration.Keys.Bounds;
using static MarsDisk.Configuration.Keys.KeyStatus;
using static MarsDisk.Configuration.Keys.Types.KeyTypes;

namespace MarsDisk.Configuration.Keys.Sections;

/// <summary>Keys of phase.</summary>
internal static class PhaseKeys
{
    public static IReadOnlyList<KeyDefinition> All { get; } =
    [
        new("phase.enabled", Flag, false, "", Any, Essential,
            "Whether the phase is evaluated; otherwise always solid"),
        new("phase.source", Choice(typeof(PhaseSource)), "threshold", "", Any, Essential,
            "Thresholds, or the built-in cooling map"),
        new("phase.entrypoint", Text, "siO2_disk_cooling.siO2_cooling_map:lookup_phase_state", "", Any, NoEffect,
            "Plug-in of the reference as module:function; the built-in map takes its place"),
        new("phase.extra_kwargs", TextMap, Defaults.NoTexts, "", Any, NoEffect,
            "Arguments of that plug-in, each value as JSON; no effect"),
        new("phase.allow_liquid_hkl", Flag, false, "", Any, Rare, "Permits sublimation while liquid-dominated"),
        new("phase.temperature_input", Choice(typeof(PhaseTemperature)), "mars_surface", "", Any, Essential,
            "Temperature that drives the phase"),
        new("phase.tau_field", Choice(typeof(PhaseOpticalDepth)), "los", "", Any, NoEffect,
            "Optical depth of the phase; no effect"),
        new("phase.q_abs_mean", Number, 0.4, "", Above(0), Essential,
            "Mean absorption efficiency in the temperature of a particle"),
        new("phase.thresholds.T_condense_K", Number, 1700.0, "K", Above(0), Essential,
            "Below it everything is solid"),
        new("phase.thresholds.T_vaporize_K", Number, 2000.0, "K", Above(0), Essential,
            "Above it everything is vapour; above T_condense_K"),
        new("phase.thresholds.P_ref_bar", Number, 1.0, "bar", AtLeast(0), Essential, "Pressure that damps the ramp"),
        new("phase.thresholds.tau_ref", Number, 1.0, "", Above(0), Essential, "Optical depth that damps the ramp"),
    ];
}
