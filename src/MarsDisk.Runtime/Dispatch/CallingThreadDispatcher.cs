namespace MarsDisk.Runtime;

/// <summary>
/// Runs turns on the thread that sends: when Tell returns outside of actors, everything it caused on this
/// dispatcher has happened. For tests.
/// </summary>
public sealed class CallingThreadDispatcher() : MessageDispatcher(1)
{
    /// <summary>The id under which every system offers this dispatcher.</summary>
    public const string Id = "akka.test.calling-thread-dispatcher";

    [ThreadStatic]
    private static Queue<IThreadPoolWorkItem>? _waiting;

    [ThreadStatic]
    private static bool _isRunning;

    /// <inheritdoc/>
    public override void Schedule(IThreadPoolWorkItem turn)
    {
        // Inside a turn the new one waits: an actor is never entered twice, and the order is that of the sends.
        (_waiting ??= new Queue<IThreadPoolWorkItem>()).Enqueue(turn);
        if (_isRunning)
            return;
        _isRunning = true;
        try
        {
            while (_waiting.TryDequeue(out var next))
                next.Execute();
        }
        finally
        {
            _isRunning = false;
        }
    }
}
