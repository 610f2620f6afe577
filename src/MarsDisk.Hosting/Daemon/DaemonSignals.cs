using System.Text.Json;

using MarsDisk.Actors.Messages;
using MarsDisk.Hosting.Daemon.Api;
using MarsDisk.Hosting.Daemon.Logging;
using MarsDisk.Hosting.Daemon.Reloading;

using Microsoft.Extensions.Logging;

namespace MarsDisk.Hosting.Daemon;

/// <summary>Signals that a daemon answers without leaving (experience.md §2.10).</summary>
public interface IDaemonSignals
{
    /// <summary>SIGUSR1: a state snapshot of every active run.</summary>
    void Snapshot();

    /// <summary>SIGUSR2: the details of the health page go to the log.</summary>
    void Describe();

    /// <summary>SIGHUP: settings are read again; the log says what changed and what needs a restart.</summary>
    void Reload();
}

/// <summary>The answers of a living daemon.</summary>
internal sealed class DaemonSignals(DaemonNode node, HealthRoutes health, SettingsReload settings, ILogger log) : IDaemonSignals
{
    public void Snapshot()
    {
        foreach (var run in node.Board.Taken)
            node.Tell(new SnapshotRun(run, "SIGUSR1"));
    }

    public void Describe() => _ = DescribeAsync();

    public void Reload() => settings.Run();

    private async Task DescribeAsync() => DaemonEvents.Details.Write(log, JsonSerializer.Serialize(await health.DetailsAsync()));
}
