using System.Collections.Immutable;

namespace MarsDisk.Scenario;

/// <summary>A number with its unit, as written.</summary>
/// <param name="Value">The number in the unit.</param>
/// <param name="Unit">The unit.</param>
public readonly record struct Quantity(double Value, UnitExpr Unit)
{
    /// <summary>The value in SI units (time in seconds), by one multiplication.</summary>
    public double Si => Value * Unit.ToSi;
}

/// <summary>A unit of measurement.</summary>
/// <param name="Text">Canonical spelling; <c>1</c> for none.</param>
/// <param name="Dimension">Exponents of time, length, mass, temperature, angle, data and orbit.</param>
/// <param name="ToSi">Factor to SI. For <c>orbit</c> 1: its length is known when the run is bound.</param>
public sealed record UnitExpr(string Text, ImmutableArray<sbyte> Dimension, double ToSi)
{
    /// <summary>A bare number.</summary>
    public static readonly UnitExpr None = new("1", [0, 0, 0, 0, 0, 0, 0], 1);

    /// <inheritdoc/>
    public bool Equals(UnitExpr? other)
        => other is not null && (ReferenceEquals(this, other) || string.Equals(Text, other.Text, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
}
