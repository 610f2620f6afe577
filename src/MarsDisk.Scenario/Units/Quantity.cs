using System.Collections.Immutable;

namespace MarsDisk.Scenario;

/// <summary>A number with its unit, as written.</summary>
/// <param name="Value">The number in the unit.</param>
/// <param name="Unit">The unit.</param>
public readonly record struct Quantity(double Value, UnitExpr Unit)
{
    /// <summary>The value in SI units (time in seconds), with one rounding for every unit that is a power of ten.</summary>
    public double Si => Unit.PowerOfTen < 0 ? Value * Unit.Factor / UnitExpr.Power(-Unit.PowerOfTen) : Value * Unit.ToSi;

    /// <summary>A time: not one in orbits, whose length is known when the run is bound.</summary>
    public bool IsSeconds => Unit.IsTime;

    /// <summary>The value in another unit of the same dimension, by one multiplication or division where the factor allows it.</summary>
    /// <param name="unit">The unit, of the same dimension.</param>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    public double In(UnitExpr unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        if (!Unit.HasDimensionOf(unit))
            throw new ArgumentException($"{Unit.Text} cannot be given in {unit.Text}.", nameof(unit));
        if (Unit.Equals(unit))
            return Value;
        var power = Unit.PowerOfTen - unit.PowerOfTen;
        var over = Unit.Factor * UnitExpr.Power(power);
        var under = unit.Factor * UnitExpr.Power(-power);
        if (over % under is 0)
            return Value * (over / under);
        return under % over is 0 ? Value / (under / over) : Value * (over / under);
    }
}

/// <summary>A unit of measurement.</summary>
/// <param name="Text">Canonical spelling; <c>1</c> for none.</param>
/// <param name="Dimension">Exponents of time, length, mass, temperature, angle, data and orbit.</param>
/// <param name="ToSi">Factor to SI. For <c>orbit</c> 1: its length is known when the run is bound.</param>
public sealed record UnitExpr(string Text, ImmutableArray<sbyte> Dimension, double ToSi)
{
    /// <summary>A bare number.</summary>
    public static readonly UnitExpr None = new("1", [0, 0, 0, 0, 0, 0, 0], 1);

    /// <summary><see cref="ToSi"/> without its power of ten: exact for every unit but <c>deg</c>.</summary>
    internal double Factor { get; private init; } = ToSi;

    /// <summary>Measures time, but not in orbits.</summary>
    internal bool IsTime { get; } = Dimension.AsSpan() is [1, 0, 0, 0, 0, 0, 0];

    /// <summary>The power of ten of <see cref="ToSi"/>.</summary>
    internal int PowerOfTen { get; private init; }

    /// <summary>The text of the canonical form, UTF-8, with the blank before it.</summary>
    internal byte[] Suffix { get; private init; } = System.Text.Encoding.UTF8.GetBytes(" " + Text);

    /// <summary>Measures the same as another unit.</summary>
    public bool HasDimensionOf(UnitExpr other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Dimension.AsSpan().SequenceEqual(other.Dimension.AsSpan());
    }

    /// <inheritdoc/>
    public bool Equals(UnitExpr? other)
        => other is not null && (ReferenceEquals(this, other) || string.Equals(Text, other.Text, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    internal static UnitExpr Of(string text, ImmutableArray<sbyte> dimension, double factor, int power)
        => new(text, dimension, power < 0 ? factor / Power(-power) : factor * Power(power)) { Factor = factor, PowerOfTen = power };

    /// <summary>Ten to a power; 1 for a negative one.</summary>
    internal static double Power(int power)
    {
        var value = 1.0;
        for (var i = 0; i < power; i++)
            value *= 10;
        return value;
    }
}
