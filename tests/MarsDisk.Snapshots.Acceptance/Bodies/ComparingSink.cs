namespace MarsDisk.Snapshots.Acceptance.Bodies;

/// <summary>Reads a generated body, compares each byte with what was generated, and keeps nothing.</summary>
public sealed class ComparingSink : ISnapshotSink<long>
{
    /// <inheritdoc/>
    public bool CanRead(string payloadType, int payloadVersion) => payloadType == GeneratedSource.TypeName;

    /// <inheritdoc/>
    public async ValueTask<long> ReadBodyAsync(Stream body, SnapshotPayloadHandle handle, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(body);
        var piece = new byte[GeneratedSource.PieceBytes];
        var expected = new byte[GeneratedSource.PieceBytes];
        long length = 0;
        while (await body.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false) is var count and > 0)
        {
            GeneratedSource.Fill(expected.AsSpan(0, count), length);
            if (!piece.AsSpan(0, count).SequenceEqual(expected.AsSpan(0, count)))
                throw new InvalidDataException($"The bytes from {length} on are not those that were saved.");
            length += count;
        }
        return length;
    }
}

/// <summary>Reads a body to its end and looks at nothing: what reading alone costs.</summary>
public sealed class DiscardingSink : ISnapshotSink<long>
{
    /// <inheritdoc/>
    public bool CanRead(string payloadType, int payloadVersion) => true;

    /// <inheritdoc/>
    public async ValueTask<long> ReadBodyAsync(Stream body, SnapshotPayloadHandle handle, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(body);
        var piece = new byte[GeneratedSource.PieceBytes];
        long length = 0;
        while (await body.ReadAsync(piece, cancellation).ConfigureAwait(false) is var count and > 0)
            length += count;
        return length;
    }
}
