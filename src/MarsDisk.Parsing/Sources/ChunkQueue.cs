using System.Buffers;

namespace MarsDisk.Parsing;

/// <summary>
/// Received bytes that are not parsed yet, in segments as they came. Bounded by the demand of the parse, which asks for more
/// only when no complete frame is left, and by <see cref="ParseLimits.MaxBufferedBytes"/>.
/// </summary>
internal sealed class ChunkQueue
{
    private readonly Queue<Segment> _later = new();
    private Segment _head;
    private int _passed;

    /// <summary>Bytes in the queue.</summary>
    public long Length { get; private set; }

    /// <summary>The rest of the first segment; empty only if the queue is.</summary>
    public ReadOnlySpan<byte> Head => _head.Bytes.Span[_passed..];

    /// <summary>Adds bytes by reference: they stay unchanged until they are passed.</summary>
    public void Append(in ReadOnlySequence<byte> bytes)
    {
        if (bytes.IsSingleSegment)
        {
            Append(new Segment(bytes.First, null));
            return;
        }

        foreach (var segment in bytes)
            Append(new Segment(segment, null));
    }

    /// <summary>Passes bytes of the first segment.</summary>
    public void Advance(int count)
    {
        _passed += count;
        Length -= count;
        if (_passed < _head.Bytes.Length)
            return;
        GiveBack(_head);
        _head = _later.Count > 0 ? _later.Dequeue() : default;
        _passed = 0;
    }

    /// <summary>Replaces references to the memory of a caller by copies, because the caller takes it back.</summary>
    public void Own()
    {
        if (Length == 0)
            return;
        var old = _later.ToArray();
        var head = _head;
        var rest = head.Bytes[_passed..];
        _later.Clear();
        (_head, _passed, Length) = (default, 0, 0);

        Append(head.Rented is null ? Copy(rest) : head with { Bytes = rest });
        foreach (var segment in old)
            Append(segment.Rented is null ? Copy(segment.Bytes) : segment);
    }

    public void Clear()
    {
        while (Length > 0)
            Advance(_head.Bytes.Length - _passed);
    }

    /// <summary>Copies from the start of the queue; the destination is at most as long as the queue.</summary>
    public void CopyTo(Span<byte> destination)
    {
        var head = Head[..Math.Min(Head.Length, destination.Length)];
        head.CopyTo(destination);
        destination = destination[head.Length..];
        foreach (var segment in _later)
        {
            var part = segment.Bytes.Span[..Math.Min(segment.Bytes.Length, destination.Length)];
            part.CopyTo(destination);
            destination = destination[part.Length..];
        }
    }

    private static Segment Copy(ReadOnlyMemory<byte> bytes)
    {
        var rented = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(rented);
        return new(rented.AsMemory(0, bytes.Length), rented);
    }

    private static void GiveBack(in Segment segment)
    {
        if (segment.Rented is { } rented)
            ArrayPool<byte>.Shared.Return(rented);
    }

    private void Append(in Segment segment)
    {
        if (segment.Bytes.IsEmpty)
            return;
        if (Length == 0)
            _head = segment;
        else
            _later.Enqueue(segment);
        Length += segment.Bytes.Length;
    }

    private readonly record struct Segment(ReadOnlyMemory<byte> Bytes, byte[]? Rented);
}
