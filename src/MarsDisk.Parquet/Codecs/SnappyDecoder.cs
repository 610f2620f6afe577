namespace MarsDisk.Parquet.Codecs;

/// <summary>Reads snappy's raw format. Nothing is read or written outside the spans, whatever the bytes say.</summary>
internal static class SnappyDecoder
{
    /// <summary>Fills the target exactly; returns null, or what is wrong.</summary>
    public static string? Decompress(ReadOnlySpan<byte> source, Span<byte> target)
    {
        if (!TryReadLength(ref source, out var length) || length != target.Length)
            return $"snappy data announce {length} bytes, the page header {target.Length}";

        var written = 0;
        while (!source.IsEmpty)
        {
            var tag = source[0];
            source = source[1..];
            var isWhole = (tag & 3) == 0
                ? TryCopyLiteral(tag >> 2, ref source, target, ref written)
                : TryCopyEarlier(tag, ref source, target, ref written);
            if (!isWhole)
                return $"snappy data are damaged after {written} of {target.Length} bytes";
        }
        return written == target.Length ? null : $"snappy data end after {written} of {target.Length} bytes";
    }

    private static bool TryReadLength(ref ReadOnlySpan<byte> source, out long length)
    {
        length = 0;
        for (var shift = 0; shift < 35 && !source.IsEmpty; shift += 7)
        {
            var part = source[0];
            source = source[1..];
            length |= (long)(part & 0x7F) << shift;
            if (part < 0x80)
                return true;
        }
        return false;
    }

    private static bool TryCopyLiteral(int stored, ref ReadOnlySpan<byte> source, Span<byte> target, ref int written)
    {
        long length = stored + 1;
        if (stored >= 60)
        {
            var bytes = stored - 59;
            if (source.Length < bytes)
                return false;
            length = 1;
            for (var i = 0; i < bytes; i++)
                length += (long)source[i] << (8 * i);
            source = source[bytes..];
        }
        if (length > source.Length || length > target.Length - written)
            return false;
        source[..(int)length].CopyTo(target[written..]);
        source = source[(int)length..];
        written += (int)length;
        return true;
    }

    private static bool TryCopyEarlier(byte tag, ref ReadOnlySpan<byte> source, Span<byte> target, ref int written)
    {
        var offsetBytes = (tag & 3) switch { 1 => 1, 2 => 2, _ => 4 };
        if (source.Length < offsetBytes)
            return false;
        var length = offsetBytes == 1 ? 4 + ((tag >> 2) & 7) : 1 + (tag >> 2);
        long offset = offsetBytes == 1 ? (tag >> 5) << 8 : 0;
        for (var i = 0; i < offsetBytes; i++)
            offset |= (long)source[i] << (8 * i);
        source = source[offsetBytes..];
        if (offset == 0 || offset > written || length > target.Length - written)
            return false;

        var from = written - (int)offset;
        if (offset >= length)
        {
            target.Slice(from, length).CopyTo(target[written..]);
        }
        else
        {
            // The copy runs into what it writes: a short pattern again and again.
            for (var i = 0; i < length; i++)
                target[written + i] = target[from + i];
        }
        written += length;
        return true;
    }
}
