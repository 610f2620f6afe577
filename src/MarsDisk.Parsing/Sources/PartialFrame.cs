using System.Buffers;

namespace MarsDisk.Parsing;

/// <summary>
/// The start of a frame whose end has not come, in one pooled array: the only bytes that a parse copies. Remembers how far it
/// was looked at, so that no byte is scanned twice.
/// </summary>
internal sealed class PartialFrame : IDisposable
{
    private const int FirstCapacity = 4096;

    private byte[] _bytes = [];

    /// <summary>Lines of the frame so far.</summary>
    public FrameProgress Progress;

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (Length + bytes.Length > _bytes.Length)
            Grow(Length + bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    public void Clear()
    {
        Length = 0;
        Progress = default;
    }

    public void Dispose()
    {
        Clear();
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private void Grow(int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, Math.Max(FirstCapacity, 2 * _bytes.Length)));
        Bytes.CopyTo(larger);
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
