namespace MarsDisk.Runtime;

/// <summary>A call was refused without being tried, because those before it failed.</summary>
public sealed class OpenCircuitException : Exception
{
    /// <summary>Refuses a call.</summary>
    /// <param name="message">Why.</param>
    /// <param name="cause">The last failure.</param>
    /// <param name="remainingDuration">How long calls are refused yet.</param>
    public OpenCircuitException(string message, Exception? cause, TimeSpan remainingDuration)
        : base(message, cause) => RemainingDuration = remainingDuration;

    /// <summary>How long calls are refused yet.</summary>
    public TimeSpan RemainingDuration { get; }
}

/// <summary>
/// Guards calls to something that may be down. A call that fails or takes too long counts; too many in a row open the
/// breaker, which then refuses at once, and after a while lets one call try. A call that took too long is not ended: its
/// caller is told, and it goes on.
/// </summary>
/// <param name="scheduler">The clock.</param>
/// <param name="maxFailures">Failures in a row that open it.</param>
/// <param name="callTimeout">Time of one call.</param>
/// <param name="resetTimeout">Time until one call may try again.</param>
public sealed class CircuitBreaker(IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout)
{
    private readonly Lock _gate = new();
    private State _state;
    private int _failures;
    private TimeSpan _opened;
    private Exception? _last;

    private enum State
    {
        Closed,
        Open,
        HalfOpen,
    }

    /// <summary>Time of one call.</summary>
    public TimeSpan CallTimeout => callTimeout;

    /// <summary>Calls are let through.</summary>
    public bool IsClosed => Now() == State.Closed;

    /// <summary>Calls are refused.</summary>
    public bool IsOpen => Now() == State.Open;

    /// <summary>Makes a closed one.</summary>
    public static CircuitBreaker Create(IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout) =>
        new(scheduler, maxFailures, callTimeout, resetTimeout);

    /// <summary>Calls, on the caller's thread until the first wait.</summary>
    /// <exception cref="OpenCircuitException">The call was not tried.</exception>
    /// <exception cref="TimeoutException">The call goes on, and nobody waits for it.</exception>
    public async Task WithCircuitBreaker(Func<Task> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        await WithCircuitBreaker<object?>(async () =>
        {
            await body().ConfigureAwait(false);
            return null;
        }).ConfigureAwait(false);
    }

    /// <summary>Calls, on the caller's thread until the first wait.</summary>
    /// <exception cref="OpenCircuitException">The call was not tried.</exception>
    /// <exception cref="TimeoutException">The call goes on, and nobody waits for it.</exception>
    public async Task<T> WithCircuitBreaker<T>(Func<Task<T>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Admit();
        try
        {
            var result = await InTime(body()).ConfigureAwait(false);
            Succeed();
            return result;
        }
        catch (Exception error)
        {
            Fail(error);
            throw;
        }
    }

    private State Now()
    {
        lock (_gate)
            return Current();
    }

    // Also moves on when it has been open for long enough.
    private State Current() => _state == State.Open && scheduler.MonotonicClock - _opened >= resetTimeout ? State.HalfOpen : _state;

    private void Admit()
    {
        lock (_gate)
        {
            var isTrial = _state == State.Open && Current() == State.HalfOpen;
            if (!isTrial && _state != State.Closed)
            {
                var left = _state == State.Open ? resetTimeout - (scheduler.MonotonicClock - _opened) : TimeSpan.Zero;
                throw new OpenCircuitException("The circuit breaker is open: calls fail at once.", _last, left);
            }
            if (isTrial)
                _state = State.HalfOpen;
        }
    }

    private void Succeed()
    {
        lock (_gate)
        {
            if (_state == State.Open)
                return;
            _state = State.Closed;
            _failures = 0;
            _last = null;
        }
    }

    private void Fail(Exception error)
    {
        lock (_gate)
        {
            _last = error;
            if (_state == State.Open || (_state == State.Closed && ++_failures < maxFailures))
                return;
            _state = State.Open;
            _opened = scheduler.MonotonicClock;
        }
    }

    private async Task<T> InTime<T>(Task<T> call)
    {
        if (call.IsCompleted)
            return await call.ConfigureAwait(false);
        var late = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var timer = scheduler.Schedule(callTimeout, null, () => late.TrySetException(new TimeoutException("The operation has timed out.")));
        var first = await Task.WhenAny(call, late.Task).ConfigureAwait(false);
        timer.Cancel();

        // Whatever becomes of a call that nobody waits for, it is looked at.
        _ = call.ContinueWith(
            static done => _ = done.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return await first.ConfigureAwait(false);
    }
}
