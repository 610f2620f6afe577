using System.Threading.Channels;

namespace MarsDisk.Actors.Node;

/// <summary>
/// One long-running thread for blocking work of actors (files, journal): a bounded queue of jobs, done in order. An
/// actor asks with <see cref="Run{T}"/> and pipes the task to itself.
/// </summary>
public sealed class WorkThread : IDisposable
{
    private readonly Channel<Action> _jobs;
    private readonly Thread _thread;

    /// <summary>Starts the thread.</summary>
    /// <param name="name">Name of the thread, for debuggers.</param>
    /// <param name="capacity">Jobs that may wait; each run has at most a few under way.</param>
    public WorkThread(string name, int capacity)
    {
        _jobs = Channel.CreateBounded<Action>(new BoundedChannelOptions(capacity) { SingleReader = true });
        _thread = new Thread(Loop) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Queues a job. Its exception, if any, is that of the task.</summary>
    /// <typeparam name="T">Result of the job.</typeparam>
    /// <param name="work">The blocking work.</param>
    public Task<T> Run<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_jobs.Writer.TryWrite(() => Complete(done, work)))
            done.SetException(new InvalidOperationException($"The work queue of {_thread.Name} is full or closed."));
        return done.Task;
    }

    /// <summary>Takes no further job; the thread ends when the queued ones are done.</summary>
    public void Dispose() => _jobs.Writer.TryComplete();

    private static void Complete<T>(TaskCompletionSource<T> done, Func<T> work)
    {
        try
        {
            done.SetResult(work());
        }
        catch (Exception failure)              // the edge of this thread: the failure belongs to who asked
        {
            done.SetException(failure);
        }
    }

    private void Loop()
    {
        while (_jobs.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_jobs.Reader.TryRead(out var job))
                job();
        }
    }
}
