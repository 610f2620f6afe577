namespace MarsDisk.Runtime;

/// <summary>A fixed number of own threads and one message a turn: for actors whose turn is a long computation.</summary>
public sealed class FixedThreadDispatcher : MessageDispatcher
{
    private readonly Queue<IThreadPoolWorkItem> _turns = new();
    private bool _isEnding;

    /// <summary>Starts <paramref name="threads"/> threads called <paramref name="name"/>-1, -2, …</summary>
    public FixedThreadDispatcher(int threads, string name = "compute") : base(1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        for (var i = 1; i <= threads; i++)
            new Thread(Work) { IsBackground = true, Name = $"{name}-{i}" }.Start();
    }

    /// <inheritdoc/>
    public override void Schedule(IThreadPoolWorkItem turn)
    {
        lock (_turns)
        {
            _turns.Enqueue(turn);
            Monitor.Pulse(_turns);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        lock (_turns)
        {
            _isEnding = true;
            Monitor.PulseAll(_turns);
        }
        base.Dispose(disposing);
    }

    private void Work()
    {
        while (Next() is { } turn)
            turn.Execute();
    }

    private IThreadPoolWorkItem? Next()
    {
        lock (_turns)
        {
            while (_turns.Count == 0)
            {
                if (_isEnding)
                    return null;
                Monitor.Wait(_turns);
            }
            return _turns.Dequeue();
        }
    }
}
