using MarsDisk.Physics.Numerics;

namespace MarsDisk.Physics.Supply;

/// <summary>Feedback on the optical depth that an old study may put on the supply (13.6).</summary>
/// <param name="TargetTau">tau that the supply aims at.</param>
/// <param name="Gain">Strength of the response.</param>
/// <param name="ResponseSeconds">Time of the response, s; positive.</param>
/// <param name="ScaleMin">Smallest factor on the supply.</param>
/// <param name="ScaleMax">Largest factor on the supply.</param>
public readonly record struct SupplyFeedback(
    double TargetTau, double Gain, double ResponseSeconds, double ScaleMin = 1e-6, double ScaleMax = 10)
{
    private const double TauFloor = 1e-12;

    /// <summary>How far the optical depth is below the target, in units of the target.</summary>
    public double Error(double tau) => (TargetTau - tau) / Math.Max(TargetTau, TauFloor);

    /// <summary>The next factor on the supply; it is updated at every evaluation, also in gated steps.</summary>
    /// <param name="scale">The present factor.</param>
    /// <param name="tau">Optical depth.</param>
    /// <param name="seconds">Step, s.</param>
    public double Next(double scale, double tau, double seconds)
    {
        return Math.Clamp(scale * (1 + Gain * seconds / ResponseSeconds * Error(tau)), ScaleMin, ScaleMax);
    }
}

/// <summary>Dependence of the supply on the temperature of Mars in an old study (13.6).</summary>
/// <param name="ReferenceTemperature">K; positive.</param>
/// <param name="Exponent">p.</param>
/// <param name="ReferenceScale">Factor at the reference temperature.</param>
/// <param name="Floor">Smallest factor.</param>
/// <param name="Cap">Largest factor.</param>
public readonly record struct SupplyTemperature(
    double ReferenceTemperature, double Exponent, double ReferenceScale = 1, double Floor = 0, double Cap = 10)
{
    /// <summary>clip(s_ref (T/T_ref)^p, floor, cap).</summary>
    public double Scale(double temperature) => Math.Clamp(
        ReferenceScale * PortableMath.Pow(temperature / ReferenceTemperature, Exponent), Floor, Cap);
}

/// <summary>What a finite reservoir lets through in one step.</summary>
/// <param name="Rate">Supplied mass, kg m⁻² s⁻¹.</param>
/// <param name="Scale">Factor that the reservoir put on the supply.</param>
/// <param name="Remaining">Mass left in it, kg.</param>
public readonly record struct ReservoirDraw(double Rate, double Scale, double Remaining);

/// <summary>A finite reservoir behind the supply of an old study (13.6).</summary>
/// <param name="Capacity">Mass at the start, kg.</param>
/// <param name="TaperFraction">Below this fraction of the capacity the supply fades in proportion; 0 for a hard stop.</param>
public readonly record struct SupplyReservoir(double Capacity, double TaperFraction)
{
    /// <summary>Draws one step's supply.</summary>
    /// <param name="rate">Wanted supply, kg m⁻² s⁻¹.</param>
    /// <param name="remaining">Mass in the reservoir, kg.</param>
    /// <param name="area">Area that is supplied, m²; positive.</param>
    /// <param name="seconds">Step, s; positive.</param>
    public ReservoirDraw Draw(double rate, double remaining, double area, double seconds)
    {
        var fraction = Capacity > 0 ? remaining / Capacity : 0;
        var taper = TaperFraction > 0 && fraction < TaperFraction ? fraction / TaperFraction : 1;
        var drawn = Math.Min(rate * taper, remaining / (area * seconds));
        var left = Math.Max(remaining - drawn * area * seconds, 0);
        return new ReservoirDraw(drawn, rate > 0 ? drawn / rate : 1, left);
    }
}
