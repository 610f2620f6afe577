using System.Security.Cryptography;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.FileSystem.Disks;

namespace MarsDisk.Snapshots.FileSystem.Blobs;

/// <summary>A part in the directory of its final name, locked until it was published or given up.</summary>
internal sealed class BlobPart(StoreFolder folder, IPartFile part, string finalPath) : ILocalPart
{
    private bool _isPublished;

    public Stream Stream => part.Stream;

    public async ValueTask<SnapshotOutcome<BlobPutReceipt>> PublishAsync(
        BlobPutRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            return await PublishedAsync(request, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (cancellation.IsCancellationRequested)
        {
            return FileErrors.Cancelled<BlobPutReceipt>(SnapshotStage.Publish, error);
        }
        catch (Exception error) when (FileErrors.IsOfDisk(error))
        {
            return FileErrors.OfBlob<BlobPutReceipt>(SnapshotStage.Publish, error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            // Deleted while it is locked, so that no cleaner meets another file of this name.
            if (!_isPublished)
                folder.Disk.Delete(part.Path);
        }
        catch (Exception error) when (FileErrors.IsOfDisk(error))
        {
            // The cleaner finds it once the lock is free; a failed cleanup fails no snapshot (I9).
        }
        await part.Stream.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<SnapshotOutcome<BlobPutReceipt>> PublishedAsync(BlobPutRequest request, CancellationToken cancellation)
    {
        var directory = Path.GetDirectoryName(finalPath)!;
        var length = part.Stream.Length;
        if (request.Length is { } announced && announced != length)
        {
            return SnapshotOutcome.Failed<BlobPutReceipt>(
                SnapshotStatus.Fault, SnapshotStage.Publish, SnapshotCodes.BlobLength, $"The part has {length} bytes, announced were {announced}.");
        }
        if (!part.IsOnDeviceOf(directory))
        {
            return SnapshotOutcome.Failed<BlobPutReceipt>(
                SnapshotStatus.Fault, SnapshotStage.Publish, SnapshotCodes.BlobDevice, "Part and directory lie on different devices.");
        }
        cancellation.ThrowIfCancellationRequested();
        folder.SyncBytes(part);
        await HitAsync("publish.before", cancellation).ConfigureAwait(false);
        if (!folder.Disk.TryRename(part, Path.GetFileName(finalPath)))
            return await CompareAsync(request, length, cancellation).ConfigureAwait(false);

        _isPublished = true;
        await HitAsync("publish.after", CancellationToken.None).ConfigureAwait(false);
        return Synced(request, directory, length);
    }

    // A name that may not be durable is no published object: it is taken back.
    private SnapshotOutcome<BlobPutReceipt> Synced(BlobPutRequest request, string directory, long length)
    {
        try
        {
            folder.SyncNames(directory);
        }
        catch (Exception error) when (FileErrors.IsOfDisk(error))
        {
            folder.Disk.Delete(finalPath);
            return FileErrors.OfBlob<BlobPutReceipt>(SnapshotStage.Publish, error);
        }
        var entry = folder.Disk.Find(finalPath) ?? throw new FileNotFoundException("The published object is not there any more.", finalPath);
        return SnapshotOutcome.Ok(new BlobPutReceipt(request.Key, length, FileBlobStore.TagOf(entry), entry.LastWriteUtc, AlreadyExisted: false));
    }

    private async ValueTask<SnapshotOutcome<BlobPutReceipt>> CompareAsync(
        BlobPutRequest request, long length, CancellationToken cancellation)
    {
        part.Stream.Position = 0;
        var mine = request.Expected is { Algorithm: ChecksumAlgorithm.Sha256 } expected
            ? expected
            : SnapshotChecksum.Sha256(await SHA256.HashDataAsync(part.Stream, cancellation).ConfigureAwait(false));
        return await FileBlobStore.CompareAsync(folder, finalPath, request.Key, length, mine, cancellation).ConfigureAwait(false);
    }

    private ValueTask HitAsync(string failpoint, CancellationToken cancellation) =>
        folder.Options.Failpoints is { } failpoints ? failpoints.HitAsync(failpoint, cancellation) : ValueTask.CompletedTask;
}
