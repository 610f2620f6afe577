namespace MarsDisk.Parquet.Encodings;

/// <summary>Numbers of a fixed width in bits, lowest bits first.</summary>
internal static class BitPacking
{
    /// <summary>Packs whole groups of eight numbers.</summary>
    public static void Pack(ReadOnlySpan<uint> values, int bitWidth, Span<byte> packed)
    {
        ulong pending = 0;
        var pendingBits = 0;
        var position = 0;
        foreach (var value in values)
        {
            pending |= (ulong)value << pendingBits;
            for (pendingBits += bitWidth; pendingBits >= 8; pendingBits -= 8)
            {
                packed[position++] = (byte)pending;
                pending >>= 8;
            }
        }
    }

    /// <summary>Unpacks numbers that begin at a whole byte.</summary>
    public static void Unpack(ReadOnlySpan<byte> packed, int bitWidth, Span<int> values)
    {
        var mask = bitWidth == 32 ? uint.MaxValue : (1U << bitWidth) - 1;
        ulong pending = 0;
        var pendingBits = 0;
        var position = 0;
        foreach (ref var value in values)
        {
            for (; pendingBits < bitWidth; pendingBits += 8)
                pending |= (ulong)packed[position++] << pendingBits;
            value = (int)((uint)pending & mask);
            pending >>= bitWidth;
            pendingBits -= bitWidth;
        }
    }

    /// <summary>Packs truth values of 0 and 1 into bits; the last byte is filled with zeros.</summary>
    public static void PackTruth(ReadOnlySpan<byte> truth, Span<byte> packed)
    {
        var whole = truth.Length / 8;
        for (var i = 0; i < whole; i++)
        {
            // The product moves the lowest bit of each byte into the highest byte.
            var eight = BitConverter.ToUInt64(truth[(i * 8)..]);
            packed[i] = (byte)((eight * 0x0102_0408_1020_4080UL) >> 56);
        }
        if (truth.Length % 8 == 0)
            return;
        packed[whole] = 0;
        for (var i = whole * 8; i < truth.Length; i++)
            packed[whole] |= (byte)(truth[i] << (i % 8));
    }
}
