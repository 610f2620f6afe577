namespace MarsDisk.Simulation.Inputs.Keys;

/// <summary>A configuration key that may change while a run goes on, because every step reads it anew.</summary>
public sealed record LiveKey
{
    internal LiveKey(LiveKeyId id, string name, string unit, double minimum, double maximum, bool isTruth = false, bool acceptsCurve = false) =>
        (Id, Name, Unit, Minimum, Maximum, IsTruth, AcceptsCurve) = (id, name, unit, minimum, maximum, isTruth, acceptsCurve);

    /// <summary>Number of the key in states; never changes its meaning.</summary>
    internal LiveKeyId Id { get; }

    /// <summary>The key in dotted form.</summary>
    public string Name { get; }

    /// <summary>Unit of its numbers in the spelling of scenarios; <c>1</c> for none.</summary>
    public string Unit { get; }

    /// <summary>Smallest value.</summary>
    public double Minimum { get; }

    /// <summary>Largest value.</summary>
    public double Maximum { get; }

    /// <summary>Whether it is true or false (1 or 0) and cannot be ramped or driven.</summary>
    public bool IsTruth { get; }

    /// <summary>Whether it also takes a finished table of the temperature of Mars.</summary>
    public bool AcceptsCurve { get; }

    /// <summary>Whether a number is in the range of the key.</summary>
    public bool Accepts(double value) => value >= Minimum && value <= Maximum && (!IsTruth || value is 0 or 1);
}

/// <summary>Numbers of the live keys in states.</summary>
internal enum LiveKeyId
{
    MarsTemperature = 0,
    QPr = 1,
    SupplyEnabled = 2,
    SupplyRate = 3,
    SupplyMu = 4,
    SupplyOrbitFraction = 5,
    MixingEfficiency = 6,
    TauStop = 7,
    TauStopTolerance = 8,
    LossRateStop = 9,
    TauGateMaximum = 10,
    GasDensity = 11,
    InjectedEccentricity = 12,
    InjectedInclination = 13,
    InjectedVelocityFactor = 14,
    WakeFactor = 15,
}
