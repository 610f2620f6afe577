using System.Diagnostics;

using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;
using MarsDisk.Snapshots;
using MarsDisk.Snapshots.Offload;

namespace MarsDisk.Actors.Offload;

/// <summary>
/// Keeps committed states at a target, in the background. A shell: the machine decides, this actor carries out and feeds
/// the results back. A full queue or a failed copy is refused and the local file stays; a run is never stopped by it.
/// </summary>
public sealed class SnapshotOffloadActor : ReceiveActor, IWithTimers
{
    private sealed record Happened(OffloadInput Input);
    private sealed record DrainTimeout;
    private sealed record Ended(long Epoch, Guid WriteId, SnapshotOutcome<OffloadReceipt> Outcome);

    private const int MessageMax = 500;               // of whatever a store says; a message stays small

    private static readonly OffloadRules Rules = new();

    private readonly OffloadMachine _machine = new(Rules);
    private readonly OffloadMemory _memory;
    private readonly IOffloadTarget _target;
    private readonly IWorkLine _line;
    private readonly int _queueMax;
    private SnapshotOutcome<OffloadReceipt> _last;

    /// <summary>Starts the line that blocking work is done on.</summary>
    /// <param name="target">Where the copies go.</param>
    /// <param name="queue">Files that may wait; the next one is refused.</param>
    /// <param name="lines">Starts the line.</param>
    /// <param name="memory">What outlives a restart of this actor.</param>
    public SnapshotOffloadActor(IOffloadTarget target, int queue, IWorkLines lines, OffloadMemory memory)
    {
        _target = target;
        _queueMax = queue;
        _memory = memory;
        _line = lines.Start("snapshot-offload", queue + 1);

        Receive<OffloadSnapshot>(Accept);
        Receive<Happened>(happened => Step(happened.Input));
        Receive<Ended>(Conclude);
        Receive<DrainOffload>(Drain);
        Receive<DrainTimeout>(_ => { Step(new OffloadInput.DrainAsked()); Step(new OffloadInput.DrainOver()); });
        Receive<GetOffloadStatus>(_ => Sender.Tell(Status, Self));
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    private OffloadStatus Status => new(
        _memory.State.Phase, _memory.State.Queue.Count, _memory.State.Failures, _memory.State.IsDegraded(Rules), _memory.LastError)
    {
        Stored = _memory.Stored,
        BehindSince = _memory.BehindSince,
    };

    private static DateTimeOffset Now => Context.System.Scheduler.Now;

    private bool IsClosed => _memory.DrainUntil is not null;

    /// <inheritdoc />
    protected override void PostRestart(Exception reason)
    {
        base.PostRestart(reason);
        if (_memory.DrainUntil is { } end)
            Timers.StartSingleTimer("drain", new DrainTimeout(), end > Now ? end - Now : TimeSpan.Zero);
        Step(new OffloadInput.Restarted());
    }

    /// <inheritdoc />
    protected override void PostStop()
    {
        _memory.Running.Cancel();
        _line.Dispose();
        base.PostStop();
    }

    private void Accept(OffloadSnapshot file)
    {
        var series = RunSeries.Of(file.Run, file.File.Name, file.Marker);
        var waiting = _memory.State.Queue;
        if (IsClosed)
        {
            _memory.Abandoned++;
            Refuse(Sender, file, SnapshotStatus.Cancelled, "The node is stopping.");
        }
        else if (waiting.Count >= _queueMax && !waiting.Exists(job => job.Series == series))
        {
            Refuse(Sender, file, SnapshotStatus.Busy, "The offload queue is full.");
        }
        else
        {
            var task = new OffloadTask(file, series, new SnapshotPosition(0, file.Step, 0, file.Marker ?? ""), Guid.CreateVersion7());
            _memory.Open.Add(task.WriteId, new OffloadMemory.Asked(task, Sender));
            _memory.BehindSince ??= Now;
            Step(new OffloadInput.Requested(new OffloadJob(task.WriteId, series, task.Position, SnapshotMutability.Immutable)));
        }
    }

    private void Refuse(IActorRef replyTo, OffloadSnapshot file, SnapshotStatus status, string message) =>
        replyTo.Tell(new OffloadRefused(file.File, new OffloadError(status, null, "", message)), Self);

    private void Step(OffloadInput input)
    {
        var (state, effects) = _machine.Next(_memory.State, input);
        _memory.State = state;
        foreach (var effect in effects)
            Carry(effect);
        if (IsClosed)
            CloseWhenIdle();
    }

    private void Carry(OffloadEffect effect)
    {
        switch (effect)
        {
            case OffloadEffect.Start start: Start(start); break;
            case OffloadEffect.CancelRunning: _memory.Running.Cancel(); break;
            case OffloadEffect.TellPersisted told: Answer(told.WriteId, isLast: true, asked => new SnapshotOffloaded(asked.Task.File.File, _last.Value!)); break;
            case OffloadEffect.TellSkipped told: Answer(told.WriteId, isLast: true, asked => Skipped(asked, told.Status)); break;
            case OffloadEffect.TellFailed told: Answer(told.WriteId, told.WillRetryAfter is null, asked => Failed(asked, told)); break;
            case OffloadEffect.ScheduleRetry retry:
                Timers.StartSingleTimer("retry", new Happened(new OffloadInput.RetryDue(retry.Epoch)), retry.After);
                break;
            case OffloadEffect.TellDrained: TellDrained(); break;
            case OffloadEffect.ReturnCredit or OffloadEffect.TellCaptured:
                break;                                 // a published file never changes: whoever asked goes on at once
            default: throw new UnreachableException($"{effect} is not an effect.");
        }
    }

    // The line is a thread of its own: it may wait for a store that is slow.
    private void Start(OffloadEffect.Start start)
    {
        var task = _memory.Open[start.Job.WriteId].Task;
        var (self, target, epoch) = (Self, _target, start.Epoch);
        _memory.Running = new CancellationTokenSource();
        var token = _memory.Running.Token;
        if (!_line.TryAdd(() => self.Tell(new Ended(epoch, task.WriteId, Persist(target, task, kind => Tell(self, epoch, task.WriteId, kind), token)), ActorRefs.NoSender)))
            Self.Tell(new Ended(epoch, task.WriteId, SnapshotOutcome.Failed<OffloadReceipt>(SnapshotStatus.Busy, SnapshotStage.Admit, "", "The line of the offload is full.", isTransient: true)), Self);
    }

    private static void Tell(IActorRef self, long epoch, Guid writeId, SnapshotProgressKind kind)
    {
        if (kind == SnapshotProgressKind.Captured)
            self.Tell(new Happened(new OffloadInput.Captured(epoch, writeId)), ActorRefs.NoSender);
        else if (kind == SnapshotProgressKind.Placed)
            self.Tell(new Happened(new OffloadInput.Placed(epoch, writeId)), ActorRefs.NoSender);
    }

    private static SnapshotOutcome<OffloadReceipt> Persist(
        IOffloadTarget target, OffloadTask task, Action<SnapshotProgressKind> passed, CancellationToken cancellation)
    {
        try
        {
            return target.Persist(task, passed, cancellation);
        }
        catch (Exception broken)               // the edge of this line: the copy is optional, the run is not
        {
            return SnapshotOutcome.Failed<OffloadReceipt>(SnapshotStatus.Fault, SnapshotStage.Body, "", broken.Message, cause: broken);
        }
    }

    private void Conclude(Ended ended)
    {
        if (ended.Epoch == _memory.State.Epoch)
        {
            _last = ended.Outcome;
            _memory.LastError = ended.Outcome.IsSuccess ? null : Error(ended.Outcome.Status);
            if (ended.Outcome.IsSuccess)
                _memory.Stored = Now;
        }
        Step(new OffloadInput.Ended(ended.Epoch, ended.WriteId, ended.Outcome.Status, Jitter(_memory.State)));
        if (ended.Outcome.Status is SnapshotStatus.Ok or SnapshotStatus.AlreadyDone or SnapshotStatus.Superseded or SnapshotStatus.Disabled)
            _memory.BehindSince = _memory.Open.Count > 0 ? Now : null;
    }

    // Nodes that failed together must not come back together; the same run waits equally long each time it is simulated.
    private static double Jitter(OffloadState state) =>
        state.Current is { } job ? (Convert.ToInt32(SnapshotKeys.HashOf(job.Series)[..4], 16) + (state.Attempt * 40503)) % 65536 / 65535.0 : 0;

    private OffloadError Error(SnapshotStatus status) =>
        _last.Error is { } error && _last.Status == status
            ? new OffloadError(status, error.Stage, error.Code, error.Message.Length <= MessageMax ? error.Message : error.Message[..MessageMax] + "…")
            : new OffloadError(status, null, "", status == SnapshotStatus.Cancelled ? "It was given up." : $"{status}.");

    private static OffloadRefused Skipped(OffloadMemory.Asked asked, SnapshotStatus status) => new(
        asked.Task.File.File, new OffloadError(status, null, "", status == SnapshotStatus.Superseded ? "A newer state takes its place." : "Snapshots are switched off."));

    private OffloadRefused Failed(OffloadMemory.Asked asked, OffloadEffect.TellFailed told)
    {
        if (told.WillRetryAfter is null)
            _memory.Abandoned++;
        return new OffloadRefused(asked.Task.File.File, Error(told.Status), told.WillRetryAfter);
    }

    private void Answer(Guid writeId, bool isLast, Func<OffloadMemory.Asked, object> answer)
    {
        if (!_memory.Open.TryGetValue(writeId, out var asked))
            return;
        if (isLast)
            _memory.Open.Remove(writeId);
        asked.ReplyTo.Tell(answer(asked), Self);
    }

    // ---- the end ----

    // What waits is still shipped: a node that ends in order leaves the last state of its runs at the target. A store that is
    // waited for is tried at once, because there may be no later time.
    private void Drain(DrainOffload drain)
    {
        _memory.Drainers.Add(Sender);
        if (!IsClosed)
        {
            _memory.DrainUntil = Now + drain.Deadline;
            Timers.StartSingleTimer("drain", new DrainTimeout(), drain.Deadline);
            Step(new OffloadInput.RetryDue(_memory.State.Epoch));
        }
        CloseWhenIdle();
    }

    private void CloseWhenIdle()
    {
        if (_memory.State.Phase == OffloadPhase.Stopped)
            TellDrained();
        else if (_memory.State is { Phase: OffloadPhase.Idle, IsDraining: false })
            Step(new OffloadInput.DrainAsked());
    }

    private void TellDrained()
    {
        foreach (var drainer in _memory.Drainers)
            drainer.Tell(new OffloadDrained(_memory.Abandoned), Self);
        _memory.Drainers.Clear();
    }
}
