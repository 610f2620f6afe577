using System.Globalization;
using System.Text;
using MarsDisk.Simulated.Faults;
using MarsDisk.Simulated.Worlds;

namespace MarsDisk.Simulated;

/// <summary>What came of one seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Violation">The first law that was broken; null: none.</param>
/// <param name="Turns">Turns of its world.</param>
internal sealed record SeedResult(long Seed, string? Violation, int Turns);

/// <summary>Runs worlds by their seeds. A seed is the whole description of a world.</summary>
internal static class SeedRunner
{
    private const int ReportedTurns = 80;

    /// <summary>Runs one seed.</summary>
    public static SeedResult Run(long seed, TurnLog? log = null)
    {
        using var world = WorldOf(seed, log);
        var violation = world.Run();
        return new SeedResult(seed, violation, world.Turn);
    }

    /// <summary>Runs seeds on some threads until the first violation or the last seed.</summary>
    /// <param name="first">First seed.</param>
    /// <param name="count">Number of seeds.</param>
    /// <param name="threads">Threads; each has worlds of its own.</param>
    /// <returns>The violation with the smallest seed that was found; null: none. And the number of turns.</returns>
    public static (SeedResult? Violation, long Turns) RunAll(long first, long count, int threads)
    {
        var (next, end, turns) = (first - 1, first + count, 0L);
        SeedResult? found = null;
        var gate = new Lock();
        var workers = Enumerable.Range(0, threads).Select(_ => new Thread(Work)).ToList();
        workers.ForEach(worker => worker.Start());
        workers.ForEach(worker => worker.Join());
        return (found, turns);

        void Work()
        {
            for (var seed = Interlocked.Increment(ref next); seed < end && Volatile.Read(ref found) is null; seed = Interlocked.Increment(ref next))
            {
                var result = Run(seed);
                Interlocked.Add(ref turns, result.Turns);
                if (result.Violation is null)
                    continue;
                lock (gate)
                {
                    if (found is null || result.Seed < found.Seed)
                        found = result;
                }
            }
        }
    }

    /// <summary>Runs seeds on one thread and groups what they broke, for a person at work on the simulation itself.</summary>
    public static string Survey(long first, long count)
    {
        var broken = Enumerable.Range(0, (int)count).Select(offset => Run(first + offset))
            .Where(result => result.Violation is not null)
            .GroupBy(result => result.Violation![..Math.Min(result.Violation!.Length, 60)], StringComparer.Ordinal)
            .OrderByDescending(group => group.Count())
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count(),6} like seed {group.First().Seed}: {group.First().Violation}"));
        return string.Join('\n', broken) + "\n";
    }

    /// <summary>The whole bug report of a seed: parameters, faults, the last turns and the violation.</summary>
    public static string Report(long seed)
    {
        var log = new TurnLog();
        var random = new SeededRandom(seed);
        var settings = WorldSettings.Of(random);
        var faults = FaultScript.Of(random);
        var result = Run(seed, log);
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"seed {seed}: {settings}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  faults: {string.Join(", ", faults.Select(fault => $"{fault.Kind} ({fault.Amount}) at turn {fault.Turn}"))}");
        foreach (var line in log.Lines.TakeLast(ReportedTurns))
            text.AppendLine(line);
        text.AppendLine(result.Violation is null ? $"every law held for {result.Turns} turns" : $"LAW BROKEN: {result.Violation}");
        text.AppendLine(CultureInfo.InvariantCulture, $"again: MARSDISK_SEED={seed} dotnet test tests/MarsDisk.Simulated.Tests --filter Seed");
        return text.ToString();
    }

    private static World WorldOf(long seed, TurnLog? log)
    {
        var random = new SeededRandom(seed);
        var settings = WorldSettings.Of(random);
        return new World(settings, random, FaultScript.Of(random), log);
    }
}
