namespace MarsDisk.Parquet.Encodings;

/// <summary>Reads runs and bit-packed groups (the format's RLE hybrid).</summary>
internal static class RunLengthReader
{
    private const int Group = 8;

    /// <summary>Fills the target; false when the bytes end too early or contradict themselves.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, int bitWidth, Span<int> target)
    {
        if (bitWidth is < 0 or > 32)
            return false;
        while (!target.IsEmpty)
        {
            if (!TryReadVarint(ref source, out var header))
                return false;
            var isRead = (header & 1) == 0
                ? TryReadRun(header >> 1, bitWidth, ref source, ref target)
                : TryReadGroups(header >> 1, bitWidth, ref source, ref target);
            if (!isRead)
                return false;
        }
        return true;
    }

    private static bool TryReadRun(uint length, int bitWidth, ref ReadOnlySpan<byte> source, ref Span<int> target)
    {
        var bytes = (bitWidth + 7) / 8;
        if (source.Length < bytes || length == 0)
            return false;
        var value = 0U;
        for (var i = 0; i < bytes; i++)
            value |= (uint)source[i] << (8 * i);
        source = source[bytes..];
        var count = (int)Math.Min(length, (uint)target.Length);
        target[..count].Fill((int)value);
        target = target[count..];
        return true;
    }

    // The last group may be cut short by a writer that stores only the bytes it needs.
    private static bool TryReadGroups(uint groups, int bitWidth, ref ReadOnlySpan<byte> source, ref Span<int> target)
    {
        var count = (int)Math.Min((ulong)groups * Group, (ulong)target.Length);
        var needed = ((long)count * bitWidth + 7) / 8;
        if (count == 0 || source.Length < needed)
            return false;
        BitPacking.Unpack(source, bitWidth, target[..count]);
        source = source[(int)Math.Min((ulong)source.Length, (ulong)groups * (uint)bitWidth)..];
        target = target[count..];
        return true;
    }

    private static bool TryReadVarint(ref ReadOnlySpan<byte> source, out uint value)
    {
        value = 0;
        for (var shift = 0; shift < 35 && !source.IsEmpty; shift += 7)
        {
            var part = source[0];
            source = source[1..];
            value |= (uint)(part & 0x7F) << shift;
            if (part < 0x80)
                return true;
        }
        return false;
    }
}
