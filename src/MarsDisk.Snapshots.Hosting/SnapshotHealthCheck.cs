using MarsDisk.Snapshots.Janitor;
using MarsDisk.Snapshots.Pipeline;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MarsDisk.Snapshots.Hosting;

/// <summary>
/// Degraded: persists fail again and again, a store is away, or the scratch device is nearly full. Unhealthy: there was no
/// new snapshot for too long.
/// </summary>
internal sealed class SnapshotHealthCheck(SnapshotSettings settings, SnapshotServices services, SnapshotUpkeep upkeep) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var free = services.Temp.FreeBytes;
        var data = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["mode"] = services.Mode.ToString(),
            ["failures"] = services.Health.Failures,
            ["age_seconds"] = services.Health.Age.TotalSeconds,
            ["scratch_reserved_bytes"] = services.Temp.ReservedBytes,
        };
        if (free is { } bytes)
            data["scratch_free_bytes"] = bytes;
        var (status, reasons) = Judge(free);
        return Task.FromResult(new HealthCheckResult(status, reasons.Count == 0 ? null : string.Join(' ', reasons), data: data));
    }

    private (HealthStatus Status, List<string> Reasons) Judge(long? freeBytes)
    {
        var reasons = new List<string>();
        if (services.Mode == SnapshotMode.Off)
            return (HealthStatus.Healthy, reasons);
        var status = HealthStatus.Healthy;
        if (upkeep.Problem is { } problem)
            Degrade($"The stores are not ready ({problem.Code}: {problem.Message})");
        if (services.Health.Failures >= settings.Health.MaxConsecutiveFailures)
            Degrade($"The last {services.Health.Failures} snapshots failed ({services.Health.LastError?.Code}: {services.Health.LastError?.Message})");
        if (freeBytes < services.Options.Temp.MinFreeBytes)
            Degrade($"The scratch device has {freeBytes} bytes free, {services.Options.Temp.MinFreeBytes} are to stay free.");
        if (services.Health.Age > settings.Health.MaxSnapshotAge)
        {
            status = HealthStatus.Unhealthy;
            reasons.Add($"The last snapshot is {services.Health.Age} old; {settings.Health.MaxSnapshotAge} are allowed.");
        }
        return (status, reasons);

        void Degrade(string reason)
        {
            status = HealthStatus.Degraded;
            reasons.Add(reason);
        }
    }
}
