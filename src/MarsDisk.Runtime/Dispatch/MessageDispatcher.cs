namespace MarsDisk.Runtime;

/// <summary>Lends threads to actors, one turn at a time.</summary>
public abstract class MessageDispatcher(int throughput) : IDisposable
{
    /// <summary>How many messages an actor handles in one turn before others get theirs.</summary>
    public int Throughput { get; } = throughput;

    /// <summary>Runs a turn soon, after those that were scheduled before it.</summary>
    public abstract void Schedule(IThreadPoolWorkItem turn);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives threads back.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
