using MarsDisk.Snapshots.Diagnostics;

namespace MarsDisk.Snapshots.Pipeline;

/// <summary>The two ends of an operation: what its caller cancels, and its deadline.</summary>
internal sealed class OperationClock : IDisposable
{
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _either;
    private readonly CancellationToken _caller;
    private readonly TimeProvider _time;
    private readonly long _start;

    public OperationClock(TimeProvider time, TimeSpan deadline, CancellationToken caller)
    {
        _time = time;
        _start = time.GetTimestamp();
        _caller = caller;
        _deadline = new CancellationTokenSource(deadline, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token, caller);
    }

    /// <summary>The deadline alone: behind the publication the caller cannot cancel any more.</summary>
    public CancellationToken Deadline => _deadline.Token;

    /// <summary>Whichever comes first.</summary>
    public CancellationToken Either => _either.Token;

    public TimeSpan Elapsed => _time.GetElapsedTime(_start);

    /// <summary>What a cancellation means.</summary>
    public SnapshotOutcome<T> Cancelled<T>(SnapshotStage stage) => _caller.IsCancellationRequested && !_deadline.IsCancellationRequested
        ? SnapshotOutcome.Failed<T>(SnapshotStatus.Cancelled, stage, SnapshotCodes.Cancelled, "The caller cancelled it.")
        : SnapshotOutcome.Failed<T>(SnapshotStatus.Timeout, stage, SnapshotCodes.Deadline, $"The deadline passed after {Elapsed}.", isTransient: true);

    /// <summary>A store that was cancelled does not know by whom.</summary>
    public SnapshotOutcome<T> Explained<T>(SnapshotOutcome<T> outcome, SnapshotStage stage) =>
        outcome.Status == SnapshotStatus.Cancelled && Either.IsCancellationRequested ? Cancelled<T>(stage) : outcome;

    public void Dispose()
    {
        _either.Dispose();
        _deadline.Dispose();
    }
}
