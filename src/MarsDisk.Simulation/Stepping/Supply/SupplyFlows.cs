using MarsDisk.Simulation.Recording;

namespace MarsDisk.Simulation.Stepping.Supply;

/// <summary>What the controls of the supply did in a step. Rates in kg m⁻² s⁻¹.</summary>
internal struct SupplyFlows
{
    public double Scaled;
    public double TemperatureScale;
    public double TemperatureValue;
    public byte TemperatureKind;
    public double FeedbackScale;
    public double FeedbackError;
    public double ReservoirRemaining;
    public double ReservoirFraction;
    public bool IsReservoirClipped;
    public double Headroom;
    public double Diverted;
    public double IntoDeep;
    public double DeepAttempt;
    public double DeepToSurface;
    public double DeepSurfaceDensity;
    public bool IsBlockedByHeadroom;
    public bool IsMixingLimited;

    /// <summary>The values of a step without evaluation of the supply; the deep buffer keeps its content.</summary>
    public void Clear(double deepSurfaceDensity)
    {
        Scaled = TemperatureScale = TemperatureValue = FeedbackScale = FeedbackError = NoValue.Number;
        TemperatureKind = NoValue.Word;
        ReservoirRemaining = ReservoirFraction = Headroom = NoValue.Number;
        Diverted = IntoDeep = DeepAttempt = DeepToSurface = 0;
        DeepSurfaceDensity = deepSurfaceDensity;
        IsReservoirClipped = IsBlockedByHeadroom = IsMixingLimited = false;
    }

    /// <summary>The values while no control acts.</summary>
    public void SetNeutral()
    {
        TemperatureScale = FeedbackScale = 1;
        TemperatureKind = 0;
    }
}
