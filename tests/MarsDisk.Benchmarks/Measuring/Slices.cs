namespace MarsDisk.Benchmarks.Measuring;

/// <summary>
/// Short pieces of work of one thread, repeated to slices of its own clock: longer than the clock's grain, shorter than
/// what a scheduler lets run at once.
/// </summary>
internal static class Slices
{
    private const double SliceSeconds = 2e-3;

    /// <summary>Makes a variant whose sample is the processor time of one repetition, after warming up.</summary>
    /// <param name="name">Name in the tables.</param>
    /// <param name="work">The work; what it gives says what came out and is equal each time.</param>
    public static Variant Of(string name, Func<long> work)
    {
        Warmup.Run(() => Time(work, 1).Seconds);
        var repetitions = Math.Max(1, (int)(SliceSeconds / Math.Max(Time(work, 1).Seconds, 1e-7)));
        return new Variant(name, () =>
        {
            var (seconds, result) = Time(work, repetitions);
            return new Sample(seconds, seconds, Check: FormattableString.Invariant($"{result:x}"));
        });
    }

    private static (double Seconds, long Result) Time(Func<long> work, int repetitions)
    {
        var result = 0L;
        var begun = CpuClock.ThreadSeconds();
        for (var i = 0; i < repetitions; i++)
            result = work();
        return ((CpuClock.ThreadSeconds() - begun) / repetitions, result);
    }
}
