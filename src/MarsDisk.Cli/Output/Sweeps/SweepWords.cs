using System.Globalization;
using System.Text.Json;

using MarsDisk.Actors.Sweeps;
using MarsDisk.Cli.Commands.Sweeps;
using MarsDisk.Hosting;
using MarsDisk.Hosting.Sweeps;
using MarsDisk.Hosting.Sweeps.Results;

namespace MarsDisk.Cli.Output.Sweeps;

/// <summary>What a command that worked on a sweep says at its end: the directory on standard output, the rest on standard error.</summary>
internal static class SweepWords
{
    private const int FailuresShown = 20;

    public static int Refuse(SweepDirectory directory, string message, int exitCode, bool isJson)
    {
        Console.Error.WriteLine(message);
        return Answer(directory.Path, null, [], "refused", exitCode, isJson);
    }

    /// <summary>There is no sweep to work on; why is already said.</summary>
    public static int RefuseTarget(string path, int exitCode, bool isJson) => Answer(path, null, [], "refused", exitCode, isJson);

    public static int SayStopped(SweepDirectory directory, SweepManifest manifest, int exitCode, bool isJson)
    {
        Console.Error.WriteLine($"stopped at the last commits; the same command goes on, or: marsdisk sweep run {directory.Path}");
        return Answer(directory.Path, manifest, new SweepSurvey(directory).Look(manifest), "interrupted", exitCode, isJson);
    }

    public static int SayEnded(SweepDirectory directory, SweepManifest manifest, IReadOnlyList<SweepRunReport> reports, bool isQuiet, bool isJson)
    {
        var counts = SweepSurvey.Count(reports);
        foreach (var report in reports.Where(report => report.Failure is not null).Take(FailuresShown))
            Console.Error.WriteLine(Failure(manifest, report));
        if (counts.Failed > FailuresShown)
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  … and {counts.Failed - FailuresShown} more: marsdisk sweep status {directory.Path} --failed"));

        var isPartOfAll = !counts.AllEnded;        // a shard is done before the sweep is
        if (!isQuiet)
        {
            var failed = counts.Failed > 0 ? string.Create(CultureInfo.InvariantCulture, $", {counts.Failed} failed") : "";
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"finished: {counts.Completed} of {counts.Runs} runs done{failed}"));
            if (!isPartOfAll)
                Console.Error.WriteLine($"  results      {Path.Combine(directory.Path, SweepTable.ParquetName)}, {SweepTable.CsvName}");
            Console.Error.WriteLine(counts.Failed > 0
                ? $"  try again    marsdisk sweep retry {directory.Path}"
                : $"  look at it   marsdisk table {Path.Combine(directory.Path, SweepTable.ParquetName)} --head 5");
        }

        var state = counts.Failed > 0 ? "partly_done" : isPartOfAll ? "shard_done" : "completed";
        return Answer(directory.Path, manifest, reports, state, counts.Failed > 0 ? ExitCodes.PartlyDone : ExitCodes.Done, isJson);
    }

    /// <summary>A failed run in three lines: what and why, with which parameters, where.</summary>
    public static string Failure(SweepManifest manifest, SweepRunReport report)
    {
        var failure = report.Failure!;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"failed: {report.Run.Title}, exit {failure.ExitCode} at step {failure.Step}: {failure.Reason}\n  {SweepPlanCommand.Values(manifest, report.Run)}\n  {report.Run.Directory}");
    }

    /// <summary>A failed run as a member of a JSON document.</summary>
    public static Dictionary<string, object?> Document(SweepManifest manifest, SweepRunReport report) => new(StringComparer.Ordinal)
    {
        ["run"] = report.Run.Run.Value,
        ["directory"] = report.Run.Directory,
        ["parameters"] = manifest.Keys.Zip(report.Run.Parameters).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal),
        ["exit_code"] = report.Failure!.ExitCode,
        ["step"] = report.Failure.Step,
        ["reason"] = report.Failure.Reason,
    };

    /// <summary>Numbers of runs as a member of a JSON document.</summary>
    public static Dictionary<string, int> Document(SweepCounts counts) => new(StringComparer.Ordinal)
    {
        ["all"] = counts.Runs,
        ["planned"] = counts.Planned,
        ["running"] = counts.Running,
        ["waiting"] = counts.Waiting,
        ["completed"] = counts.Completed,
        ["failed"] = counts.Failed,
    };

    private static int Answer(string path, SweepManifest? manifest, IReadOnlyList<SweepRunReport> reports, string state, int exitCode, bool isJson)
    {
        if (!isJson)
        {
            if (exitCode is ExitCodes.Done or ExitCodes.PartlyDone)
                Console.Out.WriteLine(path);
            return exitCode;
        }

        Console.Out.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["schema"] = "marsdisk.sweep_result",
            ["schema_version"] = 1,
            ["sweep"] = manifest?.Sweep,
            ["directory"] = path,
            ["state"] = state,
            ["exit_code"] = exitCode,
            ["runs"] = Document(SweepSurvey.Count([.. reports])),
            ["failed"] = manifest is null ? [] : reports.Where(report => report.Failure is not null).Select(report => Document(manifest, report)),
        }));
        return exitCode;
    }
}
