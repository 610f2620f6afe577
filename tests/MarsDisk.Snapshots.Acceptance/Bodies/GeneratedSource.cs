using System.Runtime.InteropServices;

namespace MarsDisk.Snapshots.Acceptance.Bodies;

/// <summary>A body that is computed while it is written, so that nobody holds it. It does not compress.</summary>
/// <param name="length">Bytes, a multiple of eight.</param>
public sealed class GeneratedSource(long length) : ISnapshotSource
{
    /// <summary>Payload type of these bodies.</summary>
    public const string TypeName = "acceptance.generated";

    /// <summary>Bytes that are computed at a time; below the size of a large object.</summary>
    public const int PieceBytes = 64 * 1024;

    /// <inheritdoc/>
    public string ContentType => "application/octet-stream";

    /// <inheritdoc/>
    public string PayloadType => TypeName;

    /// <inheritdoc/>
    public int PayloadVersion => 1;

    /// <inheritdoc/>
    public SnapshotMutability Mutability => SnapshotMutability.Immutable;

    /// <inheritdoc/>
    public long? EstimatedBodyBytes => length;

    /// <summary>The bytes of a place of the body.</summary>
    /// <param name="target">Receives them; a multiple of eight bytes.</param>
    /// <param name="offset">Place of the first byte, a multiple of eight.</param>
    public static void Fill(Span<byte> target, long offset)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(target);
        var place = (ulong)offset >> 3;
        for (var i = 0; i < words.Length; i++)
        {
            var word = (place + (ulong)i + 1) * 0x9E3779B97F4A7C15UL;
            words[i] = word ^ (word >> 29);
        }
    }

    /// <inheritdoc/>
    public async ValueTask WriteBodyAsync(Stream body, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(body);
        var piece = new byte[PieceBytes];
        for (var offset = 0L; offset < length; offset += piece.Length)
        {
            var count = (int)Math.Min(piece.Length, length - offset);
            Fill(piece.AsSpan(0, count), offset);
            await body.WriteAsync(piece.AsMemory(0, count), cancellation).ConfigureAwait(false);
        }
    }
}
