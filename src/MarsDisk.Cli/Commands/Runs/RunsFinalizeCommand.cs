using System.CommandLine;

using MarsDisk.Hosting;
using MarsDisk.Hosting.Progress;
using MarsDisk.Hosting.Upkeep;

namespace MarsDisk.Cli.Commands.Runs;

/// <summary><c>marsdisk runs finalize DIR</c>: makes the files that follow from a run again (experience.md §4.2).</summary>
internal static class RunsFinalizeCommand
{
    public static Command Build()
    {
        var directory = DirectoryCommand.Directory();
        var check = new Option<bool>("--check") { Description = "Write nothing; end with 6 when a file is missing or different" };
        var merge = new Option<bool>("--merge") { Description = "Write each table as one file too, beside its chunks" };
        var command = new Command("finalize", "Makes the files that follow from a completed run again, with the same bytes.") { directory, check, merge };
        command.SetAction(line => DirectoryCommand.Guard(() =>
        {
            var run = StoredRun.Open(line.GetRequiredValue(directory));
            return line.GetValue(check) ? Check(run) : Write(run, line.GetValue(merge));
        }));
        return command;
    }

    private static int Check(StoredRun run)
    {
        var troubles = RunRebuild.Check(run);
        foreach (var trouble in troubles)
            Console.Error.WriteLine(trouble);
        return troubles.Count == 0 ? ExitCodes.Done : ExitCodes.Different;
    }

    private static int Write(StoredRun run, bool merges)
    {
        var files = RunRebuild.Write(run, merges);
        Console.Error.WriteLine($"{Words.Count(files, "file")} made again in {run.Directory.Root}");
        return ExitCodes.Done;
    }
}
