namespace MarsDisk.Snapshots.Sources;

/// <summary>A file that never changes again; it may be written as often as it takes.</summary>
/// <param name="open">Opens the file from its first byte.</param>
/// <param name="length">Its length.</param>
/// <param name="payloadType">Logical type of its bytes.</param>
/// <param name="payloadVersion">Version of that type.</param>
/// <param name="contentType">Content type of its bytes.</param>
public sealed class FileSnapshotSource(
    Func<Stream> open, long length, string payloadType, int payloadVersion = 1, string contentType = "application/octet-stream") : ISnapshotSource
{
    private const int BlockBytes = 128 * 1024;

    /// <inheritdoc/>
    public string ContentType => contentType;

    /// <inheritdoc/>
    public string PayloadType => payloadType;

    /// <inheritdoc/>
    public int PayloadVersion => payloadVersion;

    /// <inheritdoc/>
    public SnapshotMutability Mutability => SnapshotMutability.Immutable;

    /// <inheritdoc/>
    public long? EstimatedBodyBytes => length;

    /// <inheritdoc/>
    public async ValueTask WriteBodyAsync(Stream body, CancellationToken cancellation)
    {
        var file = open();
        await using (file.ConfigureAwait(false))
            await file.CopyToAsync(body, BlockBytes, cancellation).ConfigureAwait(false);
    }
}
