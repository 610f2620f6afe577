using MarsDisk.Physics.Constants;
using MarsDisk.Physics.Numerics;

namespace MarsDisk.Physics.Temperature;

/// <summary>Temperature of Mars against time, linear between the rows; the driver of a run (specification 17.3 and 17.4).</summary>
public sealed class TemperatureTable
{
    private readonly double[] _seconds;
    private readonly double[] _temperatures;
    private readonly bool _holdsEnds;

    /// <summary>A table from its columns, in any order of time; of repeated times the first row counts.</summary>
    /// <param name="seconds">Times, s.</param>
    /// <param name="temperatures">T_M, K; as many.</param>
    /// <param name="holdsEnds">Whether the end values hold outside of the table; otherwise asking there is an error.</param>
    public TemperatureTable(ReadOnlySpan<double> seconds, ReadOnlySpan<double> temperatures, bool holdsEnds = true)
    {
        if (seconds.Length != temperatures.Length)
            throw new PhysicsException($"The temperature table has {seconds.Length} times and {temperatures.Length} temperatures.");
        (_seconds, _temperatures) = IsRising(seconds)
            ? (seconds.ToArray(), temperatures.ToArray())
            : Ordered(seconds.ToArray(), temperatures.ToArray());
        if (_seconds.Length < 2 || !_seconds.All(double.IsFinite) || !_temperatures.All(double.IsFinite))
            throw new PhysicsException("The temperature table needs at least two different times and finite values.");

        _holdsEnds = holdsEnds;
    }

    /// <summary>Times of the rows, s.</summary>
    public ReadOnlySpan<double> Seconds => _seconds;

    /// <summary>Temperatures of the rows, K.</summary>
    public ReadOnlySpan<double> Temperatures => _temperatures;

    /// <summary>Time of the last row, s.</summary>
    public double LastSecond => _seconds[^1];

    /// <summary>One temperature for ever.</summary>
    public static TemperatureTable Constant(double temperature) => new([0, 1], [temperature, temperature]);

    /// <summary>
    /// A cooling law sampled at equal distances from 0 to the end of the span inclusive. Times are rounded to days first,
    /// because the table of the reference is kept in days.
    /// </summary>
    /// <param name="temperatureAt">T_M (K) after t seconds.</param>
    /// <param name="spanSeconds">What the table has to cover, s.</param>
    /// <param name="hoursPerRow">Distance of the rows, h.</param>
    public static TemperatureTable Sampled(Func<double, double> temperatureAt, double spanSeconds, double hoursPerRow = 1)
    {
        var step = hoursPerRow * 3600;
        var last = (int)Math.Floor(spanSeconds / step * (1 + 1e-12));
        var isWhole = last * step >= spanSeconds * (1 - 1e-12);
        var seconds = new double[last + (isWhole ? 1 : 2)];
        for (var i = 0; i < seconds.Length; i++)
            seconds[i] = i <= last ? i * step : spanSeconds;

        var temperatures = Array.ConvertAll(seconds, time => temperatureAt(time));
        var days = Array.ConvertAll(seconds, time => time / PhysicalConstants.SecondsPerDay * PhysicalConstants.SecondsPerDay);
        return new TemperatureTable(days, temperatures);
    }

    /// <summary>T_M after t seconds, K.</summary>
    public double At(double seconds)
    {
        if (!_holdsEnds && !(seconds >= _seconds[0] && seconds <= _seconds[^1]))
            throw new PhysicsException($"The temperature table holds from {_seconds[0]:R} to {_seconds[^1]:R} s and is asked at {seconds:R} s.");
        return LinearTable.Interpolate(_seconds, _temperatures, seconds);
    }

    private static bool IsRising(ReadOnlySpan<double> seconds)
    {
        for (var i = 1; i < seconds.Length; i++)
            if (!(seconds[i] > seconds[i - 1]))
                return false;
        return true;
    }

    private static (double[] Seconds, double[] Temperatures) Ordered(double[] seconds, double[] temperatures)
    {
        var rows = seconds.Zip(temperatures).OrderBy(row => row.First).DistinctBy(row => row.First).ToArray();
        return (Array.ConvertAll(rows, row => row.First), Array.ConvertAll(rows, row => row.Second));
    }
}
