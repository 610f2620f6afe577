using System.CommandLine;
using System.Globalization;

using MarsDisk.Cli.Output;
using MarsDisk.Hosting;
using MarsDisk.Hosting.Offload;
using MarsDisk.Hosting.Progress;
using MarsDisk.Journal.Events;

namespace MarsDisk.Cli.Commands.Snapshots;

/// <summary><c>marsdisk snapshots fetch RUN</c>: a whole run directory for <c>resume</c>, or one state as a file.</summary>
internal static class SnapshotsFetchCommand
{
    public static Command Build()
    {
        var (run, step, json) = (SnapshotsCommands.Run(), SnapshotsCommands.Step(), JsonAnswer.Option());
        var into = new Option<string?>("--into") { Description = "Directory that gets the whole run; marsdisk resume goes on with it" };
        var to = new Option<string?>("--to") { Description = "File that gets one state" };
        var name = new Option<string?>("--name") { Description = "With --to: a snapshot that was asked for, such as snapshots/warm-000000500.bin" };
        var command = new Command("fetch", "Brings a run back from the target, or one state of it.") { run, into, to, step, name, json };
        command.SetAction((line, cancellation) => SnapshotsCommands.WithTargetAsync(line, async depot =>
        {
            var (id, directory, file) = (line.GetRequiredValue(run), line.GetValue(into), line.GetValue(to));
            if (directory is null == file is null)
                throw new SnapshotRefusedException("give either --into DIR or --to FILE.", ExitCodes.Usage);
            if (directory is not null && (line.GetValue(step) is not null || line.GetValue(name) is not null))
                throw new SnapshotRefusedException("--into brings the whole run back; --step and --name choose one state for --to FILE.", ExitCodes.Usage);
            return directory is not null
                ? await RestoreAsync(depot, id, directory, line.GetValue(json), cancellation)
                : await WriteAsync(depot, id, line.GetValue(step), line.GetValue(name), file!, line.GetValue(json), cancellation);
        }));
        return command;
    }

    // From here on the disk may refuse as well as the target; the message of the system says which.
    private static async Task<T> BringAsync<T>(string place, Func<Task<T>> deed)
    {
        try
        {
            return await deed();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new SnapshotRefusedException($"{place} is not complete: {refused.Message}\n  the same command begins again when that is mended.", ExitCodes.Unusable);
        }
    }

    private static async Task<int> RestoreAsync(SnapshotDepot depot, string run, string directory, bool isJson, CancellationToken cancellation)
    {
        var records = await SnapshotsCommands.RecordsOfOneAsync(depot, run, cancellation);
        var restored = await BringAsync(directory, () => new RunRestore(depot, new RunId(records[0].Series.Scope)).IntoAsync(directory, cancellation));
        if (isJson)
            JsonAnswer.Print("marsdisk.snapshot-fetch", ("run", records[0].Series.Scope), ("directory", directory), ("files", restored.Files), ("bytes", restored.Bytes), ("steps", restored.Steps));
        else
            await Console.Error.WriteLineAsync(
                $"{Words.Count(restored.Files, "file")}, {Words.Bytes(restored.Bytes)}, {Words.Count(restored.Steps, "step")}; go on with: marsdisk resume {directory}");
        return ExitCodes.Done;
    }

    private static async Task<int> WriteAsync(
        SnapshotDepot depot, string run, long? step, string? name, string file, bool isJson, CancellationToken cancellation)
    {
        if (File.Exists(file))
            throw new SnapshotRefusedException($"{file} exists; nothing was changed. Name a file that does not exist.", ExitCodes.Usage);
        if (Directory.Exists(file))
            throw new SnapshotRefusedException($"{file} is a directory; name a file that does not exist.", ExitCodes.Usage);
        var states = await SnapshotsCommands.StatesAsync(depot, run, step, name, cancellation);
        var (record, (bytes, hash)) = await BringAsync(file, () => SnapshotFiles.WithNewestAsync(
            depot, states, async state => (state, await SnapshotFiles.WriteAsync(depot, state, file, cancellation))));
        if (isJson)
            JsonAnswer.Print("marsdisk.snapshot-fetch", ("run", record.Series.Scope), ("step", record.Position.Sequence), ("file", file), ("bytes", bytes), ("sha256", hash.ToString()));
        else
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{file}: the state before step {record.Position.Sequence}, {Words.Bytes(bytes)}, sha256 {hash}"));
        return ExitCodes.Done;
    }
}
