using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;
using MarsDisk.Hosting.Daemon.Logging;

using Microsoft.Extensions.Logging;

namespace MarsDisk.Hosting.Daemon.Runs;

/// <summary>Brings what the node and its runs publish to the board and to the log.</summary>
internal sealed class RunBoardActor : ReceiveActor
{
    /// <summary>DaemonNode → RunBoardActor. Answered with <see cref="Abreast"/> when the board has all that was published before.</summary>
    internal sealed record ComeAbreast : INoSerializationVerificationNeeded;

    /// <summary>RunBoardActor → DaemonNode.</summary>
    internal sealed record Abreast : INoSerializationVerificationNeeded;

    private readonly RunBoard _board;
    private readonly IWorkLine _line;
    private readonly ILogger _log;

    public RunBoardActor(RunBoard board, IWorkLine line, ILogger log, IActorRef node, Action nodeStopped)
    {
        _board = board;
        _line = line;
        _log = log;
        foreach (var news in (Type[])[typeof(RunStatus), typeof(ChunkFlushed), typeof(RunReleased), typeof(RunEnded), typeof(RunLogged)])
            Context.System.EventStream.Subscribe(Self, news);
        Context.Watch(node);

        Receive<RunStatus>(Take);
        Receive<ChunkFlushed>(Take);
        Receive<RunReleased>(Settle);
        Receive<RunEnded>(SettleRunOfScenario);
        Receive<RunLogged>(line => DaemonEvents.RunLogged.Write(_log, line.Run.Value, line.Time, line.Text));
        Receive<RunRecord>(Tell);
        Receive<ComeAbreast>(_ => Sender.Tell(new Abreast(), Self));
        Receive<Status.Failure>(failure => DaemonEvents.RunUnusable.Write(_log, null, failure.Cause.Message));
        Receive<Terminated>(_ => nodeStopped());
    }

    private void Take(RunStatus status)
    {
        if (_board.Live(status.Run) is not { } live || live.Take(status) is null)
            return;
        var snapshot = live.Snapshot();
        if (status.Waiting is { } obstacle)
            DaemonEvents.RunWaits.Write(_log, status.Run.Value, snapshot.Step, obstacle);
        else
            DaemonEvents.RunChanged.Write(_log, status.Run.Value, RunJson.WordOf(snapshot.Record.State), snapshot.Step);
    }

    private void Take(ChunkFlushed chunk)
    {
        _board.Live(chunk.Run)?.Take(chunk);
        DaemonEvents.ChunkCommitted.Write(_log, chunk.Run.Value, FormattableString.Invariant($"{chunk.Steps.First}..{chunk.Steps.End - 1}"), chunk.Bytes);
    }

    private void Settle(RunReleased released)
    {
        var board = _board;
        _ = _line.Run(() => board.Settle(released)).PipeTo(Self);
    }

    // Nobody submitted it, so nobody is told of its release.
    private void SettleRunOfScenario(RunEnded ended)
    {
        if (_board.Live(ended.Run)?.Snapshot().Record.IsOfScenario == true)
            Settle(new RunReleased(ended.Run, ended.Outcome));
    }

    private void Tell(RunRecord ended)
    {
        var run = ended.Run.Value;
        if (ended.State == RunState.Completed)
            DaemonEvents.RunCompleted.Write(_log, run, ended.CommittedSteps);
        else if (ended.State == RunState.Failed)
            DaemonEvents.RunFailed.Write(_log, run, ended.Trouble?.ExitCode, ended.Trouble?.Reason);
        else
            DaemonEvents.RunUnusable.Write(_log, run, ended.Trouble?.Reason);
    }
}
