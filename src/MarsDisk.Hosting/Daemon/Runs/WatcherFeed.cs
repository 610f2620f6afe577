namespace MarsDisk.Hosting.Daemon.Runs;

/// <summary>One event for watchers.</summary>
/// <param name="Id">Grows by one.</param>
/// <param name="Type">Such as <c>run.state</c>.</param>
/// <param name="Data">One JSON document on one line.</param>
public sealed record FeedEvent(long Id, string Type, string Data);

/// <summary>
/// What watchers of one run can still read: the last thousand events, and of progress only the newest. Watchers fetch
/// at their own pace, so nobody waits for a slow one.
/// </summary>
public sealed class WatcherFeed
{
    /// <summary>Type of progress, of which only the newest is kept.</summary>
    public const string Progress = "run.progress";

    private const int EventsMax = 1000;

    private readonly Lock _access = new();
    private readonly Queue<FeedEvent> _events = new();
    private FeedEvent? _progress;
    private long _lastId;
    private long _forgotten;
    private bool _isClosed;
    private TaskCompletionSource _news = NewSignal();

    /// <summary>Adds an event and wakes the watchers.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="data">One JSON document on one line.</param>
    /// <param name="isLast">Whether nothing follows.</param>
    public void Add(string type, string data, bool isLast = false)
    {
        TaskCompletionSource waiting;
        lock (_access)
        {
            Keep(new FeedEvent(++_lastId, type, data));
            _isClosed |= isLast;
            (waiting, _news) = (_news, NewSignal());
        }

        waiting.TrySetResult();
    }

    /// <summary>What came after an event, and a task that ends with the next one.</summary>
    /// <param name="after">Last id that the watcher has; 0: it has none.</param>
    public FeedPage Read(long after)
    {
        lock (_access)
        {
            var events = _events.Where(known => known.Id > after).ToList();
            if (_progress is { } progress && progress.Id > after)
                events.Insert(events.Count(known => known.Id < progress.Id), progress);
            return new FeedPage(events, IsComplete: after >= _forgotten && after <= _lastId, _lastId, _isClosed, _news.Task);
        }
    }

    private void Keep(FeedEvent added)
    {
        if (added.Type == Progress)
        {
            _progress = added;
            return;
        }

        _events.Enqueue(added);
        if (_events.Count > EventsMax)
            _forgotten = _events.Dequeue().Id;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>What a watcher reads at once.</summary>
/// <param name="Events">In the order of their ids.</param>
/// <param name="IsComplete">False when the watcher has missed more than progress, or its id is from another process.</param>
/// <param name="LastId">Id of the newest event.</param>
/// <param name="IsClosed">Whether nothing follows these.</param>
/// <param name="News">Ends with the next event.</param>
public sealed record FeedPage(IReadOnlyList<FeedEvent> Events, bool IsComplete, long LastId, bool IsClosed, Task News);
