using System.Threading.Channels;

using MarsDisk.Storage.Publishing;

namespace MarsDisk.Actors.Node;

/// <summary>A work line with one long-running thread behind a bounded queue.</summary>
public sealed class WorkThread : IWorkLine
{
    private readonly Channel<Action> _jobs;
    private readonly string _name;

    /// <summary>Starts the thread.</summary>
    /// <param name="name">Name of the thread, for debuggers.</param>
    /// <param name="capacity">Jobs that may wait; each run has at most a few under way.</param>
    public WorkThread(string name, int capacity)
    {
        _name = name;
        _jobs = Channel.CreateBounded<Action>(new BoundedChannelOptions(capacity) { SingleReader = true });
        new Thread(Loop) { IsBackground = true, Name = name }.Start();
    }

    /// <inheritdoc />
    public bool TryAdd(Action job) => _jobs.Writer.TryWrite(job);

    /// <summary>Takes no further job; the thread ends when the queued ones are done.</summary>
    public void Dispose() => _jobs.Writer.TryComplete();

    /// <inheritdoc />
    public override string ToString() => _name;

    // This thread is the line's own: it may wait.
    private void Loop()
    {
        while (_jobs.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_jobs.Reader.TryRead(out var job))
                job();
        }
    }
}

/// <summary>Gives each work line a thread.</summary>
public sealed class WorkThreads : IWorkLines
{
    /// <inheritdoc />
    public IWorkLine Start(string name, int capacity) => new WorkThread(name, capacity);

    /// <inheritdoc />
    public HashThread? StartHashing(string name) => new(name);
}
