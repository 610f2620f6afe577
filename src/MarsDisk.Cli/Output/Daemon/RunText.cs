using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

using MarsDisk.Hosting.Daemon.Runs;
using MarsDisk.Hosting.Progress;

namespace MarsDisk.Cli.Output.Daemon;

/// <summary>Run documents as text for people.</summary>
internal static class RunText
{
    private const int Cells = 28;
    private const int IdLetters = 12;

    private static readonly string[] Headings = ["RUN", "NAME", "STATE", "PROGRESS", "STEP", "STEPS/S", "ETA", "CREATED", "DIRECTORY"];

    /// <summary>What a directory says about its run, as the daemon would say it.</summary>
    public static JsonObject Document(RunRecord record) => (JsonObject)JsonSerializer.SerializeToNode(RunJson.Members(RunSnapshot.Of(record)))!;

    /// <summary>Writes a table, columns aligned.</summary>
    public static void WriteTable(IReadOnlyList<JsonObject> runs, TextWriter output)
    {
        var rows = new List<string[]> { Headings };
        rows.AddRange(runs.Select(Cell));
        var widths = Enumerable.Range(0, Headings.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
            output.WriteLine(string.Join("  ", row.Select((cell, column) => column == row.Length - 1 ? cell : cell.PadRight(widths[column]))));
    }

    /// <summary>Writes everything about one run.</summary>
    public static void WriteWhole(JsonObject run, TextWriter output)
    {
        output.WriteLine($"run {run["run"]}{Named(run)}: {State(run)}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  steps      {run["step"]} of {(long?)run["steps"]?.GetValue<long>() ?? 0}, {run["committed_steps"]} committed in {Words.Count((long?)run["chunks"] ?? 0, "chunk")}"));
        if ((long?)run["resume_step"] is { } resume && resume > ((long?)run["committed_steps"] ?? 0))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  history    stored to step {resume}"));
        if ((long?)run["stop_step"] is { } stop)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  stopped    a person ended it before step {stop}"));
        output.WriteLine($"  created    {run["created"]}, worked on by {Words.Count((long?)run["attempts"] ?? 0, "process", "processes")}");
        output.WriteLine($"  directory  {run["directory"]}");
        if ((string?)run["reason"] is { } reason)
            output.WriteLine($"  reason     {reason}");
    }

    /// <summary>One line of progress.</summary>
    public static string Line(JsonObject run)
    {
        var fraction = (double?)run["fraction"] ?? 0;
        var filled = (int)(fraction * Cells);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"[{new string('#', filled)}{new string('-', Cells - filled)}] {100 * fraction,5:0.0}% step {run["step"]}/{run["steps"]} {State(run)} ETA {ProgressText.Eta((double?)run["eta_s"])}");
    }

    /// <summary>The state and what it waits for.</summary>
    public static string State(JsonObject run) =>
        (string?)run["waiting_for"] is { } obstacle ? $"waiting: {obstacle}" : (string?)run["state"] ?? "";

    private static string Named(JsonObject run) => (string?)run["name"] is { } name ? $" ({name})" : "";

    private static string[] Cell(JsonObject run) =>
    [
        ((string?)run["run"] ?? "")[..Math.Min(IdLetters, ((string?)run["run"] ?? "").Length)],
        (string?)run["name"] ?? "-",
        (string?)run["state"] ?? "",
        string.Create(CultureInfo.InvariantCulture, $"{100 * ((double?)run["fraction"] ?? 0):0.0}%"),
        string.Create(CultureInfo.InvariantCulture, $"{run["step"]}/{(run["steps"] is { } steps ? steps.ToString() : "?")}"),
        (double?)run["steps_per_s"] is { } speed ? speed.ToString("0", CultureInfo.InvariantCulture) : "-",
        (double?)run["eta_s"] is { } eta ? ProgressText.Eta(eta) : "-",
        (string?)run["created"] ?? "-",
        (string?)run["directory"] ?? "",
    ];
}
