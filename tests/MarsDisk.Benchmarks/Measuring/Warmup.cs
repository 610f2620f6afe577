namespace MarsDisk.Benchmarks.Measuring;

/// <summary>
/// Warms up by time and not by count: a loop is ready when two slices in a row agree, which tiered compilation decides
/// and nobody can count in advance.
/// </summary>
internal static class Warmup
{
    private const double Agreement = 0.05;
    private const double SecondsMax = 2;

    /// <summary>Repeats the measurement until two in a row agree within 5 %, at most 2 s.</summary>
    /// <param name="measure">Measures one slice, s.</param>
    public static void Run(Func<double> measure)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var last = measure();
        while (TimeProvider.System.GetElapsedTime(begun).TotalSeconds < SecondsMax)
        {
            var next = measure();
            if (Math.Abs(next - last) <= Agreement * last)
                return;
            last = next;
        }
    }
}
