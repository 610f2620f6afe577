using System.CommandLine;

using MarsDisk.Cli.Commands;
using MarsDisk.Hosting;
using MarsDisk.Hosting.Progress;
using MarsDisk.Hosting.Running;
using MarsDisk.Simulation;
using MarsDisk.Storage.Directories;

namespace MarsDisk.Cli.Running;

/// <summary>The part that <c>run</c> and <c>resume</c> share: starting rule, progress, signals, last words, exit code.</summary>
internal static class RunExecution
{
    public static async Task<int> ExecuteAsync(
        PreparedRun prepared, string path, ProgressOptions progress, RunLimits limits, ParseResult line, bool reopensFailed)
    {
        var isGiven = prepared.Configuration.IsGiven("io.progress.enable");
        var wantsProgress = isGiven ? prepared.Plan.Parameters.Io.Progress.Enable : prepared.IsStreaming;
        var isQuiet = progress.IsQuiet(line, prepared.Plan.Parameters.Io.Quiet);
        if (progress.Mode(line, wantsProgress && !isQuiet) is not { } mode)
            return ExitCodes.Usage;

        try
        {
            return RunTargets.Choose(prepared, path, reopensFailed) switch
            {
                RunTarget.Refused refused => LastWords.Refuse(path, refused, line.GetValue(progress.Json)),
                RunTarget.Start start => await RunAsync(prepared, start.Directory, path, mode, line, progress, limits, reopensFailed, null),
                RunTarget.Continue go => await RunAsync(prepared, go.Directory, path, mode, line, progress, limits, reopensFailed, Resuming(prepared, path, go)),
                RunTarget.Finished done => await RunAsync(prepared, done.Directory, path, ProgressMode.Off, line, progress, limits, reopensFailed, null),
                _ => ExitCodes.Internal,
            };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"{path} cannot be used: {error.Message}");
            return ExitCodes.Unusable;
        }
    }

    private static string Resuming(PreparedRun prepared, string path, RunTarget.Continue go) =>
        FormattableString.Invariant($"resuming {path} at step {go.Step} ({100.0 * go.Step / prepared.Plan.Time.Steps:0} %)");

    private static async Task<int> RunAsync(
        PreparedRun prepared, RunDirectory directory, string path, ProgressMode mode, ParseResult line, ProgressOptions progress,
        RunLimits limits, bool reopensFailed, string? firstLine)
    {
        var isQuiet = progress.IsQuiet(line, prepared.Plan.Parameters.Io.Quiet);
        var estimate = prepared.Costs.Estimate(prepared.Plan.Time.Steps);
        if (mode is ProgressMode.Bar or ProgressMode.Lines)
            await Console.Error.WriteLineAsync($"{estimate.Header} buffers~{Words.Bytes(prepared.BufferBytes)}");
        if (firstLine is not null && !isQuiet)
            await Console.Error.WriteLineAsync(firstLine);

        if (limits.Wall?.Advice(ChunkSeconds(prepared), prepared.Policy.Capacity) is { } advice)
            await Console.Error.WriteLineAsync(advice);

        var clock = TimeProvider.System;
        var model = new ProgressModel(prepared.Plan.Time.End, prepared.Plan.Time.Steps, clock);
        var printer = new ProgressPrinter(model, mode, Console.Error, estimate.Short, clock) { Warnings = prepared.Warnings.Count };
        var settings = new SessionSettings(limits.Node, reopensFailed, NodeOptions.OffloadTarget(limits.Node), clock, Console.Error.WriteLine, new SessionCommands());
        using var signals = new StopSignals(Console.Error, settings.Commands);
        var begun = clock.GetTimestamp();

        using var wall = limits.Wall is { } limit ? new WallLimit(limit, printer, clock, signals.EndEarly) : null;

        var outcome = await RunSession.RunAsync(prepared, directory, settings, (IRunListener?)wall ?? printer, signals.Stopped);

        printer.Close();
        if (outcome is null && wall is { IsReached: true })
            await Console.Error.WriteLineAsync("wall limit: the next chunk would not be committed in time.");
        var cause = outcome is null && wall is { IsReached: true } ? "wall limit" : null;
        return LastWords.Say(prepared, path, outcome, clock.GetElapsedTime(begun), signals.ExitCode, cause, isQuiet, line.GetValue(progress.Json));
    }

    private static double ChunkSeconds(PreparedRun prepared)
    {
        try
        {
            return StepCalibration.Measure(prepared).SecondsPerStep * Math.Min(prepared.Policy.Capacity, prepared.Plan.Time.Steps);
        }
        catch (StepFailedException)
        {
            return 0;                                // the run will say so itself
        }
    }
}
