using MarsDisk.Snapshots.Acceptance.Stores;
using MarsDisk.Snapshots.Hosts;
using MarsDisk.Snapshots.Pipeline;

namespace MarsDisk.Snapshots.Acceptance;

/// <summary>Pipeline and stores of one process, with the options of the product but for the codec.</summary>
public sealed class AcceptanceSite : IDisposable
{
    private const string ArrayName = "array";

    private static readonly SnapshotSeries Series = new("acceptance", "series");

    private readonly NativeSnapshotHost _host = new();
    private readonly AcceptanceStores _stores;
    private readonly SnapshotServices _services;
    private readonly SnapshotOffloader _offloader;

    /// <summary>Opens the stores of a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="blobs">A store in place of the task's.</param>
    public AcceptanceSite(AcceptanceTask task, IBlobStorageSnapshotAccessor? blobs = null)
    {
        ArgumentNullException.ThrowIfNull(task);
        Directory.CreateDirectory(task.Folder);
        _stores = AcceptanceStores.Open(task.Store, task.Place, task.Folder, new SnapshotUploadOptions());
        if (blobs is not null)
            _stores = _stores with { Blobs = blobs };
        _services = new SnapshotServices(
            new SnapshotIoOptions
            {
                Codec = task.Codec,
                MinRetain = TimeSpan.Zero,
                Temp = new SnapshotTempOptions { Directory = Path.Combine(task.Folder, "temp"), MinFreeBytes = 0, AllowMemoryBackedTemp = true },
            },
            _host, _stores.States, _stores.Blobs);
        _offloader = new SnapshotOffloader(_services);
    }

    /// <summary>Time of the last save until its source was free again.</summary>
    public TimeSpan Captured { get; private set; }

    /// <summary>Makes what the stores need.</summary>
    public async Task EnsureAsync()
    {
        await _stores.Blobs.EnsureAsync().ConfigureAwait(false);
        await _stores.States.EnsureAsync().ConfigureAwait(false);
    }

    /// <summary>Saves a body.</summary>
    public ValueTask<SnapshotOutcome<SnapshotCommit>> SaveAsync(ISnapshotSource source, long sequence, StagingMode staging)
    {
        ArgumentNullException.ThrowIfNull(source);
        return _offloader.PersistAsync(
            source,
            new SnapshotWriteOptions
            {
                Series = Series,
                Position = new SnapshotPosition(0, sequence, sequence),
                PayloadType = source.PayloadType,
                Staging = staging,
            },
            new SnapshotExpectation.None(),
            new CaptureWatch(this));
    }

    /// <summary>Restores the newest body.</summary>
    public ValueTask<SnapshotOutcome<SnapshotRestore<TState>>> RestoreAsync<TState>(ISnapshotSink<TState> sink) =>
        _offloader.RestoreLatestAsync(Series, SnapshotSelection.Latest, sink, new RestorePolicy());

    /// <summary>Puts a body that is one array.</summary>
    public async Task PutArrayAsync(byte[] body)
    {
        using var data = new MemoryStream(body, writable: false);
        var put = await _stores.Blobs.PutAsync(
            new BlobPutRequest(ArrayName, body.Length, null, "application/octet-stream", Guid.NewGuid()), data).ConfigureAwait(false);
        if (!put.IsSuccess)
            throw new InvalidOperationException(put.ToString());
    }

    /// <summary>Gets it, as one array.</summary>
    public async Task<byte[]> GetArrayAsync()
    {
        var got = await _stores.Blobs.GetAsync(ArrayName).ConfigureAwait(false);
        if (!got.TryGet(out var stream))
            throw new InvalidOperationException(got.ToString());
        await using (stream.ConfigureAwait(false))
        {
            using var collected = new MemoryStream();
            await stream.CopyToAsync(collected).ConfigureAwait(false);
            return collected.ToArray();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _services.Dispose();
        _host.Dispose();
        (_stores.Blobs as IDisposable)?.Dispose();
    }

    private sealed class CaptureWatch(AcceptanceSite site) : IProgress<SnapshotProgress>
    {
        public void Report(SnapshotProgress value)
        {
            if (value.Kind == SnapshotProgressKind.Captured)
                site.Captured = value.Elapsed;
        }
    }
}
