using MarsDisk.Snapshots.Container;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Staging;
using MarsDisk.Snapshots.Transfer;

namespace MarsDisk.Snapshots.Pipeline;

/// <summary>What every persist and restore of one configuration shares.</summary>
public sealed class SnapshotServices : IDisposable
{
    private readonly Dictionary<string, IBlobStorageSnapshotAccessor> _blobs;

    /// <summary>Checks the options; makes nothing yet.</summary>
    /// <param name="options">How snapshots are written and kept.</param>
    /// <param name="host">Clock, threads, log.</param>
    /// <param name="states">Where records are.</param>
    /// <param name="blobs">Where new blobs go; null: records are all there is, and longer bodies are refused.</param>
    /// <param name="olderBlobs">Further stores that records may refer to.</param>
    /// <exception cref="SnapshotOptionsException">The options cannot be used; one message lists every problem.</exception>
    public SnapshotServices(
        SnapshotIoOptions options,
        ISnapshotHost host,
        ISnapshotStateStore states,
        IBlobStorageSnapshotAccessor? blobs,
        params IReadOnlyList<IBlobStorageSnapshotAccessor> olderBlobs)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(states);
        ArgumentNullException.ThrowIfNull(olderBlobs);
        if (SnapshotOptionsCheck.Problems(options, host) is { Count: > 0 } problems)
            throw new SnapshotOptionsException(problems);
        Options = options;
        Mode = options.Mode;
        Host = host;
        States = states;
        Blobs = blobs;
        _blobs = olderBlobs.ToDictionary(store => store.ProviderName, StringComparer.Ordinal);
        if (blobs is not null)
            _blobs[blobs.ProviderName] = blobs;
        Temp = new SnapshotTempSpace(options.Temp, host);
        Health = new SnapshotHealth(host.Time);
        RestoreSlots = new SemaphoreSlim(options.Restore.MaxConcurrentRestores);
        Buffers = FrameBuffers.Of(options.FrameBytes);
        StageBuffers = new BlockBuffers(options.MemoryStageBytes, options.Temp.MaxConcurrentFiles);
        Intents = options.IntentDirectory is { } directory ? new IntentLog(directory) : null;
    }

    private SnapshotServices(SnapshotServices before, SnapshotIoOptions options)
    {
        Options = options;
        Mode = options.Mode;
        Host = before.Host;
        States = before.States;
        Blobs = before.Blobs;
        _blobs = before._blobs;
        Temp = before.Temp;
        Health = before.Health;
        RestoreSlots = before.RestoreSlots;
        Restores = before.Restores;
        Buffers = FrameBuffers.Of(options.FrameBytes);
        StageBuffers = options.MemoryStageBytes == before.Options.MemoryStageBytes
            ? before.StageBuffers
            : new BlockBuffers(options.MemoryStageBytes, options.Temp.MaxConcurrentFiles);
        Intents = before.Intents;
        RequestCollection = before.RequestCollection;
    }

    /// <summary>How snapshots are written and kept.</summary>
    public SnapshotIoOptions Options { get; }

    /// <summary>How the next snapshot is taken; one that runs finishes as it began.</summary>
    public SnapshotMode Mode { get; set; }

    /// <summary>Clock, threads, log.</summary>
    public ISnapshotHost Host { get; }

    /// <summary>Where records are.</summary>
    public ISnapshotStateStore States { get; }

    /// <summary>Where new blobs go; null: nowhere.</summary>
    public IBlobStorageSnapshotAccessor? Blobs { get; }

    /// <summary>Scratch files.</summary>
    public SnapshotTempSpace Temp { get; }

    /// <summary>How persisting goes.</summary>
    public SnapshotHealth Health { get; }

    /// <summary>Every store that records may refer to.</summary>
    public IReadOnlyCollection<IBlobStorageSnapshotAccessor> AllBlobs => _blobs.Values;

    internal FrameBuffers Buffers { get; }

    internal BlockBuffers StageBuffers { get; }

    internal IntentLog? Intents { get; }

    internal OpenRestores Restores { get; private init; } = new();

    /// <summary>Asks for one collection in the background (<see cref="SnapshotIoOptions.CompactAfterBytes"/>).</summary>
    internal Action RequestCollection { get; init; } = static () => GC.Collect(GC.MaxGeneration, GCCollectionMode.Optimized, blocking: false);

    internal SemaphoreSlim RestoreSlots { get; }

    /// <summary>
    /// The same stores and scratch with other options: whatever runs keeps those it began with. Scratch, restores at once and
    /// intents stay as they are. Only one of all these is disposed.
    /// </summary>
    /// <param name="options">Options for what begins from now on.</param>
    /// <exception cref="SnapshotOptionsException">The options cannot be used.</exception>
    public SnapshotServices With(SnapshotIoOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var changed = options with
        {
            Temp = Options.Temp,
            IntentDirectory = Options.IntentDirectory,
            Restore = options.Restore with { MaxConcurrentRestores = Options.Restore.MaxConcurrentRestores },
        };
        return SnapshotOptionsCheck.Problems(changed, Host) is { Count: > 0 } problems
            ? throw new SnapshotOptionsException(problems)
            : new SnapshotServices(this, changed);
    }

    /// <summary>The store of that name; null when it is not configured.</summary>
    public IBlobStorageSnapshotAccessor? BlobsOf(string provider) => _blobs.GetValueOrDefault(provider);

    /// <inheritdoc/>
    public void Dispose()
    {
        Temp.Dispose();
        RestoreSlots.Dispose();
    }

    internal async ValueTask HitAsync(string failpoint, CancellationToken cancellation)
    {
        if (Host.Failpoints is { } failpoints)
            await failpoints.HitAsync(failpoint, cancellation).ConfigureAwait(false);
    }
}
