using System.Globalization;
using System.Text;

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

    /// <summary>Tries all and writes the table as Markdown.</summary>
    public static string Write()
    {
        var rows = new string[MutationList.All.Count];
        Parallel.For(0, rows.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, index =>
        {
            var mutation = MutationList.All[index];
            var found = Try(mutation, threads: 1);
            rows[index] = string.Create(
                CultureInfo.InvariantCulture,
                $"| {mutation.Name} | {(found is { } at ? at.Seed : "none")} | {Short(found?.Violation ?? "")} |");
        });
        var table = new StringBuilder("| Planted bug | Seed | What it says |\n|---|---|---|\n");
        return table.AppendJoin('\n', rows).Append('\n').ToString();
    }

    private static string Short(string violation) =>
        (violation.Length <= ViolationCharactersMax ? violation : violation[..ViolationCharactersMax] + " …").Replace("|", "/", StringComparison.Ordinal);
}
