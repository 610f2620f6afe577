using System.Security.Cryptography;

namespace MarsDisk.Parsing;

/// <summary>What a checkpoint must know of the bytes before it: their checksum and the last of them.</summary>
public sealed class PrefixTrack
{
    /// <summary>Bytes kept for the strong proof, at most.</summary>
    public const int TailBytesMax = 4096;

    private readonly byte[] _ring = new byte[TailBytesMax];
    private int _next;

    /// <summary>CRC-32C of all bytes so far.</summary>
    public uint Crc { get; private set; }

    /// <summary>Bytes so far.</summary>
    public long Length { get; private set; }

    /// <summary>Bytes that <see cref="CopyTail"/> writes.</summary>
    public int TailLength { get; private set; }

    /// <summary>Takes the next bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        Crc = Crc32C.Continue(Crc, bytes);
        Length += bytes.Length;
        TailLength = (int)Math.Min(TailBytesMax, (long)TailLength + bytes.Length);
        if (bytes.Length > TailBytesMax)
            bytes = bytes[^TailBytesMax..];

        var first = Math.Min(bytes.Length, TailBytesMax - _next);
        bytes[..first].CopyTo(_ring.AsSpan(_next));
        bytes[first..].CopyTo(_ring);
        _next = (_next + bytes.Length) % TailBytesMax;
    }

    /// <summary>Goes on behind a prefix that somebody else has read. Its last bytes are not known.</summary>
    public void Continue(uint crc, long length, ReadOnlySpan<byte> tail)
    {
        Crc = crc;
        Length = length;
        tail.CopyTo(_ring);
        TailLength = tail.Length;
        _next = tail.Length % TailBytesMax;
    }

    /// <summary>Whether the last bytes are those of a checkpoint; at least its <see cref="StreamCheckpoint.TailLength"/> were taken.</summary>
    public bool EndsAs(StreamCheckpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        Span<byte> tail = stackalloc byte[TailLength];
        CopyTail(tail);
        return SHA256.HashData(tail[^checkpoint.TailLength..]).AsSpan().SequenceEqual(checkpoint.TailSha256.AsSpan());
    }

    /// <summary>The last <see cref="TailLength"/> bytes in their order.</summary>
    public void CopyTail(Span<byte> destination)
    {
        var start = (_next - TailLength + TailBytesMax) % TailBytesMax;
        var first = Math.Min(TailLength, TailBytesMax - start);
        _ring.AsSpan(start, first).CopyTo(destination);
        _ring.AsSpan(0, TailLength - first).CopyTo(destination[first..]);
    }
}
