using MarsDisk.Simulation.Inputs.Keys;

namespace MarsDisk.Simulation.Inputs.Saved;

/// <summary>What an input made of one key: a value from some time on, or a ramp that ends in one.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value, behind the ramp if there is one.</param>
/// <param name="From">Value before the ramp; not a number without one.</param>
/// <param name="Start">Begin of the ramp, s.</param>
/// <param name="Over">Length of the ramp, s; 0 without one.</param>
internal sealed record KeyCourse(LiveKey Key, LiveValue Value, double From, double Start, double Over)
{
    /// <summary>A value that holds from now on.</summary>
    public static KeyCourse Fixed(LiveKey key, LiveValue value) => new(key, value, double.NaN, 0, 0);

    /// <summary>The curve of a key that follows the temperature; null otherwise.</summary>
    public LiveCurve? Curve => (Value as LiveValue.OfTemperature)?.Curve;

    /// <summary>The number at a time (s); not a number for a curve.</summary>
    public double At(double time)
    {
        if (Value is not LiveValue.Number number)
            return double.NaN;
        return Over > 0 && time < Start + Over
            ? LinearCourse.Between(Start, From, Start + Over, number.Value, time)
            : number.Value;
    }
}
