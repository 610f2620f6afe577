namespace MarsDisk.Physics.Sinks;

/// <summary>What removes grains fastest.</summary>
public enum SinkKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Sublimation.</summary>
    Sublimation,

    /// <summary>Drag by residual gas.</summary>
    GasDrag,
}

/// <summary>Time scales of the surface sinks for one reference size, s; infinite for what is not active (specification 15.2).</summary>
/// <param name="Sublimation">Time to sublimate.</param>
/// <param name="GasDrag">Stopping time in gas.</param>
public readonly record struct SinkTimes(double Sublimation, double GasDrag)
{
    private const double SoundSpeed = 500;                              // m s⁻¹

    /// <summary>Nothing is removed.</summary>
    public static readonly SinkTimes None = new(double.PositiveInfinity, double.PositiveInfinity);

    /// <summary>The shortest time, s.</summary>
    public double Total => Math.Min(Sublimation, GasDrag);

    /// <summary>The sink of the shortest time.</summary>
    public SinkKind Dominant =>
        double.IsPositiveInfinity(Total) ? SinkKind.None
        : Sublimation <= GasDrag ? SinkKind.Sublimation
        : SinkKind.GasDrag;

    /// <summary>Time to sublimate a size (m), η t_ref s / s_sink with t_ref = 1 / Ω; infinite without flux.</summary>
    public static double SublimationSeconds(double size, double sinkSize, double orbitalFrequency, double instantShare)
    {
        if (!(orbitalFrequency > 0) || !(size > 0))
            throw new PhysicsException($"Sink times need a positive frequency and size, not {orbitalFrequency:R} s⁻¹ and {size:R} m.");
        return sinkSize > 0 ? instantShare * (1 / orbitalFrequency) * size / sinkSize : double.PositiveInfinity;
    }

    /// <summary>Epstein stopping time ρ s / (ρ_g c_s); infinite without gas.</summary>
    public static double GasDragSeconds(double size, double density, double gasDensity) =>
        gasDensity > 0 ? density * size / (gasDensity * SoundSpeed) : double.PositiveInfinity;
}
