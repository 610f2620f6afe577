namespace MarsDisk.Physics.Phases;

/// <summary>
/// How much of the layer is vapour: a ramp in temperature, weakened by pressure and optical depth (specification 16).
/// Chosen once per run.
/// </summary>
public sealed class PhaseLaw
{
    private const double PascalPerBar = 1e5;

    private readonly double _rampStart;
    private readonly double _rampEnd;
    private readonly double _weakeningPerBar;
    private readonly double _weakeningPerTau;

    private PhaseLaw(double rampStart, double rampEnd, double weakeningPerBar, double weakeningPerTau)
    {
        _rampStart = rampStart;
        _rampEnd = rampEnd;
        _weakeningPerBar = weakeningPerBar;
        _weakeningPerTau = weakeningPerTau;
    }

    /// <summary>Always solid.</summary>
    public static PhaseLaw Disabled { get; } = new(double.PositiveInfinity, double.PositiveInfinity, 0, 0);

    /// <summary>The built-in map: glass at 1475 K, liquidus at 1986 K.</summary>
    public static PhaseLaw BuiltInMap { get; } = new(1475, 1986, 0.2, 1);

    /// <summary>Thresholds of condensation and vaporisation (K); a reference that is not positive has no influence.</summary>
    public static PhaseLaw Threshold(
        double condensationTemperature, double vaporisationTemperature, double referencePressureBar, double referenceTau) =>
        new(condensationTemperature,
            Math.Max(vaporisationTemperature, condensationTemperature + 1),
            referencePressureBar > 0 ? 1 / referencePressureBar : 0,
            referenceTau > 0 ? 1 / referenceTau : 0);

    /// <summary>The phase at a temperature (K), pressure (Pa) and unshielded optical depth.</summary>
    public PhaseDecision Evaluate(double temperature, double pressure, double tau)
    {
        if (!(temperature > _rampStart))
            return PhaseDecision.Solid;
        if (temperature >= _rampEnd)
            return PhaseDecision.Of(1);

        var share = (temperature - _rampStart) / (_rampEnd - _rampStart);
        share /= 1 + _weakeningPerBar * Math.Max(pressure / PascalPerBar, 0);
        share /= 1 + _weakeningPerTau * Math.Max(tau, 0);
        return PhaseDecision.Of(share);
    }
}
