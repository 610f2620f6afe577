using MarsDisk.Hosting.Daemon.Logging;

using Microsoft.Extensions.Logging;

namespace MarsDisk.Hosting.Daemon;

/// <summary>
/// Feeds the watchdog of the service manager. Each sign of life is an answer of the node actor: a timer alone would say
/// that a hanging daemon is well.
/// </summary>
internal static class SignOfLife
{
    private static readonly TimeSpan StatusEvery = TimeSpan.FromSeconds(10);

    public static async Task KeepAsync(DaemonNode node, ServiceManager manager, Readiness readiness, TimeProvider clock, ILogger log, CancellationToken end)
    {
        using var timer = new PeriodicTimer(manager.WatchdogInterval ?? StatusEvery, clock);
        var wasFull = false;
        try
        {
            do
            {
                var isFull = readiness.IsFull;
                if (isFull && !wasFull)
                    DaemonEvents.DiskFull.Write(log, node.Places.Data, readiness.FreeBytes);
                wasFull = isFull;
                if (await node.StatusAsync() is not { } status)
                    continue;
                manager.Alive();
                manager.Status(FormattableString.Invariant($"{status.Active} running, {status.Queued} queued, {(readiness.FreeBytes ?? 0) / 1e9:0.0} GB free"));
            }
            while (await timer.WaitForNextTickAsync(end));
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The daemon leaves.
        }
    }
}
