using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MarsDisk.Parquet.Codecs;

/// <summary>
/// Snappy's raw format. The table of recent positions starts empty for every block of 64 KiB, so equal bytes give equal
/// bytes whatever was compressed before. Written with pointers: this loop is half of the cost of writing a table.
/// </summary>
internal sealed unsafe class SnappyEncoder : IDisposable
{
    private const int BlockBytes = 1 << 16;
    private const int TableBits = 14;
    private const int TableBitsMin = 8;
    private const int Margin = 15;    // bytes before the end of a block where no match is sought: loads stay inside

    private ushort* _table = (ushort*)NativeMemory.AlignedAlloc(sizeof(ushort) << TableBits, 64);

    /// <summary>The most bytes that compressing can yield: incompressible data grow by a sixth at worst.</summary>
    public static int LengthMax(int rawBytes) => checked(32 + rawBytes + rawBytes / 6);

    /// <summary>Compresses into a buffer of <see cref="LengthMax"/> bytes and returns the bytes used.</summary>
    public int Compress(ReadOnlySpan<byte> raw, Span<byte> compressed)
    {
        Debug.Assert(compressed.Length >= LengthMax(raw.Length), "The worst case does not fit.");
        fixed (byte* source = raw)
        fixed (byte* target = compressed)
        {
            var output = AppendLength(target, (uint)raw.Length);
            for (var start = 0; start < raw.Length; start += BlockBytes)
            {
                var length = Math.Min(BlockBytes, raw.Length - start);
                var bits = Math.Clamp(32 - BitOperations.LeadingZeroCount((uint)length - 1), TableBitsMin, TableBits);
                NativeMemory.Clear(_table, (nuint)sizeof(ushort) << bits);
                output = CompressBlock(source + start, length, output, _table, 32 - bits);
            }
            return (int)(output - target);
        }
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_table);
        _table = null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static byte* CompressBlock(byte* start, int length, byte* output, ushort* table, int shift)
    {
        var end = start + length;
        var limit = end - Margin;
        var literal = start;
        if (length < Margin)
            return AppendLiteral(output, literal, end);

        var input = start + 1;
        var nextHash = Hash(Load32(input), shift);
        while (true)
        {
            // The longer nothing matches, the wider the steps: incompressible planes pass quickly.
            var skip = 32U;
            var next = input;
            byte* candidate;
            do
            {
                input = next;
                var hash = nextHash;
                var step = skip >> 5;
                skip += step;
                next = input + step;
                if (next > limit)
                    return AppendLiteral(output, literal, end);
                nextHash = Hash(Load32(next), shift);
                candidate = start + table[hash];
                table[hash] = (ushort)(input - start);
            }
            while (Load32(input) != Load32(candidate));

            output = AppendNearLiteral(output, literal, input);
            do
            {
                var matched = 4 + MatchLength(candidate + 4, input + 4, end);
                output = AppendCopy(output, (uint)(input - candidate), (uint)matched);
                input += matched;
                literal = input;
                if (input >= limit)
                    return AppendLiteral(output, literal, end);
                var previous = Hash(Load32(input - 1), shift);
                table[previous] = (ushort)(input - start - 1);
                var current = Hash(Load32(input), shift);
                candidate = start + table[current];
                table[current] = (ushort)(input - start);
            }
            while (Load32(input) == Load32(candidate));

            input++;
            nextHash = Hash(Load32(input), shift);
        }
    }

    // Inside a block sixteen bytes may always be loaded from and stored at a short literal.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* AppendNearLiteral(byte* output, byte* from, byte* to)
    {
        var length = (uint)(to - from);
        if (length > 16)
            return AppendLiteral(output, from, to);
        if (length == 0)
            return output;
        *output++ = (byte)((length - 1) << 2);
        Unsafe.CopyBlockUnaligned(output, from, 16);
        return output + length;
    }

    private static byte* AppendLiteral(byte* output, byte* from, byte* to)
    {
        var length = (uint)(to - from);
        if (length == 0)
            return output;
        var stored = length - 1;
        if (stored < 60)
        {
            *output++ = (byte)(stored << 2);
        }
        else if (stored < 256)
        {
            *output++ = 60 << 2;
            *output++ = (byte)stored;
        }
        else
        {
            *output++ = 61 << 2;
            *output++ = (byte)stored;
            *output++ = (byte)(stored >> 8);
        }
        Unsafe.CopyBlockUnaligned(output, from, length);
        return output + length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* AppendCopy(byte* output, uint offset, uint length)
    {
        if (length < 12 && offset < 2048)
        {
            *output++ = (byte)(1 | ((length - 4) << 2) | ((offset >> 8) << 5));
            *output++ = (byte)offset;
            return output;
        }
        for (; length >= 68; length -= 64)
            output = AppendFarCopy(output, offset, 64);
        if (length > 64)
        {
            // Leaves at least four bytes for the last copy.
            output = AppendFarCopy(output, offset, 60);
            length -= 60;
        }
        return AppendFarCopy(output, offset, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* AppendFarCopy(byte* output, uint offset, uint length)
    {
        output[0] = (byte)(2 | ((length - 1) << 2));
        output[1] = (byte)offset;
        output[2] = (byte)(offset >> 8);
        return output + 3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int MatchLength(byte* earlier, byte* later, byte* end)
    {
        var start = later;
        for (; later <= end - 8; earlier += 8, later += 8)
        {
            var difference = Unsafe.ReadUnaligned<ulong>(earlier) ^ Unsafe.ReadUnaligned<ulong>(later);
            if (difference != 0)
                return (int)(later - start) + (BitOperations.TrailingZeroCount(difference) >> 3);
        }
        for (; later < end && *earlier == *later; earlier++)
            later++;
        return (int)(later - start);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Load32(byte* at) => Unsafe.ReadUnaligned<uint>(at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(uint bytes, int shift) => (bytes * 0x1E35_A7BDU) >> shift;

    private static byte* AppendLength(byte* output, uint length)
    {
        for (; length >= 0x80; length >>= 7)
            *output++ = (byte)(length | 0x80);
        *output++ = (byte)length;
        return output;
    }
}
