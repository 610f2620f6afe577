using System.Globalization;

namespace MarsDisk.Configuration.Keys;

/// <summary>The range of a number. An end that is infinite is no end; numbers themselves are always finite.</summary>
internal readonly record struct Bounds(double Low, bool HasLow, double High, bool HasHigh)
{
    public static readonly Bounds Any = new(double.NegativeInfinity, false, double.PositiveInfinity, false);

    public static Bounds Above(double low) => new(low, false, double.PositiveInfinity, false);

    public static Bounds AtLeast(double low) => new(low, true, double.PositiveInfinity, false);

    public static Bounds Between(double low, double high) => new(low, true, high, true);

    public static Bounds AboveUpTo(double low, double high) => new(low, false, high, true);

    public static Bounds FromBelow(double low, double high) => new(low, true, high, false);

    public static Bounds Inside(double low, double high) => new(low, false, high, false);

    public bool Contains(double value) =>
        double.IsFinite(value) && (HasLow ? value >= Low : value > Low) && (HasHigh ? value <= High : value < High);

    /// <summary>The range as people write it: <c>&gt; 0</c>, <c>&gt;= 1</c>, <c>[0, 1)</c>, or nothing.</summary>
    public override string ToString()
    {
        var low = Low.ToString(CultureInfo.InvariantCulture);
        if (double.IsInfinity(High))
            return double.IsInfinity(Low) ? "" : $"{(HasLow ? ">=" : ">")} {low}";
        return $"{(HasLow ? '[' : '(')}{low}, {High.ToString(CultureInfo.InvariantCulture)}{(HasHigh ? ']' : ')')}";
    }
}
