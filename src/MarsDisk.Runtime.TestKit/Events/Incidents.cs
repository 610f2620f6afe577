using MarsDisk.Runtime.Logging;

namespace MarsDisk.Runtime.Testing;

/// <summary>What a test must announce: unhandled messages, dead letters, log entries of level error.</summary>
internal sealed class Incidents
{
    private readonly Lock _gate = new();
    private readonly List<object> _unannounced = [];
    private readonly List<Filter> _filters = [];
    private bool _isClosed;

    public Incidents(EventStream events) => events.Listen<object>(Note);

    public void Add(Filter filter)
    {
        lock (_gate)
            _filters.Add(filter);
    }

    public void Remove(Filter filter)
    {
        lock (_gate)
            _filters.Remove(filter);
    }

    /// <summary>From here on nothing counts; what was there before is the result.</summary>
    public IReadOnlyList<object> Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            return [.. _unannounced];
        }
    }

    private void Note(object published)
    {
        lock (_gate)
        {
            var isExpected = false;
            foreach (var filter in _filters)
                isExpected |= filter.Take(published);
            var counts = published is UnhandledMessage or DeadLetter or LogEvent { Level: LogLevel.Error };
            if (counts && !isExpected && !_isClosed)
                _unannounced.Add(published);
        }
    }
}
