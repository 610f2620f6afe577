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
    private readonly SnapshotServices _services;
    private volatile bool _isReady;

    private SnapshotDepot(SnapshotIoSection io, SnapshotIoOptions options, Action<string> log)
    {
        const int Warning = 3;
        _host = new NativeSnapshotHost((_, level, line, _) =>
        {
            if (level >= Warning)
                log(line);
        });
        _services = new SnapshotServices(
            options, _host, SnapshotStores.Find(io.Text("state-store"))!.States!(io), SnapshotStores.Find(io.Text("blob-store"))!.Blobs!(io));
        Offloader = new SnapshotOffloader(_services);
        Reader = new SnapshotPayloadReader(_services);
        KeepsWholeRuns = SnapshotSettings.KeepsWholeRuns(io);
        Name = io.Text("blob-store") == io.Text("state-store") ? io.Text("blob-store") : $"{io.Text("blob-store")}+{io.Text("state-store")}";
    }

    /// <summary>Kinds of the stores, for the journal; where they are stays out of it.</summary>
    public string Name { get; }

    /// <summary>Records.</summary>
    internal ISnapshotStateStore States => _services.States;

    /// <summary>Persists.</summary>
    internal SnapshotOffloader Offloader { get; }

    /// <summary>Opens bodies.</summary>
    internal SnapshotPayloadReader Reader { get; }

    /// <summary>Whether the files of a run are kept besides its states.</summary>
    internal bool KeepsWholeRuns { get; }

    /// <summary>Opens the stores; nothing is made yet.</summary>
    /// <param name="io">Settings without a problem that name a target.</param>
    /// <param name="log">Receives warnings, one line each.</param>
    public static SnapshotDepot Open(SnapshotIoSection io, Action<string> log) => new(io, SnapshotSettings.Options(io), log);

    /// <summary>Every record, in no order.</summary>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="IOException">The store cannot be reached.</exception>
    public async IAsyncEnumerable<SnapshotStateRecord> RecordsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var record in States.ListAsync(null, cancellation))
            yield return record;
    }

    /// <summary>Objects that no record names any more: those that wait for their grace, and those that may go.</summary>
    /// <param name="cancellation">Ends it.</param>
    public async Task<(int Waiting, int Due)> GarbageAsync(CancellationToken cancellation)
    {
        var (waiting, due) = (0, 0);
        var oldest = _host.Time.GetUtcNow().UtcTicks - _services.Options.GarbageGrace.Ticks;
        await foreach (var entry in States.ListGarbageAsync(cancellation))
            _ = entry.SinceTicks <= oldest ? due++ : waiting++;
        return (waiting, due);
    }

    /// <summary>One pass over everything that nobody needs any more.</summary>
    /// <param name="cancellation">Ends it between two steps.</param>
    public ValueTask<JanitorReport> CleanAsync(CancellationToken cancellation) => new SnapshotJanitor(_services).PassAsync(sweep: true, cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var store in (IEnumerable<object>)[_services.States, .. _services.AllBlobs])
            Close(store);
        _services.Dispose();
        _host.Dispose();
    }

    private static void Close(object store)
    {
        if (store is IDisposable disposable)
            disposable.Dispose();
        else if (store is IAsyncDisposable later)
            later.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    /// <summary>Makes what the stores need, once.</summary>
    internal async ValueTask<SnapshotOutcome<bool>> EnsureAsync(CancellationToken cancellation)
    {
        if (_isReady)
            return SnapshotOutcome.Ok(true);
        var made = await States.EnsureAsync(cancellation);
        foreach (var blobs in _services.AllBlobs)
        {
            if (made.IsSuccess)
                made = await blobs.EnsureAsync(cancellation);
        }
        _isReady = made.IsSuccess;
        return made;
    }
}
