namespace MarsDisk.Benchmarks.Measuring;

/// <summary>One way of doing something, measured once per round.</summary>
/// <param name="Name">Name in the tables.</param>
/// <param name="Measure">Does it and says what it took.</param>
internal sealed record Variant(string Name, Func<Sample> Measure);

/// <summary>What one variant took in one round.</summary>
/// <param name="Wall">Time on the wall, s.</param>
/// <param name="Cpu">Processor time, s.</param>
/// <param name="PeakBytes">Largest resident set of its process; 0 if not a process.</param>
/// <param name="Check">What came out, as text; equal in every round.</param>
internal sealed record Sample(double Wall, double Cpu, long PeakBytes = 0, string Check = "");

/// <summary>
/// Measures variants against each other: each round runs every variant once, in rotating order, so that the weather of a
/// shared machine meets all of them; the first round is thrown away.
/// </summary>
internal static class Rounds
{
    /// <summary>Runs the rounds and checks that each variant gives the same result in all of them.</summary>
    /// <returns>The samples of each variant in the order of the rounds.</returns>
    /// <exception cref="InvalidDataException">A variant gave two results.</exception>
    public static IReadOnlyList<Series> Run(int rounds, params IReadOnlyList<Variant> variants)
    {
        var series = variants.Select(variant => new Series(variant.Name)).ToList();
        for (var round = -1; round < rounds; round++)
        {
            for (var turn = 0; turn < variants.Count; turn++)
            {
                var chosen = (turn + round + 1) % variants.Count;
                series[chosen].Take(variants[chosen].Measure(), isKept: round >= 0);
            }
        }
        return series;
    }
}

/// <summary>The samples of one variant.</summary>
internal sealed class Series(string name)
{
    private readonly List<Sample> _samples = [];

    /// <summary>Name of the variant.</summary>
    public string Name => name;

    /// <summary>What came out of every round.</summary>
    public string? Check { get; private set; }

    /// <summary>Wall times, s.</summary>
    public IReadOnlyList<double> Wall => [.. _samples.Select(sample => sample.Wall)];

    /// <summary>Processor times, s.</summary>
    public IReadOnlyList<double> Cpu => [.. _samples.Select(sample => sample.Cpu)];

    /// <summary>Largest resident set of all rounds, bytes.</summary>
    public long PeakBytes => _samples.Max(sample => sample.PeakBytes);

    /// <summary>Adds a round after checking its result.</summary>
    public void Take(Sample sample, bool isKept)
    {
        Check ??= sample.Check;
        if (Check != sample.Check)
            throw new InvalidDataException($"{name} gave {sample.Check} after it had given {Check}.");
        if (isKept)
            _samples.Add(sample);
    }
}
