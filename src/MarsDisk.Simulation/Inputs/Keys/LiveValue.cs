using MarsDisk.Physics;

namespace MarsDisk.Simulation.Inputs.Keys;

/// <summary>What a key is set to.</summary>
public abstract record LiveValue
{
    private LiveValue() { }

    /// <summary>A number in the key's unit; a truth is 1 or 0.</summary>
    /// <param name="Value">The number.</param>
    public sealed record Number(double Value) : LiveValue;

    /// <summary>A function of the temperature of Mars.</summary>
    /// <param name="Curve">The function.</param>
    public sealed record OfTemperature(LiveCurve Curve) : LiveValue;
}

/// <summary>A finished table of one argument, read as a function. Both arrays belong to it and are never written again.</summary>
/// <param name="Name">Name of the table in its scenario.</param>
/// <param name="Arguments">Strictly increasing.</param>
/// <param name="Values">One per argument.</param>
/// <param name="IsLinear">Whether values between two rows are interpolated; else the row below holds.</param>
/// <param name="HoldsEnds">Whether the first and the last row hold outside; else an argument outside fails the run.</param>
public sealed record LiveCurve(string Name, double[] Arguments, double[] Values, bool IsLinear, bool HoldsEnds)
{
    /// <summary>The value at an argument.</summary>
    /// <exception cref="PhysicsException">The argument is outside, and the ends do not hold there.</exception>
    public double At(double argument)
    {
        if (argument < Arguments[0] || argument > Arguments[^1])
        {
            if (!HoldsEnds)
                throw new PhysicsException(FormattableString.Invariant(
                    $"The table {Name} is asked for {argument:R}, it covers {Arguments[0]:R} to {Arguments[^1]:R}."));
            return argument < Arguments[0] ? Values[0] : Values[^1];
        }

        var row = Array.BinarySearch(Arguments, argument);
        if (row >= 0)
            return Values[row];
        var below = ~row - 1;
        return IsLinear
            ? LinearCourse.Between(Arguments[below], Values[below], Arguments[below + 1], Values[below + 1], argument)
            : Values[below];
    }
}
