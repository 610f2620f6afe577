using System.Collections.Concurrent;
using System.Globalization;

namespace MarsDisk.Simulated.Mutations;

/// <summary>Which seed finds which planted bug: the table of docs/architecture/simulation.md.</summary>
internal static class MutationTable
{
    /// <summary>A planted bug has to be found within so many seeds.</summary>
    public const int SeedsMax = 5_000;

    private const int ViolationCharactersMax = 110;

    /// <summary>Tries a bug.</summary>
    /// <returns>The first seed that found it and the law it broke; null when none did.</returns>
    public static (long Seed, string Violation)? Try(Mutation mutation, int threads)
    {
        using var program = new MutatedProgram(mutation);
        return program.FirstViolation(1, SeedsMax, threads);
    }

    /// <summary>Tries all and writes the table as Markdown, each row when it is known.</summary>
    public static void Write(TextWriter output)
    {
        var gate = new Lock();
        output.WriteLine("| Planted bug | Seed | What it says |\n|---|---|---|");
        var queue = new ConcurrentQueue<Mutation>(MutationList.All);
        Parallel.For(0, Environment.ProcessorCount, _ =>
        {
            while (queue.TryDequeue(out var mutation))
            {
                var found = Try(mutation, threads: 1);
                var seed = found is { } at ? at.Seed.ToString(CultureInfo.InvariantCulture) : "none";
                lock (gate)
                {
                    output.WriteLine($"| {mutation.Name} | {seed} | {Short(found?.Violation ?? "")} |");
                    output.Flush();
                }
            }
        });
    }

    private static string Short(string violation) =>
        (violation.Length <= ViolationCharactersMax ? violation : violation[..ViolationCharactersMax] + " …").Replace("|", "/", StringComparison.Ordinal);
}
