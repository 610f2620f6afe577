using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace MarsDisk.Snapshots.Container;

/// <summary>Constants and checksum of the container format (<c>docs/formats/container-v1.md</c>).</summary>
internal static class ContainerFormat
{
    public const ushort Version = 1;
    public const ushort FramesAreIndependent = 1;
    public const int PrefixBytes = 16;
    public const int HeaderBytesMin = 2;
    public const int HeaderBytesMax = 64 * 1024;
    public const int FrameBytesMin = 4 * 1024;
    public const int FrameBytesMax = 16 * 1024 * 1024;
    public const int FramePrefixBytes = 16;
    public const int FooterBytes = 64;
    public const uint CompressedBit = 1u << 31;

    public static readonly UTF8Encoding StrictText = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static ReadOnlySpan<byte> Magic => "MDSNAP01"u8;

    public static ReadOnlySpan<byte> FooterMagic => "MDSNAPFN"u8;

    public static int StoredBytesMax(int frameBytes) => frameBytes + (frameBytes / 8) + 1024;

    /// <summary>CRC-32C over 8-byte words, then the tail, with initial and final complement.</summary>
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
