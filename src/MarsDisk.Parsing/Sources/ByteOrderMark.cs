namespace MarsDisk.Parsing;

/// <summary>What the first bytes of a source say about its encoding.</summary>
/// <param name="IsDecided">Enough bytes are there.</param>
/// <param name="Length">Bytes of a UTF-8 mark.</param>
/// <param name="Foreign">Another encoding, by name.</param>
internal readonly record struct ByteOrderMark(bool IsDecided, int Length, string? Foreign)
{
    /// <summary>Bytes of the longest mark.</summary>
    public const int BytesMax = 4;

    // The longer of two marks with one beginning stands first.
    private static readonly (byte[] Bytes, string? Encoding)[] Known =
    [
        ([0xFF, 0xFE, 0x00, 0x00], "UTF-32LE"),
        ([0x00, 0x00, 0xFE, 0xFF], "UTF-32BE"),
        ([0xFF, 0xFE], "UTF-16LE"),
        ([0xFE, 0xFF], "UTF-16BE"),
        ([0xEF, 0xBB, 0xBF], null),
    ];

    /// <summary>Looks at the first bytes, at most four of them.</summary>
    public static ByteOrderMark Read(ReadOnlySpan<byte> first, bool isComplete)
    {
        foreach (var (mark, encoding) in Known)
        {
            if (first.StartsWith(mark))
                return new(true, encoding is null ? mark.Length : 0, encoding);
            if (!isComplete && first.Length < mark.Length && mark.AsSpan().StartsWith(first))
                return default;
        }

        return new(true, 0, null);
    }
}
