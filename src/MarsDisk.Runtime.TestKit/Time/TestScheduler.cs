namespace MarsDisk.Runtime.Testing;

/// <summary>A clock that stands still until the test moves it. Give it to the system by <see cref="RuntimeSetup.Scheduler"/>.</summary>
public sealed class TestScheduler : IScheduler
{
    private static readonly DateTimeOffset Origin = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<Entry, (TimeSpan Due, long Order)> _entries = new();
    private TimeSpan _elapsed;
    private long _order;

    /// <inheritdoc/>
    public DateTimeOffset Now => Origin + MonotonicClock;

    /// <inheritdoc/>
    public TimeSpan MonotonicClock
    {
        get
        {
            lock (_gate)
                return _elapsed;
        }
    }

    /// <summary>Time until the next entry is due, zero or more; null when nothing is scheduled.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            lock (_gate)
            {
                while (_entries.TryPeek(out var entry, out var place))
                {
                    if (!entry.IsCancellationRequested)
                        return place.Due - _elapsed;
                    _entries.Dequeue();
                }
                return null;
            }
        }
    }

    /// <inheritdoc/>
    public ICancelable Schedule(TimeSpan delay, TimeSpan? interval, Action action)
    {
        var entry = new Entry(action, interval);
        Add(entry, delay);
        return entry;
    }

    /// <summary>
    /// Moves the clock and then runs, in order of their time, what was due until then: each entry once, also a repeated
    /// one whose interval passed several times; its next time counts from now. What is scheduled meanwhile waits for the
    /// next call. Make sure first that the actor has set its timer, by <see cref="Identify"/> for example.
    /// </summary>
    public void Advance(TimeSpan offset)
    {
        foreach (var entry in TakeDue(offset))
        {
            entry.Run();
            if (entry.Interval is { } interval && !entry.IsCancellationRequested)
                Add(entry, interval);
        }
    }

    /// <summary>Moves the clock to a time of day.</summary>
    public void AdvanceTo(DateTimeOffset when) => Advance(when - Now);

    private void Add(Entry entry, TimeSpan delay)
    {
        lock (_gate)
            _entries.Enqueue(entry, (_elapsed + delay, _order++));
    }

    private List<Entry> TakeDue(TimeSpan offset)
    {
        var due = new List<Entry>();
        lock (_gate)
        {
            _elapsed += offset;
            while (_entries.TryPeek(out _, out var place) && place.Due <= _elapsed)
                due.Add(_entries.Dequeue());
        }
        return due;
    }

    private sealed class Entry(Action action, TimeSpan? interval) : ICancelable
    {
        private volatile bool _isCancelled;

        public TimeSpan? Interval { get; } = interval;

        public bool IsCancellationRequested => _isCancelled;

        public void Cancel() => _isCancelled = true;

        public void Run()
        {
            if (!_isCancelled)
                action();
        }
    }
}
