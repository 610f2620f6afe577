using MarsDisk.Snapshots.Janitor;
using MarsDisk.Snapshots.Pipeline;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace MarsDisk.Snapshots.Hosting;

/// <summary>
/// Runs the upkeep for as long as the host runs; the start waits for nothing. That it needs the services is what checks
/// them at the start. A changed <c>mode</c> holds from the next snapshot on; every other setting from the next start on.
/// </summary>
internal sealed class SnapshotUpkeepService(
    SnapshotSettings settings, SnapshotServices services, SnapshotUpkeep upkeep, ILogger<SnapshotUpkeepService> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var changes = ChangeToken.OnChange(settings.Configuration.GetReloadToken, TakeMode);
        await upkeep.RunAsync(stoppingToken);
    }

    private void TakeMode()
    {
        var problems = new List<string>();
        var (options, _) = settings.Read(problems);
        if (problems.Count > 0)
        {
            log.LogWarning("The changed settings of snapshots are not taken: {Problems}", string.Join(' ', problems));
            return;
        }
        if (services.Mode == options.Mode)
            return;
        log.LogInformation("The mode of snapshots is {Mode} from now on, it was {Before}.", options.Mode, services.Mode);
        services.Mode = options.Mode;
    }
}
