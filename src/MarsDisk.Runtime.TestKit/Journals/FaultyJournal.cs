using System.Collections.Immutable;

using MarsDisk.Runtime.Persistence;

namespace MarsDisk.Runtime.Testing;

/// <summary>A journal in memory that fails, rejects, delays or tears writes as <see cref="JournalFaults"/> say.</summary>
public class FaultyJournal(InMemRecords records, JournalFaults faults) : InMemJournal(records)
{
    /// <inheritdoc/>
    public override Task ReplayMessagesAsync(
        IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max,
        Action<IPersistentRepresentation> recoveryCallback) => faults.ReplayFailure is { } cause
        ? Task.FromException(cause)
        : base.ReplayMessagesAsync(context, persistenceId, fromSequenceNr, toSequenceNr, max, recoveryCallback);

    /// <inheritdoc/>
    protected override Task<IImmutableList<Exception?>?> WriteMessagesAsync(
        IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var units = messages.ToList();
        return faults.NextWrite() is { } fault
            ? fault(units, written => base.WriteMessagesAsync(written, cancellationToken))
            : base.WriteMessagesAsync(units, cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task DeleteMessagesToAsync(
        string persistenceId, long toSequenceNr, CancellationToken cancellationToken) => faults.DeleteFailure is { } cause
        ? Task.FromException(cause)
        : base.DeleteMessagesToAsync(persistenceId, toSequenceNr, cancellationToken);
}
