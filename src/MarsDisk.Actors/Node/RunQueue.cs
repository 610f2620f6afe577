using MarsDisk.Actors.Messages;
using MarsDisk.Journal.Events;

namespace MarsDisk.Actors.Node;

/// <summary>
/// Which submitted run begins next: the oldest, as soon as a slot is free and its buffers fit beside those of the active
/// ones. A run that does not fit yet holds up those behind it, so that a large one is not passed over for ever.
/// </summary>
/// <param name="settings">Slots, places and memory.</param>
internal sealed class RunQueue(NodeSettings settings)
{
    private NodeSettings _limits = settings;
    private readonly LinkedList<SubmitRun> _waiting = [];
    private readonly Dictionary<RunId, SubmitRun> _active = [];
    private long _bytes;

    /// <summary>Whether no further run is taken or begun.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Whether no submitted run is active.</summary>
    public bool IsIdle => _active.Count == 0;

    /// <summary>Where the queue stands.</summary>
    public NodeStatus Status => new(_limits.Slots, _active.Count, _waiting.Count, IsClosed);

    /// <summary>Takes a run, or says why not.</summary>
    public object Add(SubmitRun submitted)
    {
        var run = submitted.Setup.Run;
        if (_active.ContainsKey(run) || _waiting.Any(waiting => waiting.Setup.Run == run))
            return new RunQueued(run, IsNew: false);
        if (Refusal(submitted) is { } reason)
            return new SubmissionRefused(run, reason);

        _waiting.AddLast(submitted);
        return new RunQueued(run, IsNew: true);
    }

    /// <summary>The next run that may begin now; null: none.</summary>
    public SubmitRun? Next()
    {
        if (IsClosed || _waiting.First is not { Value: var next } || _active.Count >= _limits.Slots)
            return null;
        // One that fitted when it came, before the limit was lowered, begins when it is alone.
        if (_active.Count > 0 && _bytes + next.BufferBytes > _limits.BufferBytesMax)
            return null;

        _waiting.RemoveFirst();
        _active.Add(next.Setup.Run, next);
        _bytes += next.BufferBytes;
        return next;
    }

    /// <summary>Frees the slot of a run; false when it was not a submitted one.</summary>
    public bool Release(RunId run)
    {
        if (!_active.Remove(run, out var released))
            return false;
        _bytes -= released.BufferBytes;
        return true;
    }

    /// <summary>Other limits from now on.</summary>
    public void Limit(LimitNode limit) => _limits = _limits with
    {
        Slots = limit.Slots,
        QueuedRunsMax = limit.QueuedRunsMax,
        BufferBytesMax = limit.BufferBytesMax,
    };

    /// <summary>From now on nothing is taken and nothing begins.</summary>
    public void Close() => IsClosed = true;

    private SubmissionRefusal? Refusal(SubmitRun submitted)
    {
        if (IsClosed)
            return SubmissionRefusal.Draining;
        if (submitted.BufferBytes > _limits.BufferBytesMax)
            return SubmissionRefusal.TooLarge;
        return _waiting.Count >= _limits.QueuedRunsMax ? SubmissionRefusal.QueueFull : null;
    }
}
