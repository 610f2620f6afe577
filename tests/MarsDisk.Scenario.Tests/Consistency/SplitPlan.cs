namespace MarsDisk.Scenario.Tests.Consistency;

/// <summary>How a source arrives: where it is cut, how often the sink pauses, how often the parse is stored and taken up again.</summary>
/// <param name="Sizes">Length of the next chunk; 0 is an empty one.</param>
/// <param name="IsPausing">Whether the sink pauses at its next unit.</param>
/// <param name="IsRestoring">Whether the parse is stored and restored at the next wait.</param>
internal sealed record SplitPlan(Func<int> Sizes, Func<bool> IsPausing, Func<bool> IsRestoring)
{
    /// <summary>Chunks of one size, nothing else.</summary>
    public static SplitPlan Of(int size) => new(() => size, () => false, () => false);

    /// <summary>Chunks of random sizes, empty ones among them; one plan in four pauses, one in eight restores.</summary>
    public static SplitPlan Random(int seed, int length)
    {
        var random = new Random(seed);
        var mean = random.Next(1, Math.Max(2, length));
        var pauses = seed % 4 == 0 ? 4 : int.MaxValue;
        var restores = seed % 8 == 1 ? 3 : int.MaxValue;
        return new SplitPlan(
            () => random.Next(16) == 0 ? 0 : random.Next(1, 2 * mean),
            () => pauses < int.MaxValue && random.Next(pauses) == 0,
            () => restores < int.MaxValue && random.Next(restores) == 0);
    }
}
