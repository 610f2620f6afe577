using System.IO.Compression;
using MarsDisk.Snapshots.Restoring;

namespace MarsDisk.Snapshots.Legacy;

/// <summary>Unpacks bodies that older programs wrote with gzip.</summary>
internal static class LegacyGzip
{
    private static ReadOnlySpan<byte> Magic => [0x1F, 0x8B];

    /// <summary>The unpacked body when it begins as gzip does, else the body as it is.</summary>
    public static async ValueTask<Stream> UnwrapAsync(Stream body, CancellationToken cancellation)
    {
        var start = new byte[2];
        var count = await body.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        var whole = new Prefixed(start.AsMemory(0, count), body);
        return start.AsSpan(0, count).SequenceEqual(Magic) ? new GZipStream(whole, CompressionMode.Decompress, leaveOpen: true) : whole;
    }

    /// <summary>Gives bytes that were read ahead back.</summary>
    private sealed class Prefixed(ReadOnlyMemory<byte> start, Stream rest) : ReadOnlyStream
    {
        private ReadOnlyMemory<byte> _start = start;

        public override int Read(Span<byte> buffer) => _start.IsEmpty ? rest.Read(buffer) : FromStart(buffer);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            _start.IsEmpty ? rest.ReadAsync(buffer, cancellationToken) : new ValueTask<int>(FromStart(buffer.Span));

        private int FromStart(Span<byte> buffer)
        {
            var count = Math.Min(buffer.Length, _start.Length);
            _start.Span[..count].CopyTo(buffer);
            _start = _start[count..];
            return count;
        }
    }
}
