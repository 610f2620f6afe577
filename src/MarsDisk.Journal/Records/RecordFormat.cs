using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using MarsDisk.Journal.Events;

namespace MarsDisk.Journal.Records;

/// <summary>Bytes of the header and of one record (<c>docs/formats/journal.md</c>). Little-endian throughout.</summary>
public static class RecordFormat
{
    /// <summary>Bytes of the file header.</summary>
    public const int HeaderBytes = 16;

    /// <summary>Format version that this program writes and reads.</summary>
    public const uint Version = 1;

    /// <summary>Longest record; a longer one is refused when written and bad when read.</summary>
    public const int RecordBytesMax = 64 * 1024;

    internal const int PrefixBytes = 8;          // length and checksum
    internal const int LengthMin = 9;            // sequence and manifest length

    private const int ManifestBytesMax = byte.MaxValue;

    internal static ReadOnlySpan<byte> Magic => "MDJL"u8;

    /// <summary>Header of a new journal.</summary>
    public static byte[] Header(ContentHash fingerprint)
    {
        Span<byte> hash = stackalloc byte[ContentHash.Length];
        fingerprint.CopyTo(hash);

        var header = new byte[HeaderBytes];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), Version);
        hash[..8].CopyTo(header.AsSpan(8));
        return header;
    }

    /// <summary>One whole record.</summary>
    /// <exception cref="ArgumentException">The manifest is longer than 255 bytes or the record than <see cref="RecordBytesMax"/>.</exception>
    public static byte[] Encode(long sequence, string manifest, ReadOnlySpan<byte> payload)
    {
        var manifestBytes = Encoding.UTF8.GetByteCount(manifest);
        if (manifestBytes is 0 or > ManifestBytesMax)
            throw new ArgumentException($"A manifest has 1 to {ManifestBytesMax} bytes, found {manifestBytes}.", nameof(manifest));
        var length = LengthMin + manifestBytes + payload.Length;
        if (PrefixBytes + length > RecordBytesMax)
            throw new ArgumentException($"A record has at most {RecordBytesMax} bytes, found {PrefixBytes + length}.", nameof(payload));

        var record = new byte[PrefixBytes + length];
        BinaryPrimitives.WriteUInt32LittleEndian(record, (uint)length);
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(8), sequence);
        record[16] = (byte)manifestBytes;
        Encoding.UTF8.GetBytes(manifest, record.AsSpan(17));
        payload.CopyTo(record.AsSpan(17 + manifestBytes));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(4), Checksum(record.AsSpan(PrefixBytes)));
        return record;
    }

    /// <summary>CRC-32C (Castagnoli) with the usual complement before and after.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
            crc = BitOperations.Crc32C(crc, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));
        foreach (var tail in bytes[(words.Length * sizeof(ulong))..])
            crc = BitOperations.Crc32C(crc, tail);
        return ~crc;
    }
}
