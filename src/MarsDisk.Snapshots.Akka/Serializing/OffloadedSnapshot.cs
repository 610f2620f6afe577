namespace MarsDisk.Snapshots.Akka;

/// <summary>What an actor is offered with <c>offer = handle</c>: the metadata of its snapshot, and a body that it reads itself.</summary>
public sealed class OffloadedSnapshot
{
    private readonly SnapshotStoreCore _core;

    internal OffloadedSnapshot(SnapshotStoreCore core, SnapshotStateRecord record)
    {
        _core = core;
        Record = record;
    }

    /// <summary>The metadata.</summary>
    public SnapshotStateRecord Record { get; }

    /// <summary>Where the bytes are, how many, and of which type.</summary>
    public SnapshotPayloadHandle Handle => Record.Payload;

    /// <summary>
    /// Opens the body from its first byte. Its end is reported only after the whole was verified, and a damaged byte is never
    /// handed out. An open body counts among <c>max-concurrent-loads</c>: close it.
    /// </summary>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="SnapshotStoreException">It cannot be opened.</exception>
    public async Task<Stream> OpenBody(CancellationToken cancellation = default) =>
        (await _core.OpenAsync(Record, cancellation).ConfigureAwait(false)).Body;
}
