using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;
using MarsDisk.Actors.Offload;
using MarsDisk.Actors.Runs;
using MarsDisk.Configuration.Node;
using MarsDisk.Hosting.Actors;
using MarsDisk.Hosting.Identity;
using MarsDisk.Hosting.Offload;
using MarsDisk.Journal.Events;
using MarsDisk.Storage.Directories;

namespace MarsDisk.Hosting.Running;

/// <summary>Runs one prepared run in this process until it ends or is interrupted.</summary>
public static class RunSession
{
    private const int SchemaVersion = 1;
    private const string SignalLabel = "SIGUSR1";

    /// <summary>Starts the actors, waits for the end and stops them again.</summary>
    /// <param name="prepared">The run.</param>
    /// <param name="directory">Its directory.</param>
    /// <param name="settings">How it is run here.</param>
    /// <param name="listener">Hears what the run publishes.</param>
    /// <param name="interrupted">Ends the session at the last commit.</param>
    /// <returns>How the run ended; null when it was interrupted.</returns>
    public static async Task<RunOutcomeReport?> RunAsync(
        PreparedRun prepared, RunDirectory directory, SessionSettings settings, IRunListener listener, CancellationToken interrupted)
    {
        var runs = new OpenRuns();
        var work = new RunWork(prepared, directory, runs, settings.Clock, settings.Log);
        var name = settings.Node.Node.Name is { Length: > 0 } given ? given : Environment.MachineName;
        var setup = SetupOf(prepared, work, settings.Node, name, settings.ReopensFailed, settings.Clock);
        await using var host = new ActorHost(HostSettings.OfRun(settings.Node, prepared.Buffers), runs, settings.Target, entry => settings.Log(entry.Message));
        var ended = new TaskCompletionSource<RunOutcomeReport>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = interrupted.Register(() => ended.TrySetCanceled(interrupted));
        var nodeActor = host.Node;
        var watcher = host.System.ActorOf(Props.Create(() => new RunWatcherActor(nodeActor, new StartRun(setup), listener, ended)), "watcher");
        settings.Commands?.Attach(() => watcher.Tell(new SnapshotRun(setup.Run, SignalLabel), ActorRefs.NoSender));
        try
        {
            var report = await ended.Task;
            await host.DrainOffloadAsync(settings.Node.SnapshotIo, settings.Log);
            return report;
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            settings.Commands?.Detach();
        }
    }

    /// <summary>What the actor of a run is made from.</summary>
    internal static RunSetup SetupOf(
        PreparedRun prepared, IRunWork work, NodeConfiguration node, string name, bool reopensFailed, TimeProvider clock, RunFeed? feed = null) => new(
        prepared.Identity.Run, prepared.Plan, prepared.Policy, prepared.Buffers, (int)node.Pipeline.BatchSteps,
        new RunStarted(prepared.Identity.PlanHash, PhysicsFingerprint.Value, SchemaVersion, prepared.Plan.Excitation.Seed), name,
        reopensFailed, new RetryPolicy((int)node.Pipeline.MaxRestarts, node.Pipeline.BackOff.Min, node.Pipeline.BackOff.Max), work, clock, feed)
        {
            History = prepared.Histories(node.History.SnapshotInterval),
        };
}

/// <summary>How a run is run in this process; nothing here can change a byte of its result.</summary>
/// <param name="Node">Settings of this process.</param>
/// <param name="ReopensFailed">Whether a failed run is taken up again.</param>
/// <param name="Target">Where state files are copied to; null: nowhere.</param>
/// <param name="Clock">Time for people.</param>
/// <param name="Log">Receives warnings and errors, one line each.</param>
/// <param name="Commands">Takes what the process asks of its run; null: nothing.</param>
public sealed record SessionSettings(
    NodeConfiguration Node, bool ReopensFailed, IOffloadTarget? Target, TimeProvider Clock, Action<string> Log, SessionCommands? Commands = null);
