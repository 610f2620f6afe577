namespace MarsDisk.Simulated.Worlds;

/// <summary>
/// The clock of a process for people and for patience, over the virtual time of its actors. Blocking work that waits
/// gets its time at once, because nobody else could move the clock meanwhile.
/// </summary>
internal sealed class VirtualClock(TestScheduler scheduler) : TimeProvider
{
    // A patient caller asks a few times instead of a hundred.
    private static readonly TimeSpan WaitMin = TimeSpan.FromMilliseconds(300);

    private TimeSpan _waited;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => scheduler.Now + _waited;

    public override long GetTimestamp() => (scheduler.MonotonicClock + _waited).Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _waited += dueTime > WaitMin ? dueTime : WaitMin;
        callback(state);
        return new Over();
    }

    private sealed class Over : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
