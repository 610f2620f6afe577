using System.Text.Json;
using System.Text.Json.Nodes;

using MarsDisk.Configuration;
using MarsDisk.Hosting.Records;

namespace MarsDisk.Hosting.Sweeps.Results;

/// <summary>A column of the collected table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Its unit; empty for words.</param>
/// <param name="Definition">One sentence.</param>
/// <param name="Cells">One value for each row; null where there is none.</param>
internal sealed record SweepColumn(string Name, string Unit, string Definition, IReadOnlyList<JsonNode?> Cells)
{
    /// <summary>The kind that all cells fit.</summary>
    public JsonValueKind Kind { get; } = KindOf(Cells);

    // Numbers are doubles unless every one of them is written without a point; anything mixed is text.
    private static JsonValueKind KindOf(IReadOnlyList<JsonNode?> cells)
    {
        var kinds = cells.OfType<JsonNode>().Select(cell => cell.GetValueKind() is var kind && kind == JsonValueKind.False ? JsonValueKind.True : kind).Distinct().ToList();
        return kinds is [var only] && only is JsonValueKind.Number or JsonValueKind.True ? only : JsonValueKind.String;
    }
}

/// <summary>The rows of the collected table, column by column.</summary>
/// <param name="Columns">The columns in their order.</param>
/// <param name="Count">Rows.</param>
/// <param name="NeverFound">Members of <c>summary.json</c> that are asked for and that no finished run has.</param>
internal sealed record SweepRows(IReadOnlyList<SweepColumn> Columns, int Count, IReadOnlyList<string> NeverFound)
{
    public static SweepRows Read(SweepDirectory directory, SweepManifest manifest, IReadOnlyList<SweepRunReport> reports)
    {
        var summaries = reports.Select(report => Summary(directory, report)).ToList();
        var columns = new List<SweepColumn>
        {
            Of("index", "count", "Place of the run in the order of the sweep.", report => report.Run.Index),
            Of("run", "", "Id of the run: a hash of its content.", report => report.Run.Run.Value),
            Of("directory", "", "Run directory, relative to that of the sweep.", report => report.Run.Directory),
            Of("state", "", "planned, running, waiting, completed or failed.", report => report.State.ToString().ToLowerInvariant()),
        };
        var units = KeyReference.Rows.ToDictionary(row => row.Path, StringComparer.Ordinal);
        for (var key = 0; key < manifest.Keys.Count; key++)
        {
            var (column, known) = (key, units.GetValueOrDefault(manifest.Keys[key]));
            columns.Add(Of(manifest.Keys[key], known?.Unit ?? "", (known?.Effect ?? "Key that varies") + ".", report => report.Run.Parameters[column]?.DeepClone()));
        }

        columns.Add(Of("seed", "count", "The rng seed that is used.", report => report.Run.Seed));
        var collected = manifest.Collect.Where(name => columns.TrueForAll(column => column.Name != name))
            .Select(name => new SweepColumn(name, SummaryUnits.Of(name), $"Member {name} of summary.json.", [.. summaries.Select(summary => Member(summary, name))])).ToList();
        columns.AddRange(collected);
        columns.Add(Of("steps", "count", "Steps that are committed.", report => report.Ledger.EndStep));
        columns.Add(Of("time", "s", "Simulated time behind the last committed step.", report => report.Ledger.TimeSeconds));
        columns.Add(Of("exit_code", "count", "Why a failed run failed, by the table of exit codes; 0 when it is completed.", ExitCodeOf));
        columns.Add(Of("failure", "", "Why a failed run failed, in words.", report => report.Failure?.Reason));

        var missing = summaries.TrueForAll(summary => summary is null) ? [] : collected.Where(column => column.Cells.All(cell => cell is null) && !summaries.Exists(summary => Has(summary, column.Name)));
        return new SweepRows(columns, reports.Count, [.. missing.Select(column => column.Name)]);

        SweepColumn Of(string name, string unit, string definition, Func<SweepRunReport, JsonNode?> cell) => new(name, unit, definition, [.. reports.Select(cell)]);
    }

    private static JsonNode? ExitCodeOf(SweepRunReport report) =>
        report.State == SweepRunState.Completed ? 0 : report.Failure is { } failure ? failure.ExitCode : null;

    private static JsonObject? Summary(SweepDirectory directory, SweepRunReport report)
    {
        if (report.State != SweepRunState.Completed)
            return null;
        using var file = File.OpenRead(directory.DirectoryOf(report.Run).PathOf("summary.json"));
        return SummaryText.Parse(file);
    }

    // A name with points is a member of a member, unless a member has that very name.
    private static JsonNode? Member(JsonObject? summary, string name)
    {
        JsonNode? node = summary;
        if (summary?.ContainsKey(name) == true)
            node = summary[name];
        else
        {
            foreach (var part in name.Split('.'))
                node = (node as JsonObject)?[part];
        }

        return node is JsonValue value ? value.DeepClone() : node is null ? null : JsonValue.Create(node.ToJsonString());
    }

    private static bool Has(JsonObject? summary, string name)
    {
        if (summary?.ContainsKey(name) == true)
            return true;
        var parts = name.Split('.');
        JsonNode? node = summary;
        foreach (var part in parts.AsSpan(0, parts.Length - 1))
            node = (node as JsonObject)?[part];
        return (node as JsonObject)?.ContainsKey(parts[^1]) == true;
    }
}
