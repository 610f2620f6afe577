namespace MarsDisk.Physics.Constants;

/// <summary>Numerical guards and domains of the model (specification 2.2).</summary>
public static class ModelLimits
{
    /// <summary>Largest number of steps of a run.</summary>
    public const long StepsMax = 50_000_000;

    /// <summary>Optical depth below which no collision time follows from it.</summary>
    public const double OpticalDepthMin = 1e-12;

    /// <summary>β at which a grain released from a circular orbit is unbound.</summary>
    public const double BlowoutBeta = 0.5;

    /// <summary>Lowest allowed temperature of the surface of Mars, K.</summary>
    public const double MarsTemperatureMin = 1000;

    /// <summary>Highest allowed temperature of the surface of Mars, K.</summary>
    public const double MarsTemperatureMax = 6500;

    /// <summary>Lowest allowed grain density, kg m⁻³.</summary>
    public const double DensityMin = 1000;

    /// <summary>Highest allowed grain density, kg m⁻³.</summary>
    public const double DensityMax = 5000;

    /// <summary>Lowest allowed configured ⟨Q_pr⟩.</summary>
    public const double QprMin = 0.5;

    /// <summary>Highest allowed configured ⟨Q_pr⟩.</summary>
    public const double QprMax = 1.5;

    /// <summary>Largest relative mass error of an accepted collision step.</summary>
    public const double MassErrorMax = 5e-3;

    /// <summary>Share of the shortest collision time that one step may last (E.010).</summary>
    public const double CollisionStepSafety = 0.1;

    /// <summary>Grain size for which sink times are quoted, m.</summary>
    public const double SinkReferenceSize = 1e-6;

    /// <summary>Smallest grain size of any iteration, m.</summary>
    public const double SizeMin = 1e-12;

    /// <summary>Smallest divisor of rates and column densities.</summary>
    public const double DivisorMin = 1e-30;
}
