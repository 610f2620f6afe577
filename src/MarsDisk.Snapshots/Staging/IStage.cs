namespace MarsDisk.Snapshots.Staging;

/// <summary>Where the bytes of one snapshot wait until they are whole. Disposing gives everything back.</summary>
internal interface IStage : IAsyncDisposable
{
    /// <summary>Bytes taken.</summary>
    long Length { get; }

    /// <summary>Bytes of scratch files among them.</summary>
    long ScratchBytes { get; }

    /// <summary>Takes the next bytes.</summary>
    /// <exception cref="StageException">There is no room for them.</exception>
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation);

    /// <summary>Gives the bytes back from the first one; closing the stream leaves the stage as it is.</summary>
    Stream OpenRead();
}
