namespace MarsDisk.Simulation.Plans;

/// <summary>How the step compares with the blow-out time; the same in every step (runner §2.6).</summary>
/// <param name="StepsPerBlowoutTime">Step over blow-out time; 0 when blow-out is switched off.</param>
/// <param name="Ratio">The same, and 0 unless grains are blown out at the start.</param>
/// <param name="Factor">Share of a blow-out flux that leaves within one step, 1 − e^(−ratio).</param>
public readonly record struct FastBlowout(double StepsPerBlowoutTime, double Ratio, double Factor)
{
    /// <summary>Whether the step is longer than three blow-out times.</summary>
    public bool IsFast => StepsPerBlowoutTime > 3;

    /// <summary>Whether the step is longer than ten blow-out times.</summary>
    public bool IsVeryFast => StepsPerBlowoutTime > 10;
}
