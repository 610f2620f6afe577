using MarsDisk.Configuration.Node;
using MarsDisk.Hosting.Daemon.Logging;
using MarsDisk.Hosting.Offload;

namespace MarsDisk.Hosting.Daemon.Reloading;

/// <summary>Reads the settings again and has them act: on SIGHUP or on a request.</summary>
/// <param name="live">The settings.</param>
/// <param name="read">Reads all layers.</param>
/// <param name="node">Hears new limits.</param>
/// <param name="offload">Hears other options; null: nothing is offloaded.</param>
/// <param name="log">Hears its new level, and what was changed.</param>
/// <param name="manager">The service manager.</param>
/// <param name="clock">Its monotonic time goes to the service manager.</param>
internal sealed class SettingsReload(
    LiveSettings live, Func<NodeLoadResult> read, DaemonNode node, OffloadService? offload, DaemonLog log, ServiceManager manager, TimeProvider clock)
{
    /// <summary>Does it.</summary>
    public ReloadReport Run()
    {
        manager.Reloading(clock);
        try
        {
            var report = live.Take(read());
            if (!report.IsValid)
            {
                DaemonEvents.ReloadRefused.Write(log.Log, string.Join("; ", report.Findings.Select(finding => $"{finding.Where} {finding.Message}")));
                return report;
            }

            log.SetLevel(live.Now.Log.Level);
            node.ApplyLimits();
            offload?.Apply(live.Now.SnapshotIo);
            DaemonEvents.Reloaded.Write(log.Log, Listed(report.Changed), Listed(report.NeedRestart));
            return report;
        }
        finally
        {
            manager.Ready();
        }
    }

    private static string Listed(IReadOnlyList<SettingChange> changes) => changes.Count == 0 ? "nothing" : string.Join(", ", changes);
}
