using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;
using MarsDisk.Actors.Offload;
using MarsDisk.Hosting.Actors;
using MarsDisk.Hosting.Daemon.Logging;
using MarsDisk.Hosting.Daemon.Reloading;
using MarsDisk.Hosting.Daemon.Runs;
using MarsDisk.Hosting.Daemon.Scenarios;
using MarsDisk.Hosting.Running;

using Microsoft.Extensions.Logging;

namespace MarsDisk.Hosting.Daemon;

/// <summary>The actors of a daemon and what others may ask of them: runs side by side on one node.</summary>
internal sealed class DaemonNode : IAsyncDisposable
{
    private const int QueuedJobs = 1024;

    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5);

    private readonly WorkThread _line = new("submissions", QueuedJobs);
    private readonly ActorHost _host;
    private readonly IActorRef _boardActor;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LiveSettings _live;
    private readonly ILogger _log;
    private Task? _stopping;

    /// <summary>Starts the actors; nothing runs yet.</summary>
    public DaemonNode(LiveSettings live, DaemonPlaces places, IOffloadTarget? target, TimeProvider clock, ILogger log)
    {
        (_live, _log) = (live, log);
        var settings = live.Now;
        Board = new RunBoard(places, clock);
        var runs = new OpenRuns();
        var node = HostSettings.OfScenarios(settings) with { QueuedRunsMax = (int)settings.Queue.Runs, BufferBytesMax = HostSettings.BufferBytes(settings) };
        _host = new ActorHost(node, runs, target, Note);
        var (board, line, actor) = (Board, _line, _host.Node);
        _boardActor = _host.System.ActorOf(Props.Create(() => new RunBoardActor(board, line, log, actor, () => _stopped.TrySetResult())), "board");
        var name = settings.Node.Name.Length > 0 ? settings.Node.Name : Environment.MachineName;
        Places = places;
        var session = new SessionSettings(settings, ReopensFailed: true, target, clock, text => DaemonEvents.ActorWarning.Write(log, "scenario", null, text));
        Scenarios = new DaemonScenarios(places, session, live, runs, Board, _host, log);
        Submissions = new Submissions(
            Board, live, name, runs, _host.Node, _line, clock, text => DaemonEvents.ActorWarning.Write(log, "node", null, text));
    }

    /// <summary>Runs that compute at once.</summary>
    public int Slots => HostSettings.Slots(_live.Now);

    /// <summary>Where its runs and scenarios are.</summary>
    public DaemonPlaces Places { get; }

    /// <summary>Every scenario.</summary>
    public DaemonScenarios Scenarios { get; }

    /// <summary>Every run.</summary>
    public RunBoard Board { get; }

    /// <summary>Takes runs.</summary>
    public Submissions Submissions { get; }

    /// <summary>Ends when the node has stopped although nobody asked it to.</summary>
    public Task Stopped => _stopped.Task;

    /// <summary>Takes up what a former process left unfinished, the oldest first.</summary>
    /// <returns>Number of runs and scenarios that go on.</returns>
    public async Task<int> RecoverAsync()
    {
        var taken = 0;
        foreach (var record in (await _line.Run(Board.ReadAll)).OrderBy(record => record.Created, StringComparer.Ordinal))
        {
            var result = await Submissions.RecoverAsync(record);
            if (result is SubmissionResult.Accepted)
                taken++;
            else
                SetAside(record, result);
        }

        return taken + await _line.Run(Scenarios.Recover);
    }

    /// <summary>Where the node stands; null: it did not answer in time.</summary>
    public async Task<NodeStatus?> StatusAsync()
    {
        try
        {
            return await _host.Node.Ask<NodeStatus>(new GetNodeStatus(), AnswerWithin);
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }

    /// <summary>Where the offload stands; null: it did not answer in time.</summary>
    public async Task<OffloadStatus?> OffloadStatusAsync()
    {
        try
        {
            return await _host.Node.Ask<OffloadStatus>(new GetOffloadStatus(), AnswerWithin);
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }

    /// <summary>Finishes what is on its way to the offload target, within a time; what is left is said.</summary>
    public async Task DrainOffloadAsync(TimeSpan time)
    {
        var drained = await _host.Node.Ask<OffloadDrained>(new DrainOffload(time), null);
        if (drained.Left > 0)
            DaemonEvents.OffloadLeft.Write(_log, drained.Left);
    }

    /// <summary>Sends a request to the actor of a run and waits until it has come behind it, and the board shows what came of it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="run">The run.</param>
    /// <returns>Whether the run is active; otherwise nothing was done.</returns>
    public async Task<bool> ControlAsync(object request, Journal.Events.RunId run)
    {
        _host.Node.Tell(request, ActorRefs.NoSender);
        var isActive = await _host.Node.Ask<object>(new GetRunStatus(run), AnswerWithin) is RunStatus;
        await _boardActor.Ask<RunBoardActor.Abreast>(new RunBoardActor.ComeAbreast(), AnswerWithin);
        return isActive;
    }

    /// <summary>Limits of the settings act from now on; runs that compute go on.</summary>
    public void ApplyLimits()
    {
        var now = _live.Now;
        Tell(new LimitNode(HostSettings.Slots(now), (int)now.Queue.Runs, HostSettings.BufferBytes(now)));
    }

    /// <summary>From now on no run is taken and none begins; ends when none is active.</summary>
    public Task DrainAsync(CancellationToken cancellation) => _host.Node.Ask<NodeIdle>(new DrainNode(), null, cancellation);

    /// <summary>Sends a request to the actor of a run and waits for nothing.</summary>
    /// <param name="request">The request.</param>
    public void Tell(object request) => _host.Node.Tell(request, ActorRefs.NoSender);

    /// <summary>Stops every actor; each run stays at its last commit and its lease is free. Repeating it waits for the same end.</summary>
    public Task StopAsync() => _stopping ??= StopOnceAsync();

    /// <summary>The same.</summary>
    public ValueTask DisposeAsync() => new(StopAsync());

    private async Task StopOnceAsync()
    {
        await _host.DisposeAsync();
        Scenarios.Dispose();
        _line.Dispose();
    }

    private void SetAside(RunRecord record, SubmissionResult result)
    {
        var trouble = result switch
        {
            SubmissionResult.Invalid invalid => new RunTrouble(invalid.ExitCode, string.Join("; ", invalid.Findings.Where(finding => finding.Severity == Configuration.Severity.Error).Select(finding => finding.Message))),
            SubmissionResult.Unusable unusable => new RunTrouble(unusable.ExitCode, unusable.Reason),
            SubmissionResult.Refused refused => new RunTrouble(ExitCodes.TryAgain, $"the node takes it not: {refused.Reason}."),
            _ => new RunTrouble(ExitCodes.Internal, ""),
        };
        Board.Note(record with { State = RunState.Unusable, Trouble = trouble });
        DaemonEvents.RunUnusable.Write(_log, record.Run.Value, trouble.Reason);
    }

    private void Note(ActorLogEntry entry) =>
        (entry.IsError ? DaemonEvents.ActorError : DaemonEvents.ActorWarning).Write(_log, entry.Stage, entry.Run, entry.Message);
}
