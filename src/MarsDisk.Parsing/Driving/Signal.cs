namespace MarsDisk.Parsing;

/// <summary>One bit that a waiting driver sleeps on. Raised from any thread, awaited by one.</summary>
internal sealed class Signal
{
    private TaskCompletionSource _raised = New();

    public void Raise() => Volatile.Read(ref _raised).TrySetResult();

    /// <summary>Completes when the bit was raised since the last wait.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        await Volatile.Read(ref _raised).Task.WaitAsync(cancellationToken);
        Volatile.Write(ref _raised, New());
    }

    /// <summary>As above, but not longer than a time.</summary>
    public async Task WaitAsync(TimeSpan time, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            await Volatile.Read(ref _raised).Task.WaitAsync(time, clock, cancellationToken);
            Volatile.Write(ref _raised, New());
        }
        catch (TimeoutException)
        {
            // The time was the other thing that was waited for.
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
