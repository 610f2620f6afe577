using System.Collections.Immutable;

namespace MarsDisk.Runtime.Persistence;

/// <summary>The content of an <see cref="InMemJournal"/>; given to several systems it outlives each of them.</summary>
public sealed class InMemRecords
{
    private readonly Dictionary<string, Log> _logs = new(StringComparer.Ordinal);

    internal void Append(IEnumerable<IPersistentRepresentation> events)
    {
        lock (_logs)
        {
            foreach (var each in events)
            {
                var log = Of(each.PersistenceId);
                log.Events.Add(each);
                log.Highest = Math.Max(log.Highest, each.SequenceNr);
            }
        }
    }

    internal IReadOnlyList<IPersistentRepresentation> Read(string persistenceId, long first, long last)
    {
        lock (_logs)
            return [.. Of(persistenceId).Events.Where(e => e.SequenceNr >= first && e.SequenceNr <= last)];
    }

    internal long Highest(string persistenceId)
    {
        lock (_logs)
            return Of(persistenceId).Highest;
    }

    internal void Delete(string persistenceId, long last)
    {
        lock (_logs)
            Of(persistenceId).Events.RemoveAll(e => e.SequenceNr <= last);
    }

    private Log Of(string persistenceId)
    {
        if (!_logs.TryGetValue(persistenceId, out var log))
            _logs[persistenceId] = log = new Log();
        return log;
    }

    private sealed class Log
    {
        public List<IPersistentRepresentation> Events { get; } = [];

        public long Highest { get; set; }
    }
}

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
    public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr) =>
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
