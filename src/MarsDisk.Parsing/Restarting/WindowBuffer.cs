using System.Buffers;

namespace MarsDisk.Parsing;

/// <summary>The bytes from the watermark on, in one piece.</summary>
internal sealed class WindowBuffer
{
    private byte[] _bytes = [];
    private int _start;
    private int _end;

    public int Length => _end - _start;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(_start, Length);

    /// <summary>Adds bytes, and gives back the copy that is kept.</summary>
    public ReadOnlySpan<byte> Append(in ReadOnlySequence<byte> more)
    {
        var count = checked((int)more.Length);
        MakeRoom(count);
        more.CopyTo(_bytes.AsSpan(_end));
        _end += count;
        return _bytes.AsSpan(_end - count, count);
    }

    /// <summary>The first bytes are not needed any more.</summary>
    public void Drop(int count) => _start += count;

    private void MakeRoom(int count)
    {
        if (_bytes.Length - _end >= count)
            return;

        // Moved only when at least half is free afterwards, so that each byte moves a bounded number of times.
        var length = Length;
        var target = length + count <= _bytes.Length / 2 ? _bytes : new byte[Math.Max(256, 2 * (length + count))];
        Bytes.CopyTo(target);
        (_bytes, _start, _end) = (target, 0, length);
    }
}
