using MarsDisk.Snapshots.Transfer;

namespace MarsDisk.Snapshots.Offload;

/// <summary>
/// Decides what an offload does next: state and input give state and effects. No clock, no task, no framework; a shell
/// carries the effects out and feeds their results back.
/// </summary>
/// <param name="rules">How it decides.</param>
public sealed class OffloadMachine(OffloadRules rules)
{
    /// <summary>One step.</summary>
    public (OffloadState State, IReadOnlyList<OffloadEffect> Effects) Next(OffloadState state, OffloadInput input)
    {
        ArgumentNullException.ThrowIfNull(state);
        var effects = new List<OffloadEffect>();
        var next = input switch
        {
            OffloadInput.Requested requested => Request(state, requested.Job, effects),
            OffloadInput.Captured captured when IsOfCurrent(state, captured.Epoch, captured.WriteId) => Capture(state, effects),
            OffloadInput.Placed placed when IsOfCurrent(state, placed.Epoch, placed.WriteId) => Place(state),
            OffloadInput.Ended ended when IsOfCurrent(state, ended.Epoch, ended.WriteId) => End(state, ended, effects),
            OffloadInput.RetryDue due when due.Epoch == state.Epoch => Retry(state, effects),
            OffloadInput.Cancelled cancelled => Cancel(state, cancelled.WriteId, effects),
            OffloadInput.DrainAsked => Drain(state, effects),
            OffloadInput.DrainOver => GiveUp(state, effects),
            OffloadInput.Restarted => Restart(state, effects),
            _ => state,
        };
        return (next, effects);
    }

    private static bool IsOfCurrent(OffloadState state, long epoch, Guid writeId) =>
        epoch == state.Epoch && state.Current?.WriteId == writeId && IsRunning(state);

    private static bool IsRunning(OffloadState state) =>
        state.Phase is OffloadPhase.Capturing or OffloadPhase.Shipping or OffloadPhase.Committing;

    private OffloadState Request(OffloadState state, OffloadJob job, List<OffloadEffect> effects)
    {
        // Immutable states need no pause: the asker goes on at once. Frozen ones pause until they are captured.
        if (job.Mutability == SnapshotMutability.Immutable)
            effects.Add(new OffloadEffect.ReturnCredit(job.WriteId));
        if (state.IsDraining || state.Phase == OffloadPhase.Stopped)
            return Refuse(state, job, SnapshotStatus.Cancelled, effects);
        if (state.Phase == OffloadPhase.Idle)
            return Start(state, job, attempt: 1, effects);

        var older = state.Queue.Find(queued => queued.Series == job.Series);
        if (older is not null)
            Skip(older, effects);
        var queue = older is null ? state.Queue.Add(job) : state.Queue.Replace(older, job);
        if (rules.CancelOnNewer && state.Current!.Series == job.Series && state.Phase is OffloadPhase.Capturing or OffloadPhase.Shipping)
            effects.Add(new OffloadEffect.CancelRunning(state.Current!.WriteId));
        return state with { Queue = queue };
    }

    private static OffloadState Refuse(OffloadState state, OffloadJob job, SnapshotStatus status, List<OffloadEffect> effects)
    {
        ReturnHeldCredit(job, effects);
        effects.Add(new OffloadEffect.TellFailed(job.WriteId, status, WillRetryAfter: null));
        return state;
    }

    private static void Skip(OffloadJob job, List<OffloadEffect> effects)
    {
        ReturnHeldCredit(job, effects);
        effects.Add(new OffloadEffect.TellSkipped(job.WriteId, SnapshotStatus.Superseded));
    }

    private static void ReturnHeldCredit(OffloadJob job, List<OffloadEffect> effects)
    {
        if (job.Mutability == SnapshotMutability.FrozenUntilCaptured)
            effects.Add(new OffloadEffect.ReturnCredit(job.WriteId));
    }

    private static OffloadState Start(OffloadState state, OffloadJob job, int attempt, List<OffloadEffect> effects)
    {
        effects.Add(new OffloadEffect.Start(job, state.Epoch, attempt));
        return state with { Phase = OffloadPhase.Capturing, Current = job, Attempt = attempt };
    }

    private static OffloadState Capture(OffloadState state, List<OffloadEffect> effects)
    {
        if (state.Phase != OffloadPhase.Capturing)
            return state;
        if (state.Attempt == 1)
        {
            ReturnHeldCredit(state.Current!, effects);
            effects.Add(new OffloadEffect.TellCaptured(state.Current!.WriteId));
        }
        return state with { Phase = OffloadPhase.Shipping };
    }

    private static OffloadState Place(OffloadState state) =>
        state.Phase == OffloadPhase.Shipping ? state with { Phase = OffloadPhase.Committing } : state;

    private OffloadState End(OffloadState state, OffloadInput.Ended ended, List<OffloadEffect> effects)
    {
        var job = state.Current!;
        if (state.Phase == OffloadPhase.Capturing && state.Attempt == 1)
            ReturnHeldCredit(job, effects);
        switch (ended.Status)
        {
            case SnapshotStatus.Ok or SnapshotStatus.AlreadyDone:
                effects.Add(new OffloadEffect.TellPersisted(job.WriteId));
                return GoOn(state with { Failures = 0 }, effects);
            case SnapshotStatus.Superseded or SnapshotStatus.Disabled:
                effects.Add(new OffloadEffect.TellSkipped(job.WriteId, ended.Status));
                return GoOn(state, effects);
            case SnapshotStatus.Cancelled:
                effects.Add(new OffloadEffect.TellFailed(job.WriteId, ended.Status, WillRetryAfter: null));
                return GoOn(state, effects);
            default:
                return Fail(state with { Failures = state.Failures + 1 }, job, ended, effects);
        }
    }

