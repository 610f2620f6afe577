using MarsDisk.Storage.Publishing;

namespace MarsDisk.Actors.Node;

/// <summary>
/// A line of blocking work: its jobs are done one after the other, in order, outside of every actor's turn. The product
/// gives each line a thread of its own; a simulation decides itself when the next job is done.
/// </summary>
public interface IWorkLine : IDisposable
{
    /// <summary>Queues a job, which may not throw.</summary>
    /// <returns>False when the queue is full or closed.</returns>
    bool TryAdd(Action job);
}

/// <summary>Starts the work lines of a node.</summary>
public interface IWorkLines
{
    /// <summary>Starts a line.</summary>
    /// <param name="name">Name for debuggers and logs.</param>
    /// <param name="capacity">Jobs that may wait.</param>
    IWorkLine Start(string name, int capacity);

    /// <summary>Starts a thread that hashes what a line writes; null: every line hashes for itself.</summary>
    /// <param name="name">Name for debuggers and logs.</param>
    HashThread? StartHashing(string name) => null;
}

/// <summary>Questions to a work line.</summary>
public static class WorkLineExtensions
{
    /// <summary>Queues work whose result, or exception, is that of the task; an actor pipes it to itself.</summary>
    /// <typeparam name="T">Result of the work.</typeparam>
    /// <param name="line">The line that does it.</param>
    /// <param name="work">The blocking work.</param>
    public static Task<T> Run<T>(this IWorkLine line, Func<T> work)
    {
        ArgumentNullException.ThrowIfNull(line);
        // What follows is one message to an actor, so it may happen on the line itself: no detour over the thread pool.
        var done = new TaskCompletionSource<T>();
        if (!line.TryAdd(() => Complete(done, work)))
            done.SetException(new InvalidOperationException($"The work queue of {line} is full or closed."));
        return done.Task;
    }

    private static void Complete<T>(TaskCompletionSource<T> done, Func<T> work)
    {
        T result;
        try
        {
            result = work();
        }
        catch (Exception failure)              // the edge of this line: the failure belongs to who asked
        {
            done.SetException(failure);
            return;
        }
        done.SetResult(result);
    }
}
