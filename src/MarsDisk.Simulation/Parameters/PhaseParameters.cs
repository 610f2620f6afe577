using System.Collections.ObjectModel;

namespace MarsDisk.Simulation.Parameters;

/// <summary>State of matter of the grains.</summary>
public sealed record PhaseParameters
{
    /// <summary>The plug-in of the reference whose place the built-in map takes.</summary>
    public const string BuiltInMap = "siO2_disk_cooling.siO2_cooling_map:lookup_phase_state";

    /// <summary>Whether the phase is evaluated; otherwise always solid.</summary>
    public bool Enabled { get; init; }

    /// <summary>Thresholds, or the built-in cooling map.</summary>
    public PhaseSource Source { get; init; }

    /// <summary>Plug-in of the reference as module:function; the built-in map takes its place.</summary>
    public string Entrypoint { get; init; } = BuiltInMap;

    /// <summary>Arguments of that plug-in, each value as JSON; no effect.</summary>
    public IReadOnlyDictionary<string, string> ExtraKwargs { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Section thresholds: temperatures between which matter goes from solid to vapour.</summary>
    public PhaseThresholdParameters Thresholds { get; init; } = new();

    /// <summary>Permits sublimation while liquid-dominated.</summary>
    public bool AllowLiquidHkl { get; init; }

    /// <summary>Temperature that drives the phase.</summary>
    public PhaseTemperature TemperatureInput { get; init; }

    /// <summary>Optical depth of the phase; no effect.</summary>
    public PhaseOpticalDepth TauField { get; init; }

    /// <summary>Mean absorption efficiency in the temperature of a particle; above 0.</summary>
    public double QAbsMean { get; init; } = 0.4;
}

/// <summary>Choices of phase.source.</summary>
public enum PhaseSource
{
    /// <summary>Written as <c>threshold</c>.</summary>
    Threshold,

    /// <summary>Written as <c>map</c>.</summary>
    Map,
}

/// <summary>Choices of phase.temperature_input.</summary>
public enum PhaseTemperature
{
    /// <summary>Written as <c>mars_surface</c>.</summary>
    MarsSurface,

    /// <summary>Written as <c>particle</c>.</summary>
    Particle,
}

/// <summary>Choices of phase.tau_field.</summary>
public enum PhaseOpticalDepth
{
    /// <summary>Written as <c>los</c>.</summary>
    Los,
}

/// <summary>Temperatures between which matter goes from solid to vapour.</summary>
public sealed record PhaseThresholdParameters
{
    /// <summary>Below it everything is solid, K; above 0.</summary>
    public double TCondenseK { get; init; } = 1700;

    /// <summary>Above it everything is vapour; above T_condense_K, K; above 0.</summary>
    public double TVaporizeK { get; init; } = 2000;

    /// <summary>Pressure that damps the ramp, bar; at least 0.</summary>
    public double PRefBar { get; init; } = 1;

    /// <summary>Optical depth that damps the ramp; above 0.</summary>
    public double TauRef { get; init; } = 1;
}
