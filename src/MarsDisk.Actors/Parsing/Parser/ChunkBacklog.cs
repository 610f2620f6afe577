using System.Buffers;

namespace MarsDisk.Actors.Parsing.Parser;

/// <summary>Chunks that came and were not given to the parse yet.</summary>
internal sealed class ChunkBacklog
{
    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> bytes, Segment? before)
        {
            Memory = bytes;
            RunningIndex = before is null ? 0 : before.RunningIndex + before.Memory.Length;
            if (before is not null)
                before.Next = this;
        }
    }

    private readonly List<ReadOnlyMemory<byte>> _chunks = [];

    /// <summary>Bytes that wait.</summary>
    public long Bytes { get; private set; }

    /// <summary>Puts a chunk behind the others.</summary>
    public void Add(ReadOnlyMemory<byte> chunk)
    {
        if (chunk.IsEmpty)
            return;
        _chunks.Add(chunk);
        Bytes += chunk.Length;
    }

    /// <summary>Gives all chunks out as one sequence.</summary>
    public ReadOnlySequence<byte> Take()
    {
        var sequence = Join();
        _chunks.Clear();
        Bytes = 0;
        return sequence;
    }

    private ReadOnlySequence<byte> Join()
    {
        if (_chunks.Count <= 1)
            return _chunks.Count == 0 ? ReadOnlySequence<byte>.Empty : new ReadOnlySequence<byte>(_chunks[0]);
        var first = new Segment(_chunks[0], null);
        var last = first;
        foreach (var chunk in _chunks.Skip(1))
            last = new Segment(chunk, last);
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }
}
