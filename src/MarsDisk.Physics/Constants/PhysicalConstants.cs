namespace MarsDisk.Physics.Constants;

/// <summary>Constants of nature and of Mars, exact literals of the model (SI units).</summary>
public static class PhysicalConstants
{
    /// <summary>Gravitational constant, m³ kg⁻¹ s⁻² (CODATA 2018).</summary>
    public const double Gravitation = 6.67430e-11;

    /// <summary>Speed of light, m s⁻¹ (exact).</summary>
    public const double SpeedOfLight = 2.99792458e8;

    /// <summary>Stefan-Boltzmann constant, W m⁻² K⁻⁴ (exact, SI 2019).</summary>
    public const double StefanBoltzmann = 5.670374419e-8;

    /// <summary>Molar gas constant, J mol⁻¹ K⁻¹ (exact, SI 2019).</summary>
    public const double MolarGas = 8.314462618;

    /// <summary>Mass of Mars, kg.</summary>
    public const double MarsMass = 6.4171e23;

    /// <summary>Radius of Mars, m.</summary>
    public const double MarsRadius = 3.3895e6;

    /// <summary>One day, s.</summary>
    public const double SecondsPerDay = 86400;

    /// <summary>One Julian year, s.</summary>
    public const double SecondsPerYear = 365.25 * SecondsPerDay;

    /// <summary>Planck constant, J s (exact, SI 2019); used by the radiation tables only.</summary>
    public const double Planck = 6.62607015e-34;

    /// <summary>Boltzmann constant, J K⁻¹ (exact, SI 2019); used by the radiation tables only.</summary>
    public const double Boltzmann = 1.380649e-23;

    /// <summary>Wien displacement constant, m K; used by the built-in radiation table only.</summary>
    public const double WienDisplacement = 2.897771955e-3;
}
