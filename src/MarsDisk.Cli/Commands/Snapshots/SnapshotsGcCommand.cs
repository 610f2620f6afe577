using System.CommandLine;
using System.Globalization;

using MarsDisk.Cli.Output;
using MarsDisk.Hosting;

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
                    await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{due} objects without a record are due, {waiting} wait for garbage-grace; --delete takes the due ones away."));
                return ExitCodes.Done;
            }

            var report = await depot.CleanAsync(cancellation);
            if (line.GetValue(json))
                JsonAnswer.Print("marsdisk.snapshot-gc", ("target", depot.Name), ("deleted", true), ("report", report));
            else
                await Console.Out.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"deleted {report.GarbageDeleted} objects without a record and {report.OrphansDeleted} that never had one; retired {report.Retired} records; {report.OrphanCandidates} candidates, {report.Dangling} records without their object, {report.Failures} failures"));
            return report.Failures == 0 ? ExitCodes.Done : ExitCodes.Unusable;
        }));
        return command;
    }
}
