using System.Runtime.CompilerServices;

using MarsDisk.Configuration.Node;
using MarsDisk.Snapshots;
using MarsDisk.Snapshots.Hosts;
using MarsDisk.Snapshots.Janitor;
using MarsDisk.Snapshots.Pipeline;
using MarsDisk.Snapshots.Restoring;

namespace MarsDisk.Hosting.Offload;

/// <summary>The stores of a target, opened with the settings of this process.</summary>
public sealed class SnapshotDepot : IDisposable
{
    private readonly NativeSnapshotHost _host;
    private readonly CancellationTokenSource _end = new();
    private readonly StoreReadiness _readiness;
    private volatile InUse _now;

    private SnapshotDepot(SnapshotIoSection io, SnapshotIoOptions options, Action<string> log, TimeProvider? clock)
    {
        const int Warning = 3;
        _host = new NativeSnapshotHost((_, level, line, _) =>
        {
            if (level >= Warning)
                log(line);
        }, clock);
        _now = new InUse(
            new SnapshotServices(
                options, _host, SnapshotStores.Find(io.Text("state-store"))!.States!(io), SnapshotStores.Find(io.Text("blob-store"))!.Blobs!(io)),
            SnapshotSettings.KeepsWholeRuns(io));
        _readiness = new StoreReadiness(Services, _end.Token);
        Name = io.Text("blob-store") == io.Text("state-store") ? io.Text("blob-store") : $"{io.Text("blob-store")}+{io.Text("state-store")}";
    }

    /// <summary>Kinds of the stores, for the journal; where they are stays out of it.</summary>
    public string Name { get; }

    /// <summary>Records.</summary>
    internal ISnapshotStateStore States => Services.States;

    /// <summary>Persists.</summary>
    internal SnapshotOffloader Offloader => _now.Offloader;

    /// <summary>Opens bodies.</summary>
    internal SnapshotPayloadReader Reader => _now.Reader;

    /// <summary>Whether the files of a run are kept besides its states.</summary>
    internal bool KeepsWholeRuns => _now.KeepsWholeRuns;

    /// <summary>The stores with the options that hold now.</summary>
    internal SnapshotServices Services => _now.Services;

    /// <summary>Whether the stores are prepared, and if not, why.</summary>
    internal StoreReadiness Readiness => _readiness;

    /// <summary>Opens the stores; nothing is made yet.</summary>
    /// <param name="io">Settings without a problem that name a target.</param>
    /// <param name="log">Receives warnings, one line each.</param>
    /// <param name="clock">Time; null: the system's.</param>
    public static SnapshotDepot Open(SnapshotIoSection io, Action<string> log, TimeProvider? clock = null) => new(io, SnapshotSettings.Options(io), log, clock);

    /// <summary>Every record, in no order.</summary>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="IOException">The store cannot be reached.</exception>
    public async IAsyncEnumerable<SnapshotStateRecord> RecordsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var record in States.ListAsync(null, cancellation))
        {
            if (!JanitorLease.IsLease(record))
                yield return record;
        }
    }

    /// <summary>Objects that no record names any more: those that wait for their grace, and those that may go.</summary>
    /// <param name="cancellation">Ends it.</param>
    public async Task<(int Waiting, int Due)> GarbageAsync(CancellationToken cancellation)
    {
        var (waiting, due) = (0, 0);
        var oldest = _host.Time.GetUtcNow().UtcTicks - Services.Options.GarbageGrace.Ticks;
        await foreach (var entry in States.ListGarbageAsync(cancellation))
            _ = entry.SinceTicks <= oldest ? due++ : waiting++;
        return (waiting, due);
    }

    /// <summary>One pass over everything that nobody needs any more.</summary>
    /// <param name="cancellation">Ends it between two steps.</param>
    public ValueTask<JanitorReport> CleanAsync(CancellationToken cancellation) => new SnapshotJanitor(Services).PassAsync(sweep: true, cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        foreach (var store in (IEnumerable<object>)[Services.States, .. Services.AllBlobs])
            Close(store);
        Services.Dispose();
        _host.Dispose();
        _end.Dispose();
    }

    private static void Close(object store)
    {
        if (store is IDisposable disposable)
            disposable.Dispose();
        else if (store is IAsyncDisposable later)
            later.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    /// <summary>Other options for what begins from now on; stores and scratch stay as they are.</summary>
    internal void Apply(SnapshotIoSection io) => _now = new InUse(Services.With(SnapshotSettings.Options(io)), SnapshotSettings.KeepsWholeRuns(io));

    /// <summary>Makes what the stores need, once; while that fails, it is tried again in the background.</summary>
    internal ValueTask<SnapshotOutcome<bool>> EnsureAsync(CancellationToken cancellation) => _readiness.EnsureAsync(cancellation);

    private sealed record InUse(SnapshotServices Services, bool KeepsWholeRuns)
    {
        public SnapshotOffloader Offloader { get; } = new(Services);

        public SnapshotPayloadReader Reader { get; } = new(Services);
    }
}
