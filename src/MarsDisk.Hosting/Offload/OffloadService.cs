using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Offload;
using MarsDisk.Configuration.Node;
using MarsDisk.Snapshots.Janitor;
using MarsDisk.Snapshots.Offload;

namespace MarsDisk.Hosting.Offload;

/// <summary>How well the offload of a node works.</summary>
public enum OffloadHealth
{
    /// <summary>It stores what it is asked for, or nothing was asked.</summary>
    Healthy,

    /// <summary>So many attempts failed in a row, or a store is not ready.</summary>
    Degraded,

    /// <summary>Nothing was stored for so long, although something was asked for.</summary>
    Unhealthy,
}

/// <summary>
/// The offload of a node that lives for days: prepares the stores in the background, cleans them by schedule, and takes other
/// settings while it works. No run waits for any of it.
/// </summary>
public sealed class OffloadService : IAsyncDisposable
{
    private readonly SnapshotDepot _depot;
    private readonly SnapshotTarget _target;
    private readonly JanitorSchedule _janitor;
    private readonly CancellationTokenSource _end = new();
    private volatile SnapshotIoSection _io;
    private Task _cleaning = Task.CompletedTask;

    private OffloadService(SnapshotIoSection io, TimeProvider clock, Action<string> log)
    {
        _io = io;
        _depot = SnapshotDepot.Open(io, log, clock);
        _target = new SnapshotTarget(_depot);
        _janitor = new JanitorSchedule(() => _depot.Services);
    }

    /// <summary>Where runs are kept besides their directories.</summary>
    public IOffloadTarget Target => _target;

    /// <summary>Opens what the settings name; null: they name nothing.</summary>
    /// <param name="io">Settings without a problem.</param>
    /// <param name="clock">Time.</param>
    /// <param name="log">Receives warnings, one line each.</param>
    public static OffloadService? Open(SnapshotIoSection io, TimeProvider clock, Action<string> log) =>
        SnapshotSettings.NamesTarget(io) ? new OffloadService(io, clock, log) : null;

    /// <summary>Begins what happens in the background.</summary>
    public void Begin()
    {
        _depot.Readiness.Begin();
        _cleaning = Task.Run(() => _janitor.RunAsync(_end.Token));
    }

    /// <summary>Other settings, for what begins from now on.</summary>
    /// <param name="io">Settings without a problem; what stores and scratch were made with is as it was.</param>
    public void Apply(SnapshotIoSection io)
    {
        ArgumentNullException.ThrowIfNull(io);
        _io = io;
        _depot.Apply(io);
        _janitor.Reconsider();
    }

    /// <summary>How well it works.</summary>
    /// <param name="status">What its actor says.</param>
    public OffloadHealth HealthOf(OffloadStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        var max = _io.Time("health.max-age");
        if (max > TimeSpan.Zero && status.BehindSince is { } since && _depot.Services.Host.Time.GetUtcNow() - since > max)
            return OffloadHealth.Unhealthy;
        return status.Failures >= _io.Number("health.max-failures") || _depot.Readiness.Error is not null ? OffloadHealth.Degraded : OffloadHealth.Healthy;
    }

    /// <summary>All that somebody who looks after the node wants to know; messages of stores hold no secret.</summary>
    /// <param name="status">What its actor says.</param>
    public IReadOnlyDictionary<string, object?> Describe(OffloadStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        var (services, janitor) = (_depot.Services, _janitor.State);
        var now = services.Host.Time.GetUtcNow();
        return new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["target"] = _depot.Name,
            ["mode"] = services.Options.Mode.ToString().ToLowerInvariant(),
            ["health"] = HealthOf(status).ToString().ToLowerInvariant(),
            ["ready"] = _depot.Readiness.IsReady,
            ["phase"] = status.Phase == OffloadPhase.BackingOff ? "backing-off" : status.Phase.ToString().ToLowerInvariant(),
            ["queued"] = status.Queued,
            ["failures"] = status.Failures,
            ["stored_age_s"] = (now - status.Stored)?.TotalSeconds,
            ["behind_s"] = (now - status.BehindSince)?.TotalSeconds,
            ["error"] = ErrorOf(status),
            ["scratch_free_bytes"] = services.Temp.Room,
            ["scratch_used_bytes"] = services.Temp.ReservedBytes,
            ["janitor"] = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["leader"] = janitor.IsLeader,
                ["age_s"] = (now - janitor.At)?.TotalSeconds,
                ["deleted"] = janitor.Last is { } last ? last.GarbageDeleted + last.OrphansDeleted : null,
                ["failures"] = janitor.Last?.Failures,
            },
        };
    }

    /// <summary>Gives up what runs, leaves the cleaning to another node and closes the stores.</summary>
    public async ValueTask DisposeAsync()
    {
        _target.GiveUp();
        await _end.CancelAsync();
        await _cleaning;
        await Task.Run(_target.Dispose);               // which waits a while for what runs
        _end.Dispose();
    }

    private Dictionary<string, object?>? ErrorOf(OffloadStatus status)
    {
        if (status.LastError is { } error)
            return Of(error.Status.ToString(), error.Code, error.Message);
        return _depot.Readiness.Error is { } unready ? Of("Unavailable", unready.Code, unready.Message) : null;

        static Dictionary<string, object?> Of(string status, string code, string message) =>
            new(StringComparer.Ordinal) { ["status"] = status, ["code"] = code, ["message"] = message };
    }
}
