using System.CommandLine;

using MarsDisk.Cli.Output.Sweeps;
using MarsDisk.Hosting;
using MarsDisk.Hosting.Progress;
using MarsDisk.Hosting.Sweeps;

namespace MarsDisk.Cli.Commands.Sweeps;

/// <summary><c>marsdisk worker DIR</c>: a process that only takes runs. Any number of them may share a directory.</summary>
internal static class WorkerCommand
{
    public static Command Build()
    {
        var directory = new Argument<string>("dir") { Description = "Directory of a sweep" };
        var untilDone = new Option<bool>("--until-done") { Description = "Leave when every run has ended, instead of waiting for more" };
        var set = new Option<string[]>("--set", "-s") { Description = "KEY=VALUE, a setting of the node such as pipeline.buffers=3" };
        var work = new WorkOptions();
        var command = new EndingCommand("worker", "Takes runs of a sweep by lease until it is stopped; any number may share a directory.", EndingCommand.LastCommit) { directory, untilDone, set };
        work.AddTo(command);
        command.SetAction((line, _) => WorkAsync(line.GetRequiredValue(directory), line.GetValue(untilDone), work.Settings(line, "cluster", line.GetValue(set)), work, line));
        return command;
    }

    private static async Task<int> WorkAsync(string path, bool isUntilDone, SweepSettings? common, WorkOptions work, ParseResult line)
    {
        if (common is null)
            return ExitCodes.Usage;
        var settings = common with { Stays = !isUntilDone };
        var sweep = SweepTarget.WithThisPhysics(SweepTarget.OfDirectory(path));
        if (sweep.Manifest is null)
            return SweepWords.RefuseTarget(path, sweep.ExitCode, line.GetValue(work.Json));

        if (!line.GetValue(work.Quiet))
            await Console.Error.WriteLineAsync($"worker {settings.Name} takes up to {Words.Count(settings.Slots, "run")} at a time of {path}");
        return await SweepRunCommand.ExecuteAsync(sweep, settings, work, line);
    }
}
