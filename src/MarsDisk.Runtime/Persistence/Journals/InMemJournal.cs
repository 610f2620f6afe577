using System.Collections.Immutable;

namespace MarsDisk.Runtime.Persistence;

/// <summary>A journal in memory. For tests, and for actors that need no memory beyond their process.</summary>
public class InMemJournal(InMemRecords records) : AsyncWriteJournal
{
    /// <summary>With records of its own, lost with the journal.</summary>
    public InMemJournal() : this(new InMemRecords())
    {
    }

    /// <inheritdoc/>
    public override Task ReplayMessagesAsync(
        IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max,
        Action<IPersistentRepresentation> recoveryCallback)
    {
        ArgumentNullException.ThrowIfNull(recoveryCallback);
        foreach (var each in records.Read(persistenceId, fromSequenceNr, toSequenceNr))
        {
            if (max-- <= 0)
                break;
            recoveryCallback(each);
        }
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task<long> ReadHighestSequenceNrAsync(
        string persistenceId, long fromSequenceNr, CancellationToken cancellationToken) =>
        Task.FromResult(records.Highest(persistenceId));

    /// <inheritdoc/>
    protected override Task<IImmutableList<Exception?>?> WriteMessagesAsync(
        IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        foreach (var unit in messages)
            records.Append((IImmutableList<IPersistentRepresentation>)unit.Payload);
        return Task.FromResult<IImmutableList<Exception?>?>(null);
    }

    /// <inheritdoc/>
    protected override Task DeleteMessagesToAsync(
        string persistenceId, long toSequenceNr, CancellationToken cancellationToken)
    {
        records.Delete(persistenceId, toSequenceNr);
        return Task.CompletedTask;
    }
}
