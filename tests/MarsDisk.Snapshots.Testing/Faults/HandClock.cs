using System.Threading.Channels;

namespace MarsDisk.Snapshots.Testing.Faults;

/// <summary>A clock that stands still until it is moved; its timers ring in the order in which they are due, on the mover's thread.</summary>
public sealed class HandClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<HandTimer> _timers = [];
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();
    private TimeSpan _now = TimeSpan.FromDays(20_000);

    /// <summary>The waits that timers were set to, in order; whoever takes one knows that somebody waits.</summary>
    public ChannelReader<TimeSpan> Waits => _waits.Reader;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (_gate)
            return _now.Ticks;
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(GetTimestamp() + DateTimeOffset.UnixEpoch.Ticks, TimeSpan.Zero);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new HandTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Waits until somebody waits for the clock.</summary>
    /// <returns>How long until the first one is due.</returns>
    public TimeSpan WaitForTimer()
    {
        TimeSpan? due = null;
        return SpinWait.SpinUntil(() => (due = FirstDue()) is not null, TimeSpan.FromSeconds(30))
            ? due!.Value
            : throw new TimeoutException("Nobody waits for the clock.");
    }

    /// <summary>Moves it, and rings what is due.</summary>
    public void Advance(TimeSpan time)
    {
        lock (_gate)
            _now += time;
        while (TakeDue() is { } due)
            due.Ring();
    }

    /// <summary>Moves it to the next timer; false when there is none.</summary>
    public bool AdvanceToNext()
    {
        TimeSpan wait;
        lock (_gate)
        {
            if (_timers.Count == 0)
                return false;
            wait = _timers.Min(timer => timer.Due) - _now;
        }
        Advance(wait);
        return true;
    }

    private TimeSpan? FirstDue()
    {
        lock (_gate)
            return _timers.Count == 0 ? null : _timers.Min(timer => timer.Due) - _now;
    }

    private HandTimer? TakeDue()
    {
        lock (_gate)
        {
            var due = _timers.Where(timer => timer.Due <= _now).MinBy(timer => timer.Due);
            if (due is not null)
                _timers.Remove(due);
            return due;
        }
    }

    private sealed class HandTimer(HandClock clock, Action ring) : ITimer
    {
        public TimeSpan Due { get; private set; }

        public Action Ring => ring;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                clock._timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                Due = clock._now + dueTime;
                clock._timers.Add(this);
            }
            clock._waits.Writer.TryWrite(dueTime);
            return true;
        }

        public void Dispose()
        {
            lock (clock._gate)
                clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
