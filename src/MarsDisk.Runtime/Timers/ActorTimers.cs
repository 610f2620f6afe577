namespace MarsDisk.Runtime;

/// <summary>An actor with timers that belong to its incarnation.</summary>
public interface IWithTimers
{
    /// <summary>Set by the runtime after construction.</summary>
    ITimerScheduler Timers { get; set; }
}

/// <summary>Messages of an actor to itself. A key has one timer: a new one replaces the old one.</summary>
public interface ITimerScheduler
{
    /// <summary>Sends <paramref name="msg"/> once.</summary>
    void StartSingleTimer(object key, object msg, TimeSpan timeout);

    /// <summary>Sends <paramref name="msg"/> at each interval.</summary>
    void StartPeriodicTimer(object key, object msg, TimeSpan interval);

    /// <summary>Sends <paramref name="msg"/> after a delay and then at each interval.</summary>
    void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval);

    /// <summary>The timer of that key will deliver something.</summary>
    bool IsTimerActive(object key);

    /// <summary>Delivers nothing of that key any more, even if its message is already queued.</summary>
    void Cancel(object key);

    /// <summary>Delivers nothing any more.</summary>
    void CancelAll();
}

/// <summary>A timer's message on its way; looked at before the actor sees it.</summary>
internal sealed record TimerMessage(ActorTimers Owner, object Key, long Generation, object Message) : IAutoReceivedMessage;

internal sealed class ActorTimers(ActorCell cell) : ITimerScheduler
{
    private readonly Dictionary<object, Entry> _entries = [];
    private long _generation;

    public void StartSingleTimer(object key, object msg, TimeSpan timeout) => Start(key, msg, timeout, null);

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval) => Start(key, msg, interval, interval);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval) =>
        Start(key, msg, initialDelay, interval);

    public bool IsTimerActive(object key) => _entries.ContainsKey(key);

    public void Cancel(object key)
    {
        if (_entries.Remove(key, out var entry))
            entry.Handle.Cancel();
    }

    public void CancelAll()
    {
        foreach (var entry in _entries.Values)
            entry.Handle.Cancel();
        _entries.Clear();
    }

    /// <summary>True if the message is still wanted.</summary>
    public bool Take(TimerMessage message)
    {
        if (!_entries.TryGetValue(message.Key, out var entry) || entry.Generation != message.Generation)
            return false;
        if (!entry.IsPeriodic)
            _entries.Remove(message.Key);
        return true;
    }

    private void Start(object key, object msg, TimeSpan delay, TimeSpan? interval)
    {
        Cancel(key);
        var message = new TimerMessage(this, key, ++_generation, msg);
        var handle = cell.System.Scheduler.Schedule(delay, interval, () => cell.Self.Tell(message, ActorRefs.NoSender));
        _entries[key] = new Entry(handle, _generation, interval is not null);
    }

    private readonly record struct Entry(ICancelable Handle, long Generation, bool IsPeriodic);
}
