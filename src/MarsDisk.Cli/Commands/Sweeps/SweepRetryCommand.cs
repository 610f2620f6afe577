using System.CommandLine;

using MarsDisk.Cli.Output.Sweeps;
using MarsDisk.Hosting;
using MarsDisk.Hosting.Running;
using MarsDisk.Hosting.Sweeps;

namespace MarsDisk.Cli.Commands.Sweeps;

/// <summary><c>marsdisk sweep retry DIR</c>: takes failed runs up again, from their last commit or from the start.</summary>
internal static class SweepRetryCommand
{
    public static Command Build()
    {
        var directory = new Argument<string>("dir") { Description = "Directory of the sweep" };
        var only = new Option<int?>("--only") { Description = "Only runs that failed with this exit code" };
        var fromStart = new Option<bool>("--from-start") { Description = "Anew in a fresh directory; the old one is kept as DIR.old-<n>" };
        var work = new WorkOptions();
        var command = new EndingCommand("retry", "Takes failed runs up again from their last commit; finished ones are kept.", EndingCommand.LastCommit) { directory, only, fromStart };
        work.AddTo(command);
        command.SetAction((line, _) => RetryAsync(line.GetRequiredValue(directory), line.GetValue(only), line.GetValue(fromStart), work, line));
        return command;
    }

    private static async Task<int> RetryAsync(string path, int? only, bool isFromStart, WorkOptions work, ParseResult line)
    {
        if (work.Settings(line) is not { } common)
            return ExitCodes.Usage;
        var settings = common with { RetriesFailed = true, OnlyCode = only };
        var sweep = SweepTarget.WithThisPhysics(SweepTarget.OfDirectory(path));
        if (sweep.Manifest is not { } manifest)
            return SweepWords.RefuseTarget(path, sweep.ExitCode, line.GetValue(work.Json));

        var failed = new SweepSurvey(sweep.Directory!).Look(manifest)
            .Where(report => report.Failure is { } failure && (only ?? failure.ExitCode) == failure.ExitCode).ToList();
        if (failed.Count == 0)
            await Console.Error.WriteLineAsync(only is null ? "no run has failed." : $"no run has failed with exit code {only}.");
        if (isFromStart)
        {
            foreach (var report in failed)
                await Console.Error.WriteLineAsync($"moved {report.Run.Directory} to {Path.GetFileName(RunTargets.MoveAside(sweep.Directory!.PathOf(report.Run.Directory)))}");
        }

        return await SweepRunCommand.ExecuteAsync(sweep, settings, work, line);
    }
}
