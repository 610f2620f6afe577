using System.CommandLine;

using MarsDisk.Cli.Output;
using MarsDisk.Cli.Running;
using MarsDisk.Hosting;
using MarsDisk.Hosting.Records;
using MarsDisk.Hosting.Running;

namespace MarsDisk.Cli.Commands;

/// <summary><c>marsdisk resume DIR</c>: goes on with an unfinished or failed run (experience.md §2.4).</summary>
internal static class ResumeCommand
{
    public static Command Build()
    {
        var directory = new Argument<string>("dir") { Description = "Run directory" };
        var limits = new LimitOptions();
        var progress = new ProgressOptions();
        var command = new EndingCommand("resume", "Goes on with an unfinished run, and with a failed one from its last commit.", EndingCommand.LastCommit) { directory };
        limits.AddTo(command);
        progress.AddTo(command);
        command.SetAction((line, _) => ResumeAsync(line.GetRequiredValue(directory), progress, limits.Read(line), line));
        return command;
    }

    private static async Task<int> ResumeAsync(string path, ProgressOptions progress, RunLimits? limits, ParseResult line)
    {
        if (limits is null)
            return ExitCodes.Usage;
        if (RunDocument.Read(path) is not { } document)
        {
            await Console.Error.WriteLineAsync($"{path} holds no run: there is no run.json that can be read.");
            return Directory.Exists(path) ? ExitCodes.CannotGoOn : ExitCodes.Unusable;
        }

        if (RunDocument.ScenarioOf(document) is { } scenario)
        {
            await Console.Error.WriteLineAsync($"{path} holds a run of the scenario {scenario} and cannot go on without it; give the command that began it again: marsdisk scenario run {scenario}, with --local when no daemon ran it.");
            return ExitCodes.Usage;
        }

        var preparation = RunPreparation.Prepare(RunDocument.SourceOf(path, document), new Dictionary<string, string>(StringComparer.Ordinal), RunDocument.OptionsOf(document));
        if (preparation.Run is not { } prepared)
        {
            FindingsText.Print(preparation.Findings, isStrict: false, Console.Error);
            return preparation.ExitCode;
        }

        if (limits.Bound(prepared) is { } refused)
            return LastWords.Refuse(path, refused, line.GetValue(progress.Json));
        return await RunExecution.ExecuteAsync(prepared, path, progress, limits, line, reopensFailed: true);
    }
}
