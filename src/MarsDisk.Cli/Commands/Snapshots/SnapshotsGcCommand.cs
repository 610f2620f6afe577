using System.CommandLine;
using System.Globalization;

using MarsDisk.Cli.Output;
using MarsDisk.Hosting;
using MarsDisk.Hosting.Progress;

namespace MarsDisk.Cli.Commands.Snapshots;

/// <summary><c>marsdisk snapshots gc</c>: what nobody needs any more; one pass of the janitor with <c>--delete</c>.</summary>
internal static class SnapshotsGcCommand
{
    public static Command Build()
    {
        var json = JsonAnswer.Option();
        var delete = new Option<bool>("--delete") { Description = "Delete what is due; without it nothing is changed" };
        var command = new Command("gc", "Counts objects without a record; --delete takes those away that are old enough.") { delete, json };
        command.SetAction((line, cancellation) => SnapshotsCommands.WithTargetAsync(line, async depot =>
        {
            var (waiting, due) = await depot.GarbageAsync(cancellation);       // also says whether the target answers at all
            if (!line.GetValue(delete))
            {
                if (line.GetValue(json))
                    JsonAnswer.Print("marsdisk.snapshot-gc", ("target", depot.Name), ("deleted", false), ("waiting", waiting), ("due", due));
                else
                    await Console.Out.WriteLineAsync($"{Words.Count(due, "object without a record is due", "objects without a record are due")}, {Words.Count(waiting, "waits", "wait")} for garbage-grace; --delete takes away what is due.");
                return ExitCodes.Done;
            }

            var report = await depot.CleanAsync(cancellation);
            if (line.GetValue(json))
                JsonAnswer.Print("marsdisk.snapshot-gc", ("target", depot.Name), ("deleted", true), ("report", report));
            else
                await Console.Out.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"deleted {Words.Count(report.GarbageDeleted, "object")} without a record and {report.OrphansDeleted} that never had one; retired {Words.Count(report.Retired, "record")}; {Words.Count(report.OrphanCandidates, "candidate")}, {Words.Count(report.Dangling, "record without its object", "records without their object")}, {Words.Count(report.Failures, "failure")}"));
            return report.Failures == 0 ? ExitCodes.Done : ExitCodes.Unusable;
        }));
        return command;
    }
}
