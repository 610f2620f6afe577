using MarsDisk.Simulation.Inputs.Metrics;

namespace MarsDisk.Simulation.Inputs;

/// <summary>When a claim is looked at.</summary>
public enum ClaimTime
{
    /// <summary>At the first step border at or behind a time; at the end if the run ends before.</summary>
    At = 0,

    /// <summary>Behind every step.</summary>
    Always = 1,

    /// <summary>At the end of the run.</summary>
    End = 2,
}

/// <summary>How the metric is compared with the expected value.</summary>
public enum Comparison
{
    /// <summary>Equal.</summary>
    Equal = 0,

    /// <summary>Not equal.</summary>
    NotEqual = 1,

    /// <summary>Less.</summary>
    Less = 2,

    /// <summary>Less or equal.</summary>
    LessOrEqual = 3,

    /// <summary>Greater.</summary>
    Greater = 4,

    /// <summary>Greater or equal.</summary>
    GreaterOrEqual = 5,

    /// <summary>Equal within a tolerance.</summary>
    Near = 6,
}

/// <summary>Something that has to be true of a run.</summary>
/// <param name="When">When it is looked at.</param>
/// <param name="Time">For <see cref="ClaimTime.At"/>: the simulated time, s; else 0.</param>
/// <param name="Metric">What is measured.</param>
/// <param name="Comparison">How.</param>
/// <param name="Expected">A number in the metric's unit, a text, or another run.</param>
/// <param name="Tolerance">For <see cref="Comparison.Near"/>: how far off, in the metric's unit or as a share; else 0.</param>
/// <param name="IsRelative">Whether the tolerance is a share of the expected value's size.</param>
public sealed record Claim(
    ClaimTime When, double Time, Metric Metric, Comparison Comparison, ExpectedValue Expected, double Tolerance, bool IsRelative)
{
    /// <summary>The claim as a person would write it, without units: <c>expect end mass.error_percent &lt; 0.5</c>.</summary>
    public override string ToString() => ClaimText.Of(this);
}

/// <summary>What a metric is compared with.</summary>
public abstract record ExpectedValue
{
    private ExpectedValue() { }

    /// <summary>A number in the metric's unit.</summary>
    /// <param name="Value">The number.</param>
    public sealed record Number(double Value) : ExpectedValue;

    /// <summary>A word, for example a hash.</summary>
    /// <param name="Value">The word.</param>
    public sealed record Text(string Value) : ExpectedValue;

    /// <summary>The same metric of another run; whoever knows both settles the claim.</summary>
    /// <param name="Run">Name of the run in its scenario.</param>
    public sealed record OtherRun(string Run) : ExpectedValue;
}
