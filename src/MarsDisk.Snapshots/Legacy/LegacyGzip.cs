using System.IO.Compression;

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
    private sealed class Prefixed(ReadOnlyMemory<byte> start, Stream rest) : Stream
    {
        private ReadOnlyMemory<byte> _start = start;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer) => _start.IsEmpty ? rest.Read(buffer) : FromStart(buffer);

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            _start.IsEmpty ? rest.ReadAsync(buffer, cancellationToken) : new ValueTask<int>(FromStart(buffer.Span));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private int FromStart(Span<byte> buffer)
        {
            var count = Math.Min(buffer.Length, _start.Length);
            _start.Span[..count].CopyTo(buffer);
            _start = _start[count..];
            return count;
        }
    }
}
