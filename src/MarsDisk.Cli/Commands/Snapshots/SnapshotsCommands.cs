using System.CommandLine;

using MarsDisk.Actors.Offload;
using MarsDisk.Cli.Running;
using MarsDisk.Hosting;
using MarsDisk.Hosting.Offload;
using MarsDisk.Hosting.Records;
using MarsDisk.Snapshots;

namespace MarsDisk.Cli.Commands.Snapshots;

/// <summary><c>marsdisk snapshots …</c>: what runs keep at the offload target of the settings.</summary>
internal static class SnapshotsCommands
{
    public static Command Build() => new("snapshots", "What runs keep at the offload target (marsdisk.snapshot-io).")
    {
        SnapshotsListCommand.Build(),
        SnapshotsShowCommand.Build(),
        SnapshotsVerifyCommand.Build(),
        SnapshotsFetchCommand.Build(),
        SnapshotsGcCommand.Build(),
    };

    /// <summary>The argument of one run.</summary>
    public static Argument<string> Run() => new("run") { Description = "Id of a run, the beginning of it, or its directory" };

    /// <summary>The argument of one run or all.</summary>
    public static Argument<string?> RunOrAll() => new("run")
    {
        Description = "Id of a run, the beginning of it, or its directory; left out: all",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>Step of a state.</summary>
    public static Option<long?> Step() => new("--step") { Description = "The state before this step; left out: the newest" };

    /// <summary>Opens the target and does something with it; failures become a message and an exit code.</summary>
    public static async Task<int> WithTargetAsync(ParseResult line, Func<SnapshotDepot, Task<int>> deed)
    {
        if (NodeOptions.Read(line) is not { } node)
            return ExitCodes.Usage;
        if (!SnapshotSettings.NamesTarget(node.SnapshotIo))
        {
            await Console.Error.WriteLineAsync("no offload target is named: set marsdisk.snapshot-io.blob-store and state-store, in the file of --node-config or in the environment.");
            return ExitCodes.Usage;
        }

        try
        {
            using var depot = SnapshotDepot.Open(node.SnapshotIo, Console.Error.WriteLine);
            return await deed(depot);
        }
        catch (SnapshotRefusedException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return refused.ExitCode;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"the offload target cannot be read: {error.Message}\n  is it the right one? look at marsdisk.snapshot-io.blob-store, state-store and their sections in your settings.");
            return ExitCodes.Unusable;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("interrupted; nothing at the target was changed but what was done before, and the same command begins again.");
            return ExitCodes.Interrupted;
        }
    }

    /// <summary>All records of a run, or of all runs: by run, states first, by step.</summary>
    public static async Task<List<SnapshotStateRecord>> RecordsAsync(SnapshotDepot depot, string? run, CancellationToken cancellation)
    {
        if (run is { Length: 0 })
            throw new SnapshotRefusedException("the id of the run is empty; marsdisk snapshots list shows what there is.", ExitCodes.Usage);
        var asked = run is not null && (string?)RunDocument.Read(run)?["run"] is { } id ? id : run;
        var records = new List<SnapshotStateRecord>();
        await foreach (var record in depot.RecordsAsync(cancellation))
        {
            if (asked is null || record.Series.Scope.StartsWith(asked, StringComparison.Ordinal))
                records.Add(record);
        }
        if (asked is not null && records.Count == 0)
            throw new SnapshotRefusedException($"the target keeps nothing of a run {asked}; marsdisk snapshots list shows what there is.", ExitCodes.Unusable);
        return
        [
            .. records.OrderBy(record => record.Series.Scope, StringComparer.Ordinal).ThenBy(record => !RunSeries.IsState(record.Series))
                .ThenBy(record => record.Series.Name, StringComparer.Ordinal).ThenBy(record => record.Position.Sequence),
        ];
    }

    /// <summary>The same for exactly one run.</summary>
    public static async Task<List<SnapshotStateRecord>> RecordsOfOneAsync(SnapshotDepot depot, string run, CancellationToken cancellation)
    {
        var records = await RecordsAsync(depot, run, cancellation);
        var runs = records.Select(record => record.Series.Scope).Distinct(StringComparer.Ordinal).ToList();
        return runs.Count == 1
            ? records
            : throw new SnapshotRefusedException($"{run} is the beginning of {runs.Count} runs: {string.Join(", ", runs.Take(5))}.", ExitCodes.Usage);
    }

    /// <summary>The states of a run that a command may mean, the newest first; there is one at least.</summary>
    public static async Task<List<SnapshotStateRecord>> StatesAsync(SnapshotDepot depot, string run, long? step, string? name, CancellationToken cancellation)
    {
        var states = (await RecordsOfOneAsync(depot, run, cancellation))
            .Where(record => RunSeries.IsState(record.Series) && record.State == SnapshotRecordState.Live)
            .Where(record => name is null ? RunSeries.IsResumed(record.Series) : record.Series.Name == name)
            .Where(record => step is null || record.Position.Sequence == step)
            .Reverse().ToList();
        return states.Count > 0 ? states : throw new SnapshotRefusedException(
            $"the target keeps no such state of {run}; marsdisk snapshots list {run} shows what there is.", ExitCodes.Unusable);
    }
}
