using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace MarsDisk.Parsing;

/// <summary>
/// Whether frames of one segment are UTF-8. Most sources are ASCII, which is seen for thousands of bytes at once; only frames
/// of a block with other bytes are looked at one by one.
/// </summary>
internal ref struct TextCheck(ReadOnlySpan<byte> segment)
{
    private const int BlockBytes = 8192;

    private readonly ReadOnlySpan<byte> _segment = segment;
    private int _asciiEnd;
    private int _mixedEnd;

    /// <summary>Whether a frame of the segment is UTF-8.</summary>
    public bool IsText(int start, int end)
    {
        if (end <= _asciiEnd)
            return true;
        return start < _mixedEnd ? Utf8.IsValid(_segment[start..end]) : LookAtBlock(start, end);
    }

    /// <summary>Index of the first sequence that is not UTF-8.</summary>
    public static int FirstFault(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == OperationStatus.Done)
            at += length;
        return at;
    }

    private bool LookAtBlock(int start, int end)
    {
        var blockEnd = Math.Max(end, Math.Min(_segment.Length, start + BlockBytes));
        if (Ascii.IsValid(_segment[start..blockEnd]))
        {
            _asciiEnd = blockEnd;
            return true;
        }

        _mixedEnd = blockEnd;
        return Utf8.IsValid(_segment[start..end]);
    }
}
