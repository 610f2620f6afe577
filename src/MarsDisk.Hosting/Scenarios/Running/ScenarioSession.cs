using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;
using MarsDisk.Actors.Parsing;
using MarsDisk.Actors.Parsing.Coordination;
using MarsDisk.Actors.Parsing.Parser;
using MarsDisk.Hosting.Actors;
using MarsDisk.Hosting.Offload;
using MarsDisk.Hosting.Running;
using MarsDisk.Hosting.Scenarios.Binding;
using MarsDisk.Journal.Events;
using MarsDisk.Parsing;
using MarsDisk.Scenario;

namespace MarsDisk.Hosting.Scenarios.Running;

/// <summary>How a scenario is run in this process.</summary>
/// <param name="Source">Where it is read from.</param>
/// <param name="Binder">Root, name, and whether faults are allowed.</param>
/// <param name="Session">How its runs are run here.</param>
/// <param name="Grammar">The language of the source.</param>
public sealed record ScenarioSettings(
    ScenarioSource Source, BinderSettings Binder, SessionSettings Session, StatementGrammar<ScenarioStatement> Grammar)
{
    /// <summary>Settings of the parse.</summary>
    public StreamingConfig Config { get; init; } = new();

    /// <summary>How a resumed source is compared with the one that was read.</summary>
    public ProofMode Verify { get; init; } = ProofMode.Tail;

    /// <summary>Changes a run before it starts; gives why it cannot.</summary>
    public Func<PreparedRun, RunTarget.Refused?> Prepare { get; init; } = _ => null;

    /// <summary>The source, if it is no file: standard input or a connection.</summary>
    public Func<Stream> Input { get; init; } = Console.OpenStandardInput;

    /// <summary>All bytes of the source, if they were read first; null: they are read as they are needed.</summary>
    public ReadOnlyMemory<byte>? Whole { get; init; }

    /// <summary>Goes on at this checkpoint and not at the newest stored one; null: at that.</summary>
    public StreamCheckpoint? Behind { get; init; }

    /// <summary>Verdicts of an earlier time that the same source was run.</summary>
    public IReadOnlyList<VerdictReached> Verdicts { get; init; } = [];
}

/// <summary>Hears what happens in a scenario; called from one actor.</summary>
public interface IScenarioListener : IRunListener
{
    /// <summary>A run begins, or goes on.</summary>
    void Began(RunBegan run);

    /// <summary>A run has ended.</summary>
    void Ended(RunReport run);

    /// <summary>A line of a run's log.</summary>
    void Logged(RunLogged line);

    /// <summary>A checkpoint of the parse is durable.</summary>
    void Stored(StreamCheckpoint checkpoint);
}

/// <summary>Runs one scenario in this process until it ends or is interrupted.</summary>
public static class ScenarioSession
{
    private const int QueuedJobs = 256;

    /// <summary>Starts the actors, waits for the end and stops them again.</summary>
    /// <param name="open">The scenario, taken by this process.</param>
    /// <param name="settings">How it is run.</param>
    /// <param name="listener">Hears what happens.</param>
    /// <param name="interrupted">Ends the session; the same call goes on.</param>
    /// <returns>How it ended; null when it was interrupted.</returns>
    public static async Task<ScenarioReport?> RunAsync(
        OpenScenario open, ScenarioSettings settings, IScenarioListener listener, CancellationToken interrupted)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(settings);
        var runs = new OpenRuns();
        runs.Add(open);
        var session = settings.Session;
        await using var host = new ActorHost(HostSettings.OfScenarios(session.Node), runs, session.Target, entry => session.Log(entry.Message));
        using var line = new WorkThread("scenario-work", QueuedJobs);
        var work = new ScenarioWork(settings.Binder, session, runs, settings.Prepare, settings.Binder.AreFaultsAllowed);
        var id = open.Directory.Id;
        await using var audit = new ScenarioAudit(open.Directory, session.Clock, settings.Config);
        var isRemote = settings.Source is ScenarioSource.Socket;
        var parser = new ParserSetup(
            id, settings.Source, new FeedSources(settings.Input, open.Directory.Root, settings.Whole), settings.Grammar, audit.Config,
            (isRemote ? ParserTimes.Remote : ParserTimes.Default) with { Clock = session.Clock }, settings.Verify)
        { Behind = settings.Behind };
        var coordinator = new CoordinatorSetup(id, work, host.Node, line) { Verdicts = settings.Verdicts };
        var ended = new TaskCompletionSource<ScenarioReport>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = interrupted.Register(() => ended.TrySetCanceled(interrupted));
        host.System.ActorOf(Props.Create(() => new ScenarioWatcherActor(parser, coordinator, line, listener, ended)), "scenarios");
        try
        {
            var report = await ended.Task;
            await host.DrainOffloadAsync(session.Node.SnapshotIo, session.Log);
            return report;
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            return null;
        }
    }
}

/// <summary>Starts one scenario, passes what it publishes to the listener and its report to who waits.</summary>
internal sealed class ScenarioWatcherActor : ReceiveActor
{
    public ScenarioWatcherActor(
        ParserSetup parser, CoordinatorSetup coordinator, IWorkLine line, IScenarioListener listener, TaskCompletionSource<ScenarioReport> ended)
    {
        foreach (var type in (Type[])[typeof(RunStatus), typeof(ChunkFlushed), typeof(RunBegan), typeof(RunReport), typeof(RunLogged), typeof(CheckpointStored)])
            Context.System.EventStream.Subscribe(Self, type);
        Receive<RunStatus>(listener.Changed);
        Receive<ChunkFlushed>(listener.Flushed);
        Receive<RunBegan>(listener.Began);
        Receive<RunReport>(listener.Ended);
        Receive<RunLogged>(listener.Logged);
        Receive<CheckpointStored>(stored => listener.Stored(stored.Checkpoint));
        Receive<ScenarioReport>(report => ended.TrySetResult(report));
        Context.Watch(Context.ActorOf(Props.Create(() => new ScenarioActor(parser, coordinator, line)), $"scenario-{parser.ScenarioId}"));
        Context.Watch(coordinator.Node);
        Receive<Terminated>(_ => ended.TrySetException(new InvalidOperationException("The node stopped while the scenario was under way.")));
    }
}
