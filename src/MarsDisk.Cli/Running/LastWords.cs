using System.Globalization;
using System.Text.Json;

using MarsDisk.Actors.Messages;
using MarsDisk.Cli.Output;
using MarsDisk.Hosting;
using MarsDisk.Hosting.Records;
using MarsDisk.Hosting.Running;
using MarsDisk.Physics.Constants;

namespace MarsDisk.Cli.Running;

/// <summary>What a run says when it ends: the directory on standard output, at most eight lines on standard error.</summary>
internal static class LastWords
{
    private const double CollisionFractionLow = 0.01;

    public static int Say(
        PreparedRun prepared, string path, RunOutcomeReport? outcome, TimeSpan wall, int exitCodeOfStop, string? cause, bool isQuiet, bool isJson)
    {
        switch (outcome)
        {
            case null:
                Console.Error.WriteLine($"stopped at the last commit; the same command goes on, or: marsdisk resume {path}");
                return Answer(path, "interrupted", exitCodeOfStop, cause, isJson);
            case RunOutcomeReport.Failed failed:
                Console.Error.WriteLine($"run failed: {failed.Reason}");
                Console.Error.WriteLine($"  what was committed is in {path}; look at it with: marsdisk table {path}");
                return Answer(path, "failed", failed.ExitCode, failed.Reason, isJson);
            case RunOutcomeReport.CannotGoOn { ExitCode: ExitCodes.Internal } broken:
                InternalError.Report(broken.Reason);
                return Answer(path, "cannot_go_on", ExitCodes.Internal, broken.Reason.Split('\n')[0], isJson);
            case RunOutcomeReport.CannotGoOn stuck:
                Console.Error.WriteLine(stuck.Reason);
                return Answer(path, "cannot_go_on", stuck.ExitCode, stuck.Reason, isJson);
            case RunOutcomeReport.Completed completed:
                SayCompleted(prepared, path, completed, wall, isQuiet);
                return Answer(path, "completed", ExitCodes.Done, null, isJson);
            default:
                return ExitCodes.Internal;
        }
    }

    /// <summary>The configuration cannot be run; its findings are already said.</summary>
    public static int RefuseConfiguration(string path, int exitCode, bool isJson) =>
        Answer(path, "refused", exitCode, "the configuration cannot be run", isJson);

    /// <summary>The starting rule lets nothing be done in the directory.</summary>
    public static int Refuse(string path, RunTarget.Refused refused, bool isJson)
    {
        Console.Error.WriteLine(refused.Message);
        return Answer(path, "refused", refused.ExitCode, refused.Message, isJson);
    }

    private static void SayCompleted(PreparedRun prepared, string path, RunOutcomeReport.Completed completed, TimeSpan wall, bool isQuiet)
    {
        using var file = File.OpenRead(Path.Combine(path, "summary.json"));
        var summary = SummaryText.Parse(file);
        if ((double?)summary["collision_time_fraction"] is { } fraction and < CollisionFractionLow)
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"warning COLL001: the collision solver integrated only {fraction:0.##E+0} of the elapsed time; the population is practically frozen. See collision_time_fraction in summary.json."));
        if (isQuiet)
            return;

        var reason = (string?)summary["stop_reason"] ?? (string?)summary["early_stop_reason"] ?? "end of the planned time";
        var time = (double?)summary["time_grid"]?["t_end_actual_s"] ?? prepared.Plan.Time.End;
        Console.Error.WriteLine(completed.ComputedSteps == 0 ? $"finished before: {reason}" : $"finished: {reason}");
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  steps        {completed.ComputedSteps} computed now, {wall.TotalSeconds:0.0} s, simulated {time / PhysicalConstants.SecondsPerYear:G4} yr"));
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  mass lost    {(double?)summary["M_out_cum"]:G4} M_Mars by blow-out, {(double?)summary["M_sink_cum"]:G4} by sinks"));
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  mass budget  largest error {(double?)summary["mass_budget_max_error_percent"]:G3} %"));
        Console.Error.WriteLine($"  warnings     {prepared.Warnings.Count(warning => warning.Severity == Configuration.Severity.Warning)}");
        Console.Error.WriteLine($"  look at it   marsdisk table {path} --head 5");
    }

    private static int Answer(string path, string state, int exitCode, string? reason, bool isJson)
    {
        if (!isJson)
        {
            if (exitCode == ExitCodes.Done)
                Console.Out.WriteLine(path);
            return exitCode;
        }

        Console.Out.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["schema"] = "marsdisk.run_result",
            ["schema_version"] = 1,
            ["directory"] = path,
            ["state"] = state,
            ["exit_code"] = exitCode,
            ["reason"] = reason,
        }));
        return exitCode;
    }
}
