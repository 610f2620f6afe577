using System.Security.Cryptography;

namespace MarsDisk.Snapshots.Testing.Bodies;

/// <summary>Bytes that are computed while they are read, so that no test holds a long body. Every seed has its own.</summary>
/// <param name="length">Number of bytes.</param>
/// <param name="seed">Which bytes.</param>
public sealed class PatternStream(long length, int seed = 1) : Stream
{
    private long _position;

    /// <summary>Whether length and position may be used.</summary>
    public bool IsSeekable { get; init; } = true;

    /// <summary>Reading from this byte on throws.</summary>
    public long ThrowsAt { get; init; } = long.MaxValue;

    /// <summary>Called with the position before each read.</summary>
    public Action<long>? OnRead { get; init; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => IsSeekable;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => IsSeekable ? length : throw new NotSupportedException("The stream is not seekable.");

    /// <inheritdoc/>
    public override long Position
    {
        get => IsSeekable ? _position : throw new NotSupportedException("The stream is not seekable.");
        set => _position = IsSeekable ? value : throw new NotSupportedException("The stream is not seekable.");
    }

    /// <summary>SHA-256 of all bytes of a length and seed.</summary>
    public static SnapshotChecksum ChecksumOf(long length, int seed = 1)
    {
        using var stream = new PatternStream(length, seed);
        return SnapshotChecksum.Sha256(SHA256.HashData(stream));
    }

    /// <summary>All bytes of a short length.</summary>
    public static byte[] Bytes(int length, int seed = 1)
    {
        var bytes = new byte[length];
        Fill(bytes, 0, seed);
        return bytes;
    }

    /// <summary>Writes the bytes from an offset on.</summary>
    public static void Fill(Span<byte> target, long offset, int seed)
    {
        for (var index = 0; index < target.Length; index++)
        {
            var place = (ulong)(offset + index);
            var word = ((place >> 3) + ((ulong)seed << 40)) * 0x9E3779B97F4A7C15UL;
            word ^= word >> 29;
            target[index] = (byte)(word >> (int)((place & 7) * 8));
        }
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        OnRead?.Invoke(_position);
        if (_position >= ThrowsAt)
            throw new IOException("The source broke.");
        var count = (int)Math.Max(0, Math.Min(buffer.Length, Math.Min(length, ThrowsAt) - _position));
        Fill(buffer[..count], _position, seed);
        _position += count;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    /// <inheritdoc/>
    public override void Flush() { }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
