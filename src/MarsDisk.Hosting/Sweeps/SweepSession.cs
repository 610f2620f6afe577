using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;
using MarsDisk.Actors.Offload;
using MarsDisk.Actors.Sweeps;
using MarsDisk.Configuration.Node;
using MarsDisk.Hosting.Actors;
using MarsDisk.Hosting.Offload;
using MarsDisk.Hosting.Sweeps.Claiming;

namespace MarsDisk.Hosting.Sweeps;

/// <summary>How a process works on a sweep; nothing here can change a byte of a result.</summary>
/// <param name="Name">Name of the node; decides where it begins to look for runs.</param>
/// <param name="Slots">Runs that compute at once in this process.</param>
/// <param name="ClaimInterval">At most one run is taken in it.</param>
/// <param name="Node">Its other settings.</param>
public sealed record SweepSettings(string Name, int Slots, TimeSpan ClaimInterval, NodeConfiguration Node)
{
    /// <summary>Takes the runs whose index leaves this remainder …</summary>
    public int Shard { get; init; }

    /// <summary>… modulo this number.</summary>
    public int Shards { get; init; } = 1;

    /// <summary>Whether failed runs are taken up again from their last commit.</summary>
    public bool RetriesFailed { get; init; }

    /// <summary>Only failures with this exit code; null: all.</summary>
    public int? OnlyCode { get; init; }

    /// <summary>Whether the process goes on waiting for runs when all have ended.</summary>
    public bool Stays { get; init; }

    /// <summary>Where state files are copied to; null: nowhere.</summary>
    public IOffloadTarget? Target { get; init; }

    /// <summary>Time for people and intervals.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Receives warnings and errors, one line each.</summary>
    public required Action<string> Log { get; init; }
}

/// <summary>Works on a sweep in this process, beside any number of others, until it has ended or is interrupted.</summary>
public static class SweepSession
{
    private const int QueuedLooks = 64;

    /// <summary>Starts the actors, waits for the end and stops them again.</summary>
    /// <param name="directory">The sweep.</param>
    /// <param name="settings">How it is worked on here.</param>
    /// <param name="listener">Hears how far it is.</param>
    /// <param name="interrupted">Ends the session; each run stays at its last commit.</param>
    /// <returns>What every run came to; null when the session was interrupted.</returns>
    public static async Task<IReadOnlyList<SweepRunReport>?> RunAsync(
        SweepDirectory directory, SweepSettings settings, ISweepListener listener, CancellationToken interrupted)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var runs = new OpenRuns();
        var rules = new ClaimRules(settings.Name)
        {
            Shard = settings.Shard,
            Shards = settings.Shards,
            RetriesFailed = settings.RetriesFailed,
            OnlyCode = settings.OnlyCode,
        };
        var claims = new SweepClaims(directory, rules, settings.Node, runs, settings.Clock, settings.Log);
        using var watch = new SweepWatch(directory, claims, rules, settings.Clock);
        using var thread = new WorkThread("sweep", QueuedLooks);
        await using var host = new ActorHost(HostSettings.OfRuns(settings.Node, settings.Slots), runs, settings.Target, entry => settings.Log(entry.Message));
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = interrupted.Register(() => ended.TrySetCanceled(interrupted));
        var (nodeActor, stays) = (host.Node, settings.Stays);
        host.System.ActorOf(Props.Create(() => new SweepWatcherActor(nodeActor, listener, stays, ended)), "watcher");
        host.Node.Tell(new TakeRuns(claims, new ClaimSettings(settings.Slots, settings.ClaimInterval), thread), ActorRefs.NoSender);
        host.Node.Tell(new WatchSweep(directory.ReadManifest().Sweep, watch, thread), ActorRefs.NoSender);
        try
        {
            await ended.Task;
            await host.DrainOffloadAsync(settings.Node.SnapshotIo, settings.Log);
            return watch.Reports;
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            return null;
        }
    }
}

/// <summary>Hears how far a sweep is; called from one actor, hence never twice at once.</summary>
public interface ISweepListener
{
    /// <summary>The journals were looked at.</summary>
    /// <param name="status">The newest facts.</param>
    void Looked(SweepStatus status);

    /// <summary>A run of this process changed.</summary>
    /// <param name="status">Its newest facts.</param>
    void Changed(RunStatus status);

    /// <summary>A run of this process ended.</summary>
    /// <param name="ended">The run and how it ended.</param>
    void Ended(RunEnded ended);
}
