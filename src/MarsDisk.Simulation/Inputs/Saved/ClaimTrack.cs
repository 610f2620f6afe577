using MarsDisk.Simulation.Inputs.Metrics;

namespace MarsDisk.Simulation.Inputs.Saved;

/// <summary>A claim and what is known about it.</summary>
/// <param name="input">The expectation.</param>
internal sealed class ClaimTrack(ExpectationInput input)
{
    /// <summary>The expectation.</summary>
    public ExpectationInput Input { get; } = input;

    /// <summary>What became of it.</summary>
    public Verdict Verdict { get; set; }

    /// <summary>Border at which it was looked at last, or failed first; −1 before.</summary>
    public long Step { get; set; } = -1;

    /// <summary>Time of that border, s.</summary>
    public double Time { get; set; }

    /// <summary>The metric there.</summary>
    public double Value { get; set; } = double.NaN;

    /// <summary>Whether a border can decide it: the number is known there, and what it is compared with as well.</summary>
    public bool IsDecidedByBorder =>
        Input.Claim.Metric.Source != MetricSource.Run && Input.Claim.Expected is ExpectedValue.Number;

    /// <summary>Looks at the metric at a border.</summary>
    /// <returns>Whether this look failed it.</returns>
    public bool Look(double value, long step, double time)
    {
        (Step, Time, Value) = (step, time, value);
        if (!IsDecidedByBorder)
            return false;
        if (!Comparisons.Holds(Input.Claim, value))
            Verdict = Verdict.Failed;
        else if (Input.Claim.When != ClaimTime.Always)
            Verdict = Verdict.Held;
        return Verdict == Verdict.Failed;
    }

    /// <summary>The claim as others see it.</summary>
    public ClaimResult Found => new(Input.Ordinal, Input.Origin, Input.Claim, Verdict, Step, Time, Value);
}
