using MarsDisk.Hosting.Daemon.Api;
using MarsDisk.Hosting.Daemon.Logging;
using MarsDisk.Hosting.Daemon.Reloading;
using MarsDisk.Hosting.Daemon.Scenarios;
using MarsDisk.Hosting.Identity;
using MarsDisk.Hosting.Offload;
using MarsDisk.Hosting.Records;
using MarsDisk.Hosting.Running;
using MarsDisk.Journal.Files;

using Microsoft.Extensions.Logging;

namespace MarsDisk.Hosting.Daemon;

/// <summary>
/// One daemon from its start to its orderly end (experience.md §5.1, §5.6): probe, socket, listeners, recovery, ready; then, on
/// a signal or a request, not ready, listeners, pipelines, leases, gone. Nothing depends on the second half (law 5).
/// </summary>
public sealed class DaemonSession
{
    private readonly DaemonSettings _settings;

    /// <summary>Prepares a daemon; nothing is touched.</summary>
    /// <param name="settings">What it is started with.</param>
    public DaemonSession(DaemonSettings settings) => _settings = settings;

    /// <summary>Where a signal asks the daemon to leave.</summary>
    public DrainRequest Drain { get; } = new();

    /// <summary>Signals that are no order to leave arrive here while the daemon works; null before and after.</summary>
    public IDaemonSignals? Signals { get; private set; }

    /// <summary>Tries the store; opens nothing.</summary>
    /// <exception cref="DaemonRefusedException">It cannot be worked with.</exception>
    public void Probe()
    {
        if (StoreProbe(() => _settings.Node.Store.FreeSpace).Trouble() is { } trouble)
            throw new DaemonRefusedException($"{trouble}\n  try: --data DIR, or mend the store.", ExitCodes.Unusable);
        _settings.Places.MakeSocketFolder();
    }

    /// <summary>Works until it is asked to leave.</summary>
    /// <returns>Exit code of experience.md §2.9.</returns>
    /// <exception cref="DaemonRefusedException">It cannot start; nothing is half open.</exception>
    public async Task<int> RunAsync()
    {
        Probe();
        var node = _settings.Node;
        using var store = TakeStore(_settings.Places.Data);
        using var socket = OwnedSocket.Take(_settings.Places.Socket, "control.socket");
        using var daemonLog = new DaemonLog(node.Log, node.Node.Name.Length > 0 ? node.Node.Name : Environment.MachineName, _settings.IsTerminal);
        using var manager = new ServiceManager(_settings.Variables);
        return await ServeAsync(socket, manager, daemonLog);
    }

    private async Task<int> ServeAsync(OwnedSocket socket, ServiceManager manager, DaemonLog daemonLog)
    {
        var (places, clock, log) = (_settings.Places, _settings.Clock, daemonLog.Log);
        var live = new LiveSettings(_settings.Loaded);
        await using var offload = OffloadService.Open(live.Now.SnapshotIo, clock, text => DaemonEvents.OffloadWarning.Write(log, text));
        var node = new DaemonNode(live, places, offload?.Target, clock, log);
        var readiness = new Readiness(StoreProbe(() => live.Now.Store.FreeSpace), clock);
        var reload = new SettingsReload(live, _settings.Reread, node, offload, daemonLog, manager, clock);
        using var leaving = new CancellationTokenSource();
        var view = new OffloadView(node, offload);
        var health = new HealthRoutes(node, readiness, view);
        var runs = new RunRoutes(node, readiness, live, log, leaving.Token);
        var nodeRoutes = new NodeRoutes(node, readiness, view, places, Drain, reload, clock, log);
        var scenarios = new ScenarioRoutes(node, readiness, clock, live, log, leaving.Token);
        var server = new ApiServer(
            _settings.Node, socket, health.Map, routes => { runs.Map(routes); scenarios.Map(routes); nodeRoutes.Map(routes); }, log);
        var departure = new Departure(
            async () => { await leaving.CancelAsync(); await server.DisposeAsync(); },
            time => offload is null ? Task.CompletedTask : node.DrainOffloadAsync(time),
            node.StopAsync, () => live.Now.Drain, clock, limit => DaemonEvents.StoppedLate.Write(log, limit));
        try
        {
            using var listeners = new ScenarioListeners(live, node.Scenarios, places, clock, log);
            DaemonEvents.Starting.Write(log, ProgramVersion.Number, PhysicsFingerprint.Text, Environment.ProcessId, node.Slots, places.Data);
            await server.StartAsync(leaving.Token);
            offload?.Begin();
            Signals = new DaemonSignals(node, health, reload, log);
            var recovered = await node.RecoverAsync();
            readiness.Started();
            listeners.Accept(leaving.Token);
            DaemonEvents.Ready.Write(log, socket.Path, recovered);
            manager.Ready();
            _ = SignOfLife.KeepAsync(node, manager, readiness, clock, log, leaving.Token);
            if (await WorkAsync(node, log) is not { } order)
                return ExitCodes.Internal;
            await LeaveAsync(departure, order, node, readiness, manager, log);
            return ExitCodes.Done;
        }
        finally
        {
            Signals = null;
            await departure.LeaveAsync();
        }
    }

    // The order to leave, or null when the node has stopped by itself.
    private async Task<DrainOrder?> WorkAsync(DaemonNode node, ILogger log)
    {
        if (await Task.WhenAny(Drain.First, node.Stopped) == node.Stopped)
        {
            DaemonEvents.NodeStopped.Write(log);
            return null;
        }

        return await Drain.First;
    }

    private async Task LeaveAsync(Departure departure, DrainOrder order, DaemonNode node, Readiness readiness, ServiceManager manager, ILogger log)
    {
        var begun = _settings.Clock.GetTimestamp();
        manager.Stopping();
        readiness.Draining();
        var (active, queued) = node.Board.Counts;
        DaemonEvents.Draining.Write(log, order.Cause, active, queued);
        if (order.Finish)
            await FinishAsync(node, order.Within);
        await departure.LeaveAsync();
        DaemonEvents.Stopped.Write(log, _settings.Clock.GetElapsedTime(begun).TotalSeconds);
    }

    private async Task FinishAsync(DaemonNode node, TimeSpan? within)
    {
        using var limit = new CancellationTokenSource(within ?? Timeout.InfiniteTimeSpan, _settings.Clock);
        await Task.WhenAny(node.DrainAsync(limit.Token), Drain.Now);
    }

    // Two daemons would both take up what waits in one directory. The lock dies with the process; its file stays.
    private static IDiskFile TakeStore(string data) => TestHooks.Disk.TryLock(Path.Combine(data, "daemon.lock"))
        ?? throw new DaemonRefusedException($"another daemon works in {data}.\n  talk to it: marsdisk node status, with --socket PATH if it has its own; or start this one elsewhere: --data DIR", ExitCodes.Unusable);

    private StoreProbe StoreProbe(Func<long> freeSpace) => new(_settings.Places.Data, TestHooks.Disk, freeSpace);
}
