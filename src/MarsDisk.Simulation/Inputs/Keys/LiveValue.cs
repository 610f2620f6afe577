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
public sealed record LiveCurve(string Name, double[] Arguments, double[] Values, bool IsLinear, bool HoldsEnds);
