using System.Security.Cryptography;

namespace MarsDisk.Snapshots.InMemory;

/// <summary>Bytes in pieces of 64 KiB: never one array, however long they are.</summary>
internal sealed class SegmentedBytes
{
    private const int SegmentBytes = 64 * 1024;

    private readonly List<byte[]> _segments = [];

    public long Length { get; private set; }

    public SnapshotChecksum Checksum { get; private set; }

    /// <summary>Reads a stream to its end, or to one byte more than is wanted.</summary>
    public static async ValueTask<SegmentedBytes> ReadAsync(Stream data, long lengthMax, CancellationToken cancellation)
    {
        var bytes = new SegmentedBytes();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        int read;
        do
        {
            var segment = new byte[SegmentBytes];
            read = await data.ReadAtLeastAsync(segment, segment.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
            hash.AppendData(segment, 0, read);
            bytes._segments.Add(segment);
            bytes.Length += read;
        }
        while (read == SegmentBytes && bytes.Length <= lengthMax);
        bytes.Checksum = SnapshotChecksum.Sha256(hash.GetHashAndReset());
        return bytes;
    }

    public Stream Open(long offset, long count) => new Reader(this, offset, count);

    private int Copy(long offset, Span<byte> target)
    {
        var within = (int)(offset % SegmentBytes);
        var part = _segments[(int)(offset / SegmentBytes)].AsSpan(within);
        part = part[..Math.Min(part.Length, target.Length)];
        part.CopyTo(target);
        return part.Length;
    }

    private sealed class Reader(SegmentedBytes bytes, long begin, long count) : Stream
    {
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => count;

        public override long Position
        {
            get => _position;
            set
            {
                ArgumentOutOfRangeException.ThrowIfNegative(value);
                _position = value;
            }
        }

        public override int Read(Span<byte> buffer)
        {
            var left = Math.Max(0, count - _position);
            var want = (int)Math.Min(left, buffer.Length);
            if (want == 0)
                return 0;
            var read = bytes.Copy(begin + _position, buffer[..want]);
            _position += read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            cancellationToken.IsCancellationRequested
                ? ValueTask.FromCanceled<int>(cancellationToken)
                : ValueTask.FromResult(Read(buffer.Span));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => _position + offset,
            _ => count + offset,
        };

        public override void Flush() { }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