    // A frozen state was given free when it was captured: it cannot be written a second time.
    private OffloadState Fail(OffloadState state, OffloadJob job, OffloadInput.Ended ended, List<OffloadEffect> effects)
    {
        var isPassing = ended.Status is SnapshotStatus.NoSpace or SnapshotStatus.Unavailable or SnapshotStatus.Busy or SnapshotStatus.Timeout;
        if (!isPassing || job.Mutability != SnapshotMutability.Immutable || state.IsDraining)
        {
            effects.Add(new OffloadEffect.TellFailed(job.WriteId, ended.Status, WillRetryAfter: null));
            return GoOn(state, effects);
        }
        var wait = RetryPause.Doubled(state.Attempt, rules.FirstBackOff, rules.LongestBackOff, ended.Jitter);
        effects.Add(new OffloadEffect.TellFailed(job.WriteId, ended.Status, wait));
        effects.Add(new OffloadEffect.ScheduleRetry(wait, state.Epoch));
        return state with { Phase = OffloadPhase.BackingOff };
    }

    private static OffloadState Retry(OffloadState state, List<OffloadEffect> effects)
    {
        if (state.Phase != OffloadPhase.BackingOff)
            return state;
        var newer = state.Queue.Find(queued => queued.Series == state.Current!.Series);
        if (newer is null)
            return Start(state, state.Current!, state.Attempt + 1, effects);
        effects.Add(new OffloadEffect.TellSkipped(state.Current!.WriteId, SnapshotStatus.Superseded));
        return Start(state with { Queue = state.Queue.Remove(newer) }, newer, attempt: 1, effects);
    }

    private static OffloadState GoOn(OffloadState state, List<OffloadEffect> effects)
    {
        var idle = state with { Phase = OffloadPhase.Idle, Current = null, Attempt = 0 };
        if (state.IsDraining)
            return Stop(idle, effects);
        return idle.Queue.IsEmpty ? idle : Start(idle with { Queue = idle.Queue.RemoveAt(0) }, idle.Queue[0], attempt: 1, effects);
    }

    private static OffloadState Cancel(OffloadState state, Guid writeId, List<OffloadEffect> effects)
    {
        if (state.Queue.Find(queued => queued.WriteId == writeId) is { } queued)
            return Refuse(state with { Queue = state.Queue.Remove(queued) }, queued, SnapshotStatus.Cancelled, effects);
        if (state.Current?.WriteId != writeId)
            return state;
        if (state.Phase == OffloadPhase.BackingOff)
        {
            effects.Add(new OffloadEffect.TellFailed(writeId, SnapshotStatus.Cancelled, WillRetryAfter: null));
            return GoOn(state with { Epoch = state.Epoch + 1 }, effects);
        }
        if (state.Phase is OffloadPhase.Capturing or OffloadPhase.Shipping)
            effects.Add(new OffloadEffect.CancelRunning(writeId));
        return state;
    }

    private static OffloadState Drain(OffloadState state, List<OffloadEffect> effects)
    {
        if (state.IsDraining)
            return state;
        foreach (var queued in state.Queue)
            Refuse(state, queued, SnapshotStatus.Cancelled, effects);
        var draining = state with { IsDraining = true, Queue = state.Queue.Clear() };
        if (draining.Phase == OffloadPhase.BackingOff)
        {
            effects.Add(new OffloadEffect.TellFailed(draining.Current!.WriteId, SnapshotStatus.Cancelled, WillRetryAfter: null));
            draining = draining with { Current = null, Phase = OffloadPhase.Idle };
        }
        return IsRunning(draining) ? draining : Stop(draining, effects);
    }

    private static OffloadState GiveUp(OffloadState state, List<OffloadEffect> effects)
    {
        if (state.IsDraining && IsRunning(state))
            effects.Add(new OffloadEffect.CancelRunning(state.Current!.WriteId));
        return state;
    }

    private static OffloadState Stop(OffloadState state, List<OffloadEffect> effects)
    {
        if (state.Phase != OffloadPhase.Stopped)
            effects.Add(new OffloadEffect.TellDrained());
        return state with { Phase = OffloadPhase.Stopped };
    }

    // What ran is asked to end and its result will be ignored. An immutable job begins again; a frozen one is lost.
    private static OffloadState Restart(OffloadState state, List<OffloadEffect> effects)
    {
        var next = state with { Epoch = state.Epoch + 1 };
        if (!IsRunning(state))
            return state.Phase == OffloadPhase.BackingOff ? Start(next, state.Current!, state.Attempt + 1, effects) : next;
        var job = state.Current!;
        effects.Add(new OffloadEffect.CancelRunning(job.WriteId));
        if (job.Mutability == SnapshotMutability.Immutable && !state.IsDraining)
            return Start(next, job, state.Attempt + 1, effects);
        if (state.Phase == OffloadPhase.Capturing && state.Attempt == 1)
            ReturnHeldCredit(job, effects);
        effects.Add(new OffloadEffect.TellFailed(job.WriteId, SnapshotStatus.Cancelled, WillRetryAfter: null));
        return GoOn(next, effects);
    }
}
