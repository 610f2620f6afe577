using MarsDisk.Snapshots;
using MarsDisk.Snapshots.Acceptance.Bodies;

namespace MarsDisk.Benchmarks.Suites.Snapshots;

/// <summary>A store that takes so many bytes a second, and forgets them.</summary>
/// <param name="bytesPerSecond">Its speed.</param>
internal sealed class SlowBlobs(double bytesPerSecond) : IBlobStorageSnapshotAccessor
{
    private readonly Dictionary<string, BlobProperties> _known = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string ProviderName => "slow";

    /// <inheritdoc/>
    public BlobCapabilities Capabilities => BlobCapabilities.AtomicPublish;

    /// <inheritdoc/>
    public long MaxObjectBytes => long.MaxValue;

    /// <inheritdoc/>
    public async ValueTask<SnapshotOutcome<BlobPutReceipt>> PutAsync(BlobPutRequest request, Stream data, CancellationToken cancellation = default)
    {
        var piece = new byte[GeneratedSource.PieceBytes];
        var length = 0L;
        var begun = TimeProvider.System.GetTimestamp();
        while (await data.ReadAsync(piece, cancellation).ConfigureAwait(false) is var count and > 0)
        {
            length += count;
            var ahead = TimeSpan.FromSeconds(length / bytesPerSecond) - TimeProvider.System.GetElapsedTime(begun);
            if (ahead > TimeSpan.FromMilliseconds(10))
                await Task.Delay(ahead, cancellation).ConfigureAwait(false);
        }
        _known[request.Key] = new BlobProperties(
            request.Key, length, null, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, request.Metadata ?? new Dictionary<string, string>(StringComparer.Ordinal));
        return SnapshotOutcome.Ok(new BlobPutReceipt(request.Key, length, null, DateTimeOffset.UnixEpoch, AlreadyExisted: false));
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<BlobProperties>> ProbeAsync(string key, CancellationToken cancellation = default) =>
        ValueTask.FromResult(SnapshotOutcome.Ok(_known[key]));

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> DeleteAsync(string key, string? ifMatchETag = null, CancellationToken cancellation = default) =>
        ValueTask.FromResult(SnapshotOutcome.Ok(_known.Remove(key)));

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<Stream>> GetAsync(string key, long offset = 0, long? count = null, CancellationToken cancellation = default) =>
        ValueTask.FromResult(SnapshotOutcome.Ok(Stream.Null));

    /// <inheritdoc/>
    public IAsyncEnumerable<BlobProperties> ListAsync(string prefix, CancellationToken cancellation = default) =>
        _known.Values.ToList().ToAsyncEnumerable();

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<int>> AbortStaleUploadsAsync(string prefix, TimeSpan olderThan, CancellationToken cancellation = default) =>
        ValueTask.FromResult(SnapshotOutcome.Ok(0));

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> EnsureAsync(CancellationToken cancellation = default) => ValueTask.FromResult(SnapshotOutcome.Ok(true));
}
