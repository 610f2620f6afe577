namespace MarsDisk.Snapshots;

/// <summary>A blob store on a local disk, which lets a snapshot be staged where it will lie: no second copy.</summary>
public interface IAdoptsLocalFiles
{
    /// <summary>Creates the hidden part file of a key, in the directory of its final name, held by a lock.</summary>
    ValueTask<SnapshotOutcome<ILocalPart>> CreatePartAsync(string key, Guid writeId, CancellationToken cancellation = default);
}

/// <summary>A part file. Disposing it removes it unless it was published.</summary>
public interface ILocalPart : IAsyncDisposable
{
    /// <summary>Takes the bytes, in order; can be read back and rewound.</summary>
    Stream Stream { get; }

    /// <summary>
    /// Syncs it and gives it its final name, never over another object. An object that is there with equal length and
    /// checksum is <see cref="SnapshotStatus.AlreadyDone"/>, with other content <see cref="SnapshotStatus.Conflict"/>.
    /// </summary>
    ValueTask<SnapshotOutcome<BlobPutReceipt>> PublishAsync(BlobPutRequest request, CancellationToken cancellation = default);
}
