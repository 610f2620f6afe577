using System.CommandLine;

using MarsDisk.Actors.Offload;
using MarsDisk.Cli.Output;
using MarsDisk.Hosting;

namespace MarsDisk.Cli.Commands.Snapshots;

/// <summary><c>marsdisk snapshots list [RUN]</c>.</summary>
internal static class SnapshotsListCommand
{
    public static Command Build()
    {
        var (run, json) = (SnapshotsCommands.RunOrAll(), JsonAnswer.Option());
        var all = new Option<bool>("--all") { Description = "Tables and documents of whole runs as well" };
        var command = new Command("list", "Lists the states and snapshots that the target keeps.") { run, all, json };
        command.SetAction((line, cancellation) => SnapshotsCommands.WithTargetAsync(line, async depot =>
        {
            var records = await SnapshotsCommands.RecordsAsync(depot, line.GetValue(run), cancellation);
            var shown = records.Where(record => line.GetValue(all) || RunSeries.IsState(record.Series)).ToList();
            if (line.GetValue(json))
            {
                JsonAnswer.Print("marsdisk.snapshots", ("target", depot.Name), ("snapshots", shown.Select(SnapshotText.Members)));
                return ExitCodes.Done;
            }

            if (shown.Count > 0)
                await Console.Out.WriteLineAsync(SnapshotText.Head);
            foreach (var record in shown)
                await Console.Out.WriteLineAsync(SnapshotText.Line(record));
            if (shown.Count == 0)
                await Console.Error.WriteLineAsync("the target keeps nothing.");
            return ExitCodes.Done;
        }));
        return command;
    }
}
