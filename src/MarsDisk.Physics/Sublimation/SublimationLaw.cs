using MarsDisk.Physics.Constants;
using MarsDisk.Physics.Numerics;

namespace MarsDisk.Physics.Sublimation;

/// <summary>Mass flux of sublimation from a grain surface, by the law chosen once per run (specification 14.1).</summary>
public sealed class SublimationLaw
{
    private readonly VapourPressure? _vapour;
    private readonly double _evaporation;
    private readonly double _molarMass;
    private readonly double _gasPressure;
    private readonly double _referenceTemperature;
    private readonly double _scaleTemperature;

    private SublimationLaw(
        VapourPressure? vapour, double evaporation, double molarMass, double gasPressure,
        double referenceTemperature, double scaleTemperature)
    {
        _vapour = vapour;
        _evaporation = evaporation;
        _molarMass = molarMass;
        _gasPressure = gasPressure;
        _referenceTemperature = referenceTemperature;
        _scaleTemperature = scaleTemperature;
    }

    /// <summary>The Hertz-Knudsen-Langmuir law, J = α max(P_sat − P_gas, 0) √(μ / 2π R T) (E.018).</summary>
    /// <param name="vapour">Saturation pressure.</param>
    /// <param name="evaporation">Coefficient α.</param>
    /// <param name="molarMass">μ, kg mol⁻¹, positive.</param>
    /// <param name="gasPressure">P_gas, Pa.</param>
    public static SublimationLaw HertzKnudsen(VapourPressure vapour, double evaporation, double molarMass, double gasPressure = 0) =>
        molarMass > 0
            ? new SublimationLaw(vapour, evaporation, molarMass, gasPressure, 0, 1)
            : throw new PhysicsException($"The molar mass is {molarMass:R} kg/mol; it must be positive.");

    /// <summary>The placeholder J = exp((T − T_sub) / max(dT, 1)), temperatures in K.</summary>
    public static SublimationLaw Exponential(double referenceTemperature, double scaleTemperature) =>
        new(null, 0, 1, 0, referenceTemperature, Math.Max(scaleTemperature, 1));

    /// <summary>J at a grain temperature (K), kg m⁻² s⁻¹; never negative, there is no condensation.</summary>
    public double Flux(double temperature)
    {
        if (!double.IsFinite(temperature) || temperature <= 0)
            throw new PhysicsException($"The grain temperature is {temperature:R} K; it must be finite and positive.");
        if (_vapour is null)
            return PortableMath.Exp((temperature - _referenceTemperature) / _scaleTemperature);

        var pressure = Math.Max(_vapour.Pressure(temperature) - _gasPressure, 0);
        return _evaporation * pressure * Math.Sqrt(_molarMass / (2 * Math.PI * PhysicalConstants.MolarGas * temperature));
    }

    /// <summary>ds/dt = −J / ρ, m s⁻¹; 0 without flux.</summary>
    public static double SizeRate(double flux, double density)
    {
        if (!(density > 0))
            throw new PhysicsException($"The grain density is {density:R} kg m⁻³; it must be positive.");
        return flux > 0 ? -flux / density : 0;
    }

    /// <summary>The size that vanishes within η t_ref, s_sink = η t_ref J / ρ, m (E.019, E.038).</summary>
    public static double SinkSize(double flux, double density, double referenceSeconds, double instantShare) =>
        instantShare * referenceSeconds * flux / density;

    /// <summary>Rates |ds/dt| / s of the bins when grains shrink, else 0; s⁻¹ (specification 12.3).</summary>
    public static void FillSinkRates(double sizeRate, ReadOnlySpan<double> sizes, Span<double> rates)
    {
        for (var k = 0; k < sizes.Length; k++)
            rates[k] = sizeRate < 0 && sizes[k] > 0 ? -sizeRate / sizes[k] : 0;
    }
}
