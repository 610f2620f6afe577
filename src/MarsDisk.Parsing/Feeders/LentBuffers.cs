using System.Buffers;

namespace MarsDisk.Parsing;

/// <summary>
/// Pooled memory that was handed out and is not given back yet. Bounded by the demand of the parse: it releases what it has
/// parsed before it asks for more.
/// </summary>
internal sealed class LentBuffers
{
    private const int FreeBytesMin = 1024;

    private readonly Queue<(byte[] Bytes, long End)> _full = new();
    private byte[] _current = [];
    private int _used;

    /// <summary>Source offset behind the last byte handed out.</summary>
    public long End { get; private set; }

    /// <summary>Room for the next bytes. What was handed out before stays as it is.</summary>
    public Memory<byte> Room(int bytes)
    {
        if (_current.Length - _used < Math.Min(bytes, FreeBytesMin))
        {
            if (_used > 0)
                _full.Enqueue((_current, End));
            _current = ArrayPool<byte>.Shared.Rent(bytes);
            _used = 0;
        }

        return _current.AsMemory(_used, Math.Min(bytes, _current.Length - _used));
    }

    /// <summary>Hands out the first bytes of the room.</summary>
    public ReadOnlyMemory<byte> Lend(int bytes)
    {
        var lent = _current.AsMemory(_used, bytes);
        _used += bytes;
        End += bytes;
        return lent;
    }

    /// <summary>Nobody needs bytes before an offset.</summary>
    public void Release(long throughOffset)
    {
        while (_full.TryPeek(out var oldest) && oldest.End <= throughOffset)
            ArrayPool<byte>.Shared.Return(_full.Dequeue().Bytes);
    }

    /// <summary>
    /// Goes to an offset. What was handed out may still be looked at, so it is left to the garbage collector.
    /// </summary>
    public void MoveTo(long offset)
    {
        _full.Clear();
        _current = [];
        _used = 0;
        End = offset;
    }
}
