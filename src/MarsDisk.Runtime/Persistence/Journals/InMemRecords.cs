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
