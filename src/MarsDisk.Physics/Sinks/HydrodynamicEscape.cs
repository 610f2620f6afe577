using MarsDisk.Physics.Numerics;

namespace MarsDisk.Physics.Sinks;

/// <summary>Escape of vapour, rate = strength (T / T_ref)^p max(f_vap, floor) (specification 16).</summary>
/// <param name="Strength">Rate at the reference temperature, s⁻¹.</param>
/// <param name="TemperaturePower">Exponent p.</param>
/// <param name="ReferenceTemperature">T_ref, K.</param>
/// <param name="VapourShareMin">Floor of the vapour share.</param>
public readonly record struct HydrodynamicEscape(
    double Strength, double TemperaturePower, double ReferenceTemperature, double VapourShareMin)
{
    /// <summary>Escape time, s; infinite without strength or vapour.</summary>
    public double Seconds(double temperature, double vapourShare)
    {
        if (!(Strength > 0) || !(vapourShare > 0))
            return double.PositiveInfinity;
        var rate = Strength * PortableMath.Pow(temperature / ReferenceTemperature, TemperaturePower)
            * Math.Max(vapourShare, VapourShareMin);
        return rate > 0 ? 1 / rate : double.PositiveInfinity;
    }
}
