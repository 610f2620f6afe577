using System.Security.Cryptography;
using MarsDisk.Snapshots.Diagnostics;

namespace MarsDisk.Snapshots.Transfer;

/// <summary>The border of a store that is reached over a network.</summary>
internal static class BlobCall
{
    /// <summary>Makes failures outcomes.</summary>
    /// <param name="stage">The step, for the error.</param>
    /// <param name="call">The operation.</param>
    /// <param name="cancellation">The caller's token.</param>
    public static async ValueTask<SnapshotOutcome<T>> RunAsync<T>(
        SnapshotStage stage, Func<Task<SnapshotOutcome<T>>> call, CancellationToken cancellation)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (BlobFailure failure)
        {
            return SnapshotOutcome.Failed<T>(failure.Status, failure.Error);
        }
        catch (OperationCanceledException error) when (cancellation.IsCancellationRequested)
        {
            return SnapshotOutcome.Failed<T>(
                SnapshotStatus.Cancelled, stage, SnapshotCodes.Cancelled, "Cancelled before it was done.", cause: error);
        }
    }

    /// <summary>
    /// Makes the place of all objects. An account that may not make one uses one that is there: whether it is, is seen by
    /// listing it.
    /// </summary>
    /// <param name="make">Makes it.</param>
    /// <param name="isThere">Whether a failure says that it is there already.</param>
    /// <param name="list">Lists it.</param>
    /// <param name="cancellation">The caller's token.</param>
    /// <returns>Whether it was made now.</returns>
    public static ValueTask<SnapshotOutcome<bool>> EnsureAsync(
        Func<Task> make, Func<BlobFailure, bool> isThere, Func<Task> list, CancellationToken cancellation) => RunAsync(
        SnapshotStage.Admit,
        async () =>
        {
            try
            {
                await make().ConfigureAwait(false);
                return SnapshotOutcome.Ok(true);
            }
            catch (BlobFailure failure) when (isThere(failure))
            {
                return SnapshotOutcome.Ok(false);
            }
            catch (BlobFailure failure) when (failure.Error.Code == SnapshotCodes.BlobDenied)
            {
                await list().ConfigureAwait(false);
                return SnapshotOutcome.Ok(false);
            }
        },
        cancellation);

    /// <summary>One page of a list.</summary>
    /// <param name="page">Asks for it.</param>
    /// <exception cref="IOException">It cannot be had.</exception>
    public static async Task<T> ListedAsync<T>(Func<Task<T>> page)
    {
        try
        {
            return await page().ConfigureAwait(false);
        }
        catch (BlobFailure failure)
        {
            throw new IOException(failure.Error.Message, failure);
        }
    }

    /// <summary>The object is longer than the store takes.</summary>
    public static SnapshotOutcome<BlobPutReceipt> TooLarge(long length, long most) => SnapshotOutcome.Failed<BlobPutReceipt>(
        SnapshotStatus.TooLarge, SnapshotStage.Place, SnapshotCodes.BlobTooLarge, $"{length} bytes are more than the {most} that the store takes.");

    /// <summary>The object has another version tag.</summary>
    public static SnapshotOutcome<bool> Changed() => SnapshotOutcome.Failed<bool>(
        SnapshotStatus.Conflict, SnapshotStage.Cleanup, SnapshotCodes.BlobChanged, "The object has another version tag.");

    /// <summary>What it means that a key was taken: the same write, or another one.</summary>
    /// <param name="store">The store.</param>
    /// <param name="key">The key.</param>
    /// <param name="length">Bytes that were to be put.</param>
    /// <param name="checksum">Their checksum.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<SnapshotOutcome<BlobPutReceipt>> CompareAsync(
        IBlobStorageSnapshotAccessor store, string key, long length, SnapshotChecksum checksum, CancellationToken cancellation)
    {
        var probe = await store.ProbeAsync(key, cancellation).ConfigureAwait(false);
        if (probe.Status == SnapshotStatus.NotFound)
            throw BlobFailure.Unreachable(SnapshotStage.Publish, $"{key} was there and is not there any more.");
        if (!probe.TryGet(out var found))
            return probe.As<BlobPutReceipt>();
        var isSame = found.Length == length && (found.Metadata.TryGetValue(BlobMetadata.Sha256, out var hex)
            ? string.Equals(hex, checksum.Hex, StringComparison.OrdinalIgnoreCase)
            : await ChecksumAsync(store, key, cancellation).ConfigureAwait(false) == checksum);
        return isSame
            ? SnapshotOutcome.AlreadyDone(new BlobPutReceipt(key, length, found.ETag, found.LastModifiedUtc, AlreadyExisted: true))
            : SnapshotOutcome.Failed<BlobPutReceipt>(
                SnapshotStatus.Conflict, SnapshotStage.Publish, SnapshotCodes.BlobExists, $"{key} holds other content.");
    }

    /// <summary>Metadata of an object: what the caller gave, the write id and the checksum when it is known.</summary>
    public static Dictionary<string, string> MetadataOf(BlobPutRequest request, SnapshotChecksum? checksum)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in request.Metadata ?? Enumerable.Empty<KeyValuePair<string, string>>())
            metadata[name] = value;
        metadata[BlobMetadata.WriteId] = request.WriteId.ToString("N");
        if (checksum is { } known)
            metadata[BlobMetadata.Sha256] = known.Hex;
        return metadata;
    }

    private static async Task<SnapshotChecksum> ChecksumAsync(IBlobStorageSnapshotAccessor store, string key, CancellationToken cancellation)
    {
        var got = await store.GetAsync(key, cancellation: cancellation).ConfigureAwait(false);
        if (!got.TryGet(out var stream))
            throw new BlobFailure(got.Status, got.Error!);
        await using (stream.ConfigureAwait(false))
        {
            try
            {
                return SnapshotChecksum.Sha256(await SHA256.HashDataAsync(stream, cancellation).ConfigureAwait(false));
            }
            catch (IOException error)
            {
                throw BlobFailure.Unreachable(SnapshotStage.Publish, $"{key} cannot be read: {error.Message}", error);
            }
        }
    }
}
