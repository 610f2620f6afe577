using System.Collections.Concurrent;
using System.Collections.Immutable;
using MarsDisk.Runtime.Persistence;

namespace MarsDisk.Runtime.Testing;

/// <summary>What a <see cref="FaultyJournal"/> does with its next writes and replays; without an entry they succeed.</summary>
public sealed class JournalFaults
{
    private readonly ConcurrentQueue<Func<IEnumerable<AtomicWrite>, Task<IImmutableList<Exception?>?>>?> _writes = new();

    /// <summary>Fails every replay from now on; null takes it back.</summary>
    public Exception? ReplayFailure { get; set; }

    /// <summary>Every fault has met its write.</summary>
    public bool IsEmpty => _writes.IsEmpty;

    /// <summary>The next write in line succeeds.</summary>
    public void Pass() => _writes.Enqueue(null);

    /// <summary>The next write in line fails; nobody can know whether it happened.</summary>
    public void Fail(Exception cause) => _writes.Enqueue(_ => Task.FromException<IImmutableList<Exception?>?>(cause));

    /// <summary>All units of the next write in line are rejected.</summary>
    public void Reject(Exception cause) => _writes.Enqueue(
        units => Task.FromResult<IImmutableList<Exception?>?>([.. units.Select(_ => (Exception?)cause)]));

    /// <summary>The next write in line succeeds when the result is completed.</summary>
    public TaskCompletionSource Hold()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _writes.Enqueue(async _ =>
        {
            await release.Task.ConfigureAwait(false);
            return null;
        });
        return release;
    }

    internal Func<IEnumerable<AtomicWrite>, Task<IImmutableList<Exception?>?>>? Next() =>
        _writes.TryDequeue(out var fault) ? fault : null;
}

/// <summary>A journal in memory that fails, rejects or delays as the test says.</summary>
public sealed class FaultyJournal(InMemRecords records, JournalFaults faults) : InMemJournal(records)
{
    /// <inheritdoc/>
    public override Task ReplayMessagesAsync(
        IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max,
        Action<IPersistentRepresentation> recoveryCallback) => faults.ReplayFailure is { } cause
        ? Task.FromException(cause)
        : base.ReplayMessagesAsync(context, persistenceId, fromSequenceNr, toSequenceNr, max, recoveryCallback);

    /// <inheritdoc/>
    protected override async Task<IImmutableList<Exception?>?> WriteMessagesAsync(
        IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var units = messages.ToList();
        var rejections = faults.Next() is { } fault ? await fault(units).ConfigureAwait(false) : null;
        if (rejections is null)
            await base.WriteMessagesAsync(units, cancellationToken).ConfigureAwait(false);
        return rejections;
    }
}
