namespace MarsDisk.Simulation.Inputs;

/// <summary>Whether a metric is as claimed.</summary>
public static class Comparisons
{
    /// <summary>Compares a number. Something that is no number is unequal to everything and near nothing.</summary>
    /// <param name="claim">A claim about a number.</param>
    /// <param name="value">The metric.</param>
    public static bool Holds(Claim claim, double value)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return claim.Expected is ExpectedValue.Number expected && Holds(claim, value, expected.Value);
    }

    /// <summary>Compares a number with one that is known now, for example of another run.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="value">The metric.</param>
    /// <param name="expected">What it is compared with.</param>
    public static bool Holds(Claim claim, double value, double expected)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return claim.Comparison switch
        {
            Comparison.Equal => value == expected,
            Comparison.NotEqual => value != expected,
            Comparison.Less => value < expected,
            Comparison.LessOrEqual => value <= expected,
            Comparison.Greater => value > expected,
            Comparison.GreaterOrEqual => value >= expected,
            _ => Math.Abs(value - expected) <= (claim.IsRelative ? claim.Tolerance * Math.Abs(expected) : claim.Tolerance),
        };
    }

    /// <summary>Compares a text: equal or not.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="text">The metric.</param>
    /// <param name="expected">What it is compared with.</param>
    public static bool Holds(Claim claim, string text, string expected)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return string.Equals(text, expected, StringComparison.Ordinal) == (claim.Comparison == Comparison.Equal);
    }
}
