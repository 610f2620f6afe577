using System.Runtime.ExceptionServices;

namespace MarsDisk.Snapshots.Boundary.Tests.Hosts;

/// <summary>
/// The only thread of a host: what cannot go on waits for the clock, which is moved when nothing else is left. It is an
/// error to go on elsewhere: then there is no timer left, or the host is asked by a stranger.
/// </summary>
internal static class OneThread
{
    /// <summary>Runs work to its end, on a thread that has nobody beside it.</summary>
    public static void Run(Func<BareHost, Task> work)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                RunHere(work);
            }
            catch (Exception error)
            {
                failure = ExceptionDispatchInfo.Capture(error);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
    }

    /// <summary>Runs work to its end, on the calling thread.</summary>
    public static void RunHere(Func<BareHost, Task> work)
    {
        var host = new BareHost();
        var all = work(host);
        while (!all.IsCompleted)
        {
            if (!host.Clock.AdvanceToNext())
                throw new InvalidOperationException("Nothing is left to wait for here and the work is not done: it went on elsewhere.");
        }
        all.GetAwaiter().GetResult();
    }
}
