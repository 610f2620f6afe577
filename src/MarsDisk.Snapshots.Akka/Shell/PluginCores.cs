using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Hosts;
using MarsDisk.Snapshots.Pipeline;

namespace MarsDisk.Snapshots.Akka;

/// <summary>
/// The cores of a system by the path of their store. They outlive a restart of the store actor: saves go on, and their order
/// stays known. They end with the system.
/// </summary>
internal static class PluginCores
{
    private static readonly ConditionalWeakTable<ActorSystem, ConcurrentDictionary<string, Lazy<OpenCore>>> All = [];

    public static (PluginSettings Settings, SnapshotStoreCore Core) Of(ActorSystem system, ActorPath store, ILoggingAdapter log)
    {
        var open = All.GetOrCreateValue(system).GetOrAdd(store.Name, _ => new Lazy<OpenCore>(() => Open(system, store, log))).Value;
        return (open.Settings, open.Core);
    }

    /// <summary>Ends when everything of a system that has ended is closed.</summary>
    public static Task ClosedAsync(ActorSystem system) => All.TryGetValue(system, out var cores)
        ? Task.WhenAll(cores.Values.Where(core => core.IsValueCreated).Select(core => core.Value.Closed))
        : Task.CompletedTask;

    private static OpenCore Open(ActorSystem system, ActorPath store, ILoggingAdapter log)
    {
        var settings = PluginSettings.Read(PluginRuntime.SectionOf(system, store));
        var host = new NativeSnapshotHost(
            (_, level, line, cause) => Write(log, level, line, cause), kind: "akka", scratchDirectory: settings.Io.Temp.Directory);
        var (states, blobs) = (PluginStores.OpenStates(settings), PluginStores.OpenBlobs(settings));
        var core = new SnapshotStoreCore(
            new SnapshotServices(settings.Io, host, states, blobs), settings.Scope, settings.MaxConcurrentSaves, settings.MaxConcurrentLoads,
            new TimeoutCheck(PluginRuntime.RecoveryTimeoutOf(system), settings.CallTimeout));
        core.Start();
        return new OpenCore(settings, core, CloseAsync(system.WhenTerminated, core, host, states, blobs));
    }

    private static async Task CloseAsync(Task terminated, SnapshotStoreCore core, NativeSnapshotHost host, params object[] stores)
    {
        await terminated.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await core.DisposeAsync().ConfigureAwait(false);
        foreach (var store in stores)
        {
            if (store is IAsyncDisposable closing)
                await closing.DisposeAsync().ConfigureAwait(false);
            else
                (store as IDisposable)?.Dispose();
        }
        host.Dispose();
    }

    private static void Write(ILoggingAdapter log, int level, string line, Exception? cause)
    {
        switch (level)
        {
            case <= SnapshotEvents.Debug: log.Debug("{0}", line); break;
            case SnapshotEvents.Information: log.Info("{0}", line); break;
            case SnapshotEvents.Warning when cause is not null: log.Warning(cause, "{0}", line); break;
            case SnapshotEvents.Warning: log.Warning("{0}", line); break;
            default: log.Error(cause ?? new SnapshotStoreException(SnapshotStatus.Fault, "", line), "{0}", line); break;
        }
    }

    private sealed record OpenCore(PluginSettings Settings, SnapshotStoreCore Core, Task Closed);
}
