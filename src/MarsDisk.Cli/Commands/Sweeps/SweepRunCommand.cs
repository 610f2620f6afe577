using System.CommandLine;

using MarsDisk.Cli.Output.Sweeps;
using MarsDisk.Cli.Running;
using MarsDisk.Hosting;
using MarsDisk.Hosting.Sweeps;

namespace MarsDisk.Cli.Commands.Sweeps;

/// <summary><c>marsdisk sweep run FILE|DIR</c>: works on a sweep here; the same command again does what is missing.</summary>
internal static class SweepRunCommand
{
    public static Command Build()
    {
        var target = new SweepTarget();
        var work = new WorkOptions();
        var command = new EndingCommand("run", "Works on a sweep here, beside any number of workers; the same command again does what is missing.", EndingCommand.LastCommit);
        target.AddTo(command);
        work.AddTo(command);
        command.SetAction((line, _) => RunAsync(target, work, line));
        return command;
    }

    private static async Task<int> RunAsync(SweepTarget target, WorkOptions work, ParseResult line)
    {
        if (work.Settings(line) is not { } settings)
            return ExitCodes.Usage;
        var sweep = SweepTarget.WithThisPhysics(target.Resolve(line));
        return sweep.Manifest is null
            ? SweepWords.RefuseTarget(line.GetRequiredValue(target.Target), sweep.ExitCode, line.GetValue(work.Json))
            : await ExecuteAsync(sweep, settings, work, line);
    }

    /// <summary>Stores the plan where it is new, works until every run has ended, and says what came of it.</summary>
    public static async Task<int> ExecuteAsync(ResolvedSweep sweep, SweepSettings settings, WorkOptions work, ParseResult line)
    {
        var (directory, manifest) = (sweep.Directory!, sweep.Manifest!);
        var isJson = line.GetValue(work.Json);
        try
        {
            if (WorkOptions.RefuseForMemory(manifest, settings) is { } tooMuch)
                return SweepWords.Refuse(directory, tooMuch, ExitCodes.Unusable, isJson);
            if (await sweep.StoreAsync() is { } refusal)
                return SweepWords.Refuse(directory, refusal, ExitCodes.Usage, isJson);

            using var signals = new StopSignals(Console.Error);
            var progress = new SweepProgress(manifest, Console.Error, line.GetValue(work.Quiet), settings.Clock);
            var reports = await SweepSession.RunAsync(directory, settings, progress, signals.Stopped);
            progress.Close();
            return reports is null
                ? SweepWords.SayStopped(directory, manifest, signals.ExitCode, isJson)
                : SweepWords.SayEnded(directory, manifest, reports, line.GetValue(work.Quiet), isJson);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return SweepWords.Refuse(directory, $"{directory.Path} cannot be used: {error.Message}", ExitCodes.Unusable, isJson);
        }
    }
}
