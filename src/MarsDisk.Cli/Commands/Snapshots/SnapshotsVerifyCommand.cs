using System.CommandLine;
using System.Globalization;

using MarsDisk.Cli.Output;
using MarsDisk.Hosting;
using MarsDisk.Hosting.Offload;
using MarsDisk.Hosting.Progress;
using MarsDisk.Snapshots;

namespace MarsDisk.Cli.Commands.Snapshots;

/// <summary><c>marsdisk snapshots verify [RUN]</c>: reads every byte that records promise.</summary>
internal static class SnapshotsVerifyCommand
{
    public static Command Build()
    {
        var (run, json) = (SnapshotsCommands.RunOrAll(), JsonAnswer.Option());
        var command = new Command("verify", "Reads every byte that the target keeps; ends with 6 when something is missing or damaged.") { run, json };
        command.SetAction((line, cancellation) => SnapshotsCommands.WithTargetAsync(line, async depot =>
        {
            var (count, bytes, troubles) = (0, 0L, new List<string>());
            foreach (var record in await SnapshotsCommands.RecordsAsync(depot, line.GetValue(run), cancellation))
            {
                if (record.State == SnapshotRecordState.Retired)
                    continue;
                count++;
                bytes += record.Payload.StoredLength;
                if (await SnapshotFiles.TroubleAsync(depot, record, cancellation) is { } trouble)
                    troubles.Add($"{record.Series} at {record.Position.Sequence.ToString(CultureInfo.InvariantCulture)}: {trouble}");
            }

            var code = troubles.Count == 0 ? ExitCodes.Done : ExitCodes.Different;
            if (line.GetValue(json))
            {
                JsonAnswer.Print("marsdisk.snapshot-verification", ("target", depot.Name), ("records", count), ("bytes", bytes), ("differences", troubles), ("exit_code", code));
                return code;
            }

            foreach (var trouble in troubles)
                await Console.Error.WriteLineAsync(trouble);
            await Console.Out.WriteLineAsync($"{(code == ExitCodes.Done ? "ok" : "differs")}  {Words.Count(count, "record")}, {Words.Bytes(bytes)}");
            return code;
        }));
        return command;
    }
}
