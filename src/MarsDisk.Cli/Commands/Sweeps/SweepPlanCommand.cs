using System.CommandLine;
using System.Globalization;
using System.Text.Json;

using MarsDisk.Cli.Output.Sweeps;
using MarsDisk.Hosting;
using MarsDisk.Hosting.Progress;
using MarsDisk.Hosting.Running;
using MarsDisk.Hosting.Sweeps;

namespace MarsDisk.Cli.Commands.Sweeps;

/// <summary><c>marsdisk sweep plan FILE</c>: runs and cost of a sweep; every point is checked, nothing is computed.</summary>
internal static class SweepPlanCommand
{
    private const int EndsShown = 3;

    public static Command Build()
    {
        var target = new SweepTarget();
        var all = new Option<bool>("--all") { Description = "List every run" };
        var json = new Option<bool>("--json") { Description = "One JSON document on standard output" };
        var command = new Command("plan", "Checks every point and prints runs and cost; with --out the plan is stored for workers.") { all, json };
        target.AddTo(command);
        command.SetAction((line, _) => PlanAsync(target, line, line.GetValue(all), line.GetValue(json)));
        return command;
    }

    private static async Task<int> PlanAsync(SweepTarget target, ParseResult line, bool showsAll, bool isJson)
    {
        var sweep = target.Resolve(line);
        if (sweep.Manifest is not { } manifest)
            return SweepWords.RefuseTarget(line.GetRequiredValue(target.Target), sweep.ExitCode, isJson);
        if (line.GetValue(target.Out) is not null && await sweep.StoreAsync() is { } refusal)
        {
            await Console.Error.WriteLineAsync(refusal);
            return ExitCodes.Usage;
        }

        var cost = Cost(sweep);
        if (isJson)
            Console.Out.WriteLine(JsonSerializer.Serialize(Document(manifest, cost)));
        else
            Print(manifest, cost, showsAll);
        return ExitCodes.Done;
    }

    // The first run is measured for half a second; the others are taken to cost as much per step.
    private static StepCalibration? Cost(ResolvedSweep sweep)
    {
        var first = sweep.First ?? Hosting.Sweeps.Planning.SweepRuns.Prepare(sweep.Manifest!, sweep.Manifest!.Runs[0]).Run;
        return first is null ? null : StepCalibration.Measure(first);
    }

    private static void Print(SweepManifest manifest, StepCalibration? cost, bool showsAll)
    {
        var steps = manifest.Runs.Sum(run => run.Steps);
        Console.Out.WriteLine($"sweep {manifest.Sweep}, plan {manifest.Hash.ToString()[..8]}");
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  points       {manifest.Points}, of which {Words.Count(manifest.Points - manifest.Runs.Count, "is", "are")} equal to another one"));
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  runs         {manifest.Runs.Count}, {Words.Count(steps, "step")} together"));
        if (cost is not null)
        {
            Console.Out.WriteLine($"  time         about {ProgressText.Eta(cost.SecondsPerStep * steps)} on one core");
            Console.Out.WriteLine($"  disk         about {Words.Bytes(cost.BytesPerStep * steps)} of tables");
        }

        Console.Out.WriteLine($"  memory       {Words.Bytes(manifest.Runs.Max(run => run.BufferBytes))} of buffers for each run at a time");
        foreach (var (run, isGap) in Shown(manifest.Runs, showsAll))
            Console.Out.WriteLine(isGap ? "  …" : string.Create(CultureInfo.InvariantCulture, $"  {run.Index,6}  {run.Run.Value[..8]}  {Values(manifest, run)}{(run.Points.Count > 1 ? $"  (also {string.Join(", ", run.Points.Skip(1))})" : "")}"));
    }

    private static IEnumerable<(PlannedRun Run, bool IsGap)> Shown(IReadOnlyList<PlannedRun> runs, bool showsAll)
    {
        for (var i = 0; i < runs.Count; i++)
        {
            if (showsAll || i < EndsShown || i >= runs.Count - EndsShown)
                yield return (runs[i], false);
            else if (i == EndsShown)
                yield return (runs[i], true);
        }
    }

    internal static string Values(SweepManifest manifest, PlannedRun run) =>
        string.Join("  ", manifest.Keys.Zip(run.Parameters).Select(pair => $"{pair.First}={pair.Second?.ToString() ?? "null"}"));

    private static Dictionary<string, object?> Document(SweepManifest manifest, StepCalibration? cost) => new(StringComparer.Ordinal)
    {
        ["schema"] = "marsdisk.sweep_plan",
        ["schema_version"] = 1,
        ["sweep"] = manifest.Sweep,
        ["hash"] = manifest.Hash.ToString(),
        ["points"] = manifest.Points,
        ["steps"] = manifest.Runs.Sum(run => run.Steps),
        ["seconds_on_one_core"] = cost?.SecondsPerStep * manifest.Runs.Sum(run => run.Steps),
        ["disk_bytes"] = cost?.BytesPerStep * manifest.Runs.Sum(run => run.Steps),
        ["buffer_bytes_per_run"] = manifest.Runs.Max(run => run.BufferBytes),
        ["keys"] = manifest.Keys,
        ["runs"] = manifest.Runs.Select(run => new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["points"] = run.Points,
            ["run"] = run.Run.Value,
            ["directory"] = run.Directory,
            ["steps"] = run.Steps,
            ["seed"] = run.Seed,
            ["parameters"] = run.Parameters,
        }),
    };
}
