using MarsDisk.Hosting.Derived;

namespace MarsDisk.Hosting.Upkeep;

/// <summary>What of a run is to stay beside what the journal needs.</summary>
/// <param name="Snapshots">Newest snapshots that stay.</param>
/// <param name="OnlySummary">Whether of the derived files only the summary and the manifest stay.</param>
public sealed record PruneRule(int Snapshots, bool OnlySummary);

/// <summary>
/// Deletes what a run can do without: old snapshots of its state, and files that <c>runs finalize</c> makes again. History,
/// journal, configuration and the last states are never touched.
/// </summary>
public static class RunPruning
{
    private static readonly string[] Kept = ["summary.json", DerivedFiles.LastName];

    /// <summary>What would go.</summary>
    /// <param name="run">The run.</param>
    /// <param name="rule">What is to stay.</param>
    /// <returns>Names and sizes, relative to the run directory.</returns>
    /// <exception cref="StoredRunException">Derived files are to go and the run has not come to its end.</exception>
    public static IReadOnlyList<(string Name, long Bytes)> Candidates(StoredRun run, PruneRule rule)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(rule);
        var names = run.Ledger.Snapshots.SkipLast(rule.Snapshots).Select(taken => taken.File.Name);
        if (rule.OnlySummary)
        {
            run.RequireCompleted();
            var committed = run.Ledger.TableFiles().Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
            names = names.Concat(Derived(run).Where(name => !Kept.Contains(name, StringComparer.Ordinal) && !committed.Contains(name)));
        }

        return [.. names.Distinct(StringComparer.Ordinal)
            .Select(name => (Name: name, File: new FileInfo(run.Directory.PathOf(name)))).Where(entry => entry.File.Exists)
            .Select(entry => (entry.Name, entry.File.Length))];
    }

    /// <summary>Deletes them.</summary>
    /// <param name="run">The run.</param>
    /// <param name="names">Names relative to the run directory.</param>
    /// <exception cref="StoredRunException">A living process has the run.</exception>
    /// <exception cref="IOException">The disk refuses; the same call again goes on.</exception>
    public static void Delete(StoredRun run, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(names);
        using var lease = run.Take();
        foreach (var name in names)
            run.Directory.Delete(lease, name);
    }

    // run_config.json keeps its final form: without it a reader of the reference's files would find none.
    private static IEnumerable<string> Derived(StoredRun run)
    {
        yield return "run_card.md";
        yield return "orbit_rollup.csv";
        var tables = run.Ledger.TableFiles().Select(file => file.Table).Distinct(StringComparer.Ordinal).ToList();
        foreach (var folder in (string[])["checks", "series"])
        {
            var path = run.Directory.PathOf(folder);
            if (!Directory.Exists(path))
                continue;
            foreach (var file in Directory.EnumerateFiles(path).Order(StringComparer.Ordinal))
            {
                var name = Path.GetFileName(file);
                var isMerged = run.Ledger.Chunks > 0 && tables.Exists(table => name == $"{table}.parquet");
                if (isMerged || Path.GetExtension(name) is ".csv" or ".jsonl")
                    yield return $"{folder}/{name}";
            }
        }
    }
}
