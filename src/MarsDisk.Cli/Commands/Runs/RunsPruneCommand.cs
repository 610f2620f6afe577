using System.CommandLine;
using System.Globalization;

using MarsDisk.Cli.Output;
using MarsDisk.Hosting;
using MarsDisk.Hosting.Progress;
using MarsDisk.Hosting.Upkeep;

namespace MarsDisk.Cli.Commands.Runs;

/// <summary><c>marsdisk runs prune DIR</c>: deletes what a run can do without (experience.md §2.6).</summary>
internal static class RunsPruneCommand
{
    private const string Last = "last:";

    public static Command Build()
    {
        var directory = DirectoryCommand.Directory();
        var keep = new Option<string>("--keep") { Description = "last:N keeps the newest N snapshots; summary keeps none, and of the derived files the summary and the manifest", Required = true };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask" };
        var command = new Command("prune", "Deletes old snapshots and files that finalize makes again; never history, journal or configuration.") { directory, keep, yes };
        command.SetAction(line => DirectoryCommand.Guard(() => Prune(StoredRun.Open(line.GetRequiredValue(directory)), RuleOf(line.GetRequiredValue(keep)), line.GetValue(yes))));
        return command;
    }

    private static int Prune(StoredRun run, PruneRule rule, bool isAgreed)
    {
        var files = RunPruning.Candidates(run, rule);
        if (files.Count == 0)
        {
            Console.Error.WriteLine("there is nothing to prune.");
            return ExitCodes.Done;
        }

        foreach (var (name, bytes) in files)
            Console.Error.WriteLine($"  {name}  {Words.Bytes(bytes)}");
        var question = $"delete {Words.Count(files.Count, "file")}, {Words.Bytes(files.Sum(file => file.Bytes))}?";
        if (!isAgreed && !Confirmation.Asks(question))
            return ExitCodes.Usage;
        RunPruning.Delete(run, files.Select(file => file.Name));
        return ExitCodes.Done;
    }

    private static PruneRule RuleOf(string keep)
    {
        if (keep == "summary")
            return new PruneRule(Snapshots: 0, OnlySummary: true);
        return keep.StartsWith(Last, StringComparison.Ordinal) && int.TryParse(keep.AsSpan(Last.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new PruneRule(number, OnlySummary: false)
            : throw new FormatException($"--keep {keep} is not known: last:N, such as last:3, or summary.");
    }
}
