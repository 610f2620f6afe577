namespace MarsDisk.Runtime;

/// <summary>The scheduler of real time, over the timers of a <see cref="TimeProvider"/>.</summary>
internal sealed class SystemScheduler(TimeProvider time) : IScheduler
{
    private readonly long _start = time.GetTimestamp();

    public DateTimeOffset Now => time.GetUtcNow();

    public TimeSpan MonotonicClock => time.GetElapsedTime(_start);

    public ICancelable Schedule(TimeSpan delay, TimeSpan? interval, Action action)
    {
        var entry = new Entry(action);
        entry.Start(time.CreateTimer(
            static state => ((Entry)state!).Run(), entry, delay, interval ?? Timeout.InfiniteTimeSpan));
        return entry;
    }

    private sealed class Entry(Action action) : ICancelable
    {
        private ITimer? _timer;
        private volatile bool _isCancelled;

        public bool IsCancellationRequested => _isCancelled;

        public void Start(ITimer timer)
        {
            _timer = timer;
            if (_isCancelled)
                timer.Dispose();
        }

        public void Run()
        {
            if (!_isCancelled)
                action();
        }

        public void Cancel()
        {
            _isCancelled = true;
            _timer?.Dispose();
        }
    }
}
