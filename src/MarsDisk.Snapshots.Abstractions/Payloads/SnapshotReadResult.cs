namespace MarsDisk.Snapshots;

/// <summary>A body that is being read.</summary>
/// <param name="handle">What is read.</param>
/// <param name="body">The body, decoded.</param>
/// <param name="reachedEnd">Whether footer and checksum were verified.</param>
public sealed class SnapshotReadResult(SnapshotPayloadHandle handle, Stream body, Func<bool> reachedEnd) : IAsyncDisposable
{
    /// <summary>What is read.</summary>
    public SnapshotPayloadHandle Handle { get; } = handle;

    /// <summary>
    /// The body, forward only. A frame is verified before its first byte is released, and the end of the stream is
    /// reported only after footer and checksum were verified: whoever reads to the end cannot miss a cut.
    /// Reading throws <see cref="SnapshotCorruptException"/>.
    /// </summary>
    public Stream Body { get; } = body;

    /// <summary>True only after footer and checksum of the whole were verified.</summary>
    public bool ReachedEnd => reachedEnd();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Body.DisposeAsync();
}
