using System.IO.Compression;

namespace MarsDisk.Snapshots.Container;

/// <summary>Body bytes of one frame to stored bytes and back. An uncompressed frame holds the body as it is, unfiltered.</summary>
internal static class FrameCodec
{
    private const int Quality = 1;
    private const int Window = 22;
    private const int WordBytes = 8;

    /// <summary>Compresses; 0 when it would not save at least 3 %.</summary>
    /// <param name="body">Body bytes.</param>
    /// <param name="scratch">At least as long as the body; used by the filter.</param>
    /// <param name="stored">Receives the compressed bytes.</param>
    /// <param name="filter">Filter of the container.</param>
    public static int Compress(ReadOnlySpan<byte> body, Span<byte> scratch, Span<byte> stored, SnapshotFilter filter)
    {
        if (filter == SnapshotFilter.Shuffle8)
        {
            Shuffle(body, scratch);
            body = scratch[..body.Length];
        }
        var limit = (int)(body.Length * 97L / 100);
        return BrotliEncoder.TryCompress(body, stored[..Math.Min(limit, stored.Length)], out var written, Quality, Window) ? written : 0;
    }

    /// <summary>Fills <paramref name="body"/> exactly; false when the stored bytes give more, less or nothing.</summary>
    public static bool TryDecompress(ReadOnlySpan<byte> stored, Span<byte> scratch, Span<byte> body, SnapshotFilter filter)
    {
        var target = filter == SnapshotFilter.Shuffle8 ? scratch[..body.Length] : body;
        if (!BrotliDecoder.TryDecompress(stored, target, out var written) || written != body.Length)
            return false;
        if (filter == SnapshotFilter.Shuffle8)
            Unshuffle(target, body);
        return true;
    }

    private static void Shuffle(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var words = source.Length / WordBytes;
        for (var i = 0; i < words; i++)
        {
            for (var k = 0; k < WordBytes; k++)
                target[(k * words) + i] = source[(i * WordBytes) + k];
        }
        source[(words * WordBytes)..].CopyTo(target[(words * WordBytes)..]);
    }

    private static void Unshuffle(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var words = source.Length / WordBytes;
        for (var i = 0; i < words; i++)
        {
            for (var k = 0; k < WordBytes; k++)
                target[(i * WordBytes) + k] = source[(k * words) + i];
        }
        source[(words * WordBytes)..].CopyTo(target[(words * WordBytes)..]);
    }
}
