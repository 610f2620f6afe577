using MarsDisk.Physics.Numerics;

namespace MarsDisk.Physics.Sublimation;

/// <summary>Vapour pressure of one phase, log₁₀ P = A − B / T (E.036), P in Pa.</summary>
/// <param name="A">Intercept, dex.</param>
/// <param name="B">Slope, K.</param>
public readonly record struct ClausiusLaw(double A, double B)
{
    /// <summary>P at a temperature (K), Pa.</summary>
    public double Pressure(double temperature) => PortableMath.Pow10(A - B / temperature);
}
