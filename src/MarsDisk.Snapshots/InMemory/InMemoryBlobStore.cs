using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using MarsDisk.Snapshots.Diagnostics;

namespace MarsDisk.Snapshots.InMemory;

/// <summary>Objects in memory, for tests and for hosts without a disk. They become visible by one entry of a dictionary.</summary>
/// <param name="clock">The store's clock.</param>
/// <param name="prefix">In front of every key; empty, or without a slash at its end.</param>
public sealed class InMemoryBlobStore(TimeProvider clock, string prefix = "") : IBlobStorageSnapshotAccessor
{
    private readonly string _prefix = prefix.Length == 0 ? "" : prefix + "/";
    private readonly ConcurrentDictionary<string, Blob> _blobs = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string ProviderName => "inmemory";

    /// <inheritdoc/>
    public BlobCapabilities Capabilities =>
        BlobCapabilities.ConditionalCreate | BlobCapabilities.AtomicPublish | BlobCapabilities.List
        | BlobCapabilities.ServerChecksum | BlobCapabilities.RangeRead;

    /// <inheritdoc/>
    public long MaxObjectBytes { get; init; } = long.MaxValue;

    /// <summary>Names of all objects, the prefix included.</summary>
    public IReadOnlyCollection<string> Names => [.. _blobs.Keys];

    /// <inheritdoc/>
    public async ValueTask<SnapshotOutcome<BlobPutReceipt>> PutAsync(
        BlobPutRequest request, Stream data, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(data);
        SnapshotKeys.RequireSafe(request.Key);
        try
        {
            var bytes = await SegmentedBytes.ReadAsync(data, request.Length ?? MaxObjectBytes, cancellation).ConfigureAwait(false);
            return Publish(request, bytes);
        }
        catch (OperationCanceledException error) when (cancellation.IsCancellationRequested)
        {
            return Failed<BlobPutReceipt>(SnapshotStatus.Cancelled, SnapshotCodes.Cancelled, "Cancelled before it was published.", error);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            return Failed<BlobPutReceipt>(SnapshotStatus.Fault, SnapshotCodes.BlobSource, $"The data cannot be read: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<Stream>> GetAsync(
        string key, long offset = 0, long? count = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(count ?? 0, nameof(count));
        if (!TryFind(key, out var blob))
            return ValueTask.FromResult(Absent<Stream>(key, SnapshotStage.Open));
        if (offset > blob.Bytes.Length)
            return ValueTask.FromResult(OutOfRange(key, offset, blob.Bytes.Length));
        return ValueTask.FromResult(SnapshotOutcome.Ok(
            blob.Bytes.Open(offset, Math.Min(count ?? long.MaxValue, blob.Bytes.Length - offset))));
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<BlobProperties>> ProbeAsync(string key, CancellationToken cancellation = default) =>
        ValueTask.FromResult(TryFind(key, out var blob)
            ? SnapshotOutcome.Ok(PropertiesOf(key, blob))
            : Absent<BlobProperties>(key, SnapshotStage.Verify));

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> DeleteAsync(string key, string? ifMatchETag = null, CancellationToken cancellation = default)
    {
        if (!TryFind(key, out var blob))
            return ValueTask.FromResult(SnapshotOutcome.Ok(false));
        if (ifMatchETag is not null && ifMatchETag != blob.ETag)
        {
            return ValueTask.FromResult(SnapshotOutcome.Failed<bool>(
                SnapshotStatus.Conflict, SnapshotStage.Cleanup, SnapshotCodes.BlobChanged, "The object has another version tag."));
        }
        return ValueTask.FromResult(SnapshotOutcome.Ok(_blobs.TryRemove(KeyValuePair.Create(_prefix + key, blob))));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BlobProperties> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        foreach (var (name, blob) in _blobs.Where(entry => entry.Key.StartsWith(_prefix + prefix, StringComparison.Ordinal)))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return PropertiesOf(name[_prefix.Length..], blob);
        }
        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<int>> AbortStaleUploadsAsync(
        string prefix, TimeSpan olderThan, CancellationToken cancellation = default) => ValueTask.FromResult(SnapshotOutcome.Ok(0));

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> EnsureAsync(CancellationToken cancellation = default) =>
        ValueTask.FromResult(SnapshotOutcome.Ok(true));

    private SnapshotOutcome<BlobPutReceipt> Publish(BlobPutRequest request, SegmentedBytes bytes)
    {
        if (bytes.Length > MaxObjectBytes)
            return Failed<BlobPutReceipt>(SnapshotStatus.TooLarge, SnapshotCodes.BlobTooLarge, $"Objects of more than {MaxObjectBytes} bytes are not taken.");
        if (request.Length is { } length && length != bytes.Length)
            return Failed<BlobPutReceipt>(SnapshotStatus.Fault, SnapshotCodes.BlobLength, $"The data has another length than the announced {length} bytes.");
        if (request.Expected is { Algorithm: ChecksumAlgorithm.Sha256 } expected && expected != bytes.Checksum)
            return Failed<BlobPutReceipt>(SnapshotStatus.Fault, SnapshotCodes.BlobChecksum, "The data has another checksum than the announced one.");

        var metadata = new Dictionary<string, string>(request.Metadata ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal)
        {
            [BlobMetadata.WriteId] = request.WriteId.ToString("N"),
            [BlobMetadata.Sha256] = bytes.Checksum.Hex,
        };
        var fresh = new Blob(bytes, Guid.NewGuid().ToString("N"), clock.GetUtcNow(), metadata);
        var kept = _blobs.GetOrAdd(_prefix + request.Key, fresh);
        var receipt = new BlobPutReceipt(request.Key, kept.Bytes.Length, kept.ETag, kept.PublishedUtc, AlreadyExisted: kept != fresh);
        if (kept == fresh)
            return SnapshotOutcome.Ok(receipt);
        return kept.Bytes.Length == bytes.Length && kept.Bytes.Checksum == bytes.Checksum
            ? SnapshotOutcome.AlreadyDone(receipt)
            : Failed<BlobPutReceipt>(SnapshotStatus.Conflict, SnapshotCodes.BlobExists, $"{request.Key} holds other content.");
    }

    private bool TryFind(string key, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out Blob blob)
    {
        SnapshotKeys.RequireSafe(key);
        return _blobs.TryGetValue(_prefix + key, out blob);
    }

    private BlobProperties PropertiesOf(string key, Blob blob) =>
        new(key, blob.Bytes.Length, blob.ETag, blob.PublishedUtc, clock.GetUtcNow(), blob.Metadata);

    private static SnapshotOutcome<T> Absent<T>(string key, SnapshotStage stage) =>
        SnapshotOutcome.Failed<T>(SnapshotStatus.NotFound, stage, SnapshotCodes.BlobAbsent, $"There is no object {key}.");

    private static SnapshotOutcome<Stream> OutOfRange(string key, long offset, long length) => SnapshotOutcome.Failed<Stream>(
        SnapshotStatus.Fault, SnapshotStage.Open, SnapshotCodes.BlobRange, $"{key} has {length} bytes; byte {offset} was asked for.");

    private static SnapshotOutcome<T> Failed<T>(SnapshotStatus status, string code, string message, Exception? cause = null) =>
        SnapshotOutcome.Failed<T>(status, SnapshotStage.Place, code, message, cause: cause);

    private sealed record Blob(
        SegmentedBytes Bytes, string ETag, DateTimeOffset PublishedUtc, IReadOnlyDictionary<string, string> Metadata);
}
