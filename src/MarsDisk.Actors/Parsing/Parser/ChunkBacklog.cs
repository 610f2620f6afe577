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

    private readonly Queue<ReadOnlyMemory<byte>> _chunks = new();
    private int _taken;

    /// <summary>Bytes that wait.</summary>
    public long Bytes { get; private set; }

    /// <summary>Puts a chunk behind the others.</summary>
    public void Add(ReadOnlyMemory<byte> chunk)
    {
        if (chunk.IsEmpty)
            return;
        _chunks.Enqueue(chunk);
        Bytes += chunk.Length;
    }

    /// <summary>Gives the first bytes out as one sequence, at most so many: what waits behind them is for another turn.</summary>
    public ReadOnlySequence<byte> Take(int bytesMax)
    {
        var taken = new List<ReadOnlyMemory<byte>>();
        for (var room = bytesMax; room > 0 && _chunks.TryPeek(out var chunk); room -= taken[^1].Length)
        {
            var rest = chunk[_taken..];
            taken.Add(rest[..Math.Min(rest.Length, room)]);
            _taken += taken[^1].Length;
            Bytes -= taken[^1].Length;
            if (_taken < chunk.Length)
                break;
            _chunks.Dequeue();
            _taken = 0;
        }

        return Join(taken);
    }

    private static ReadOnlySequence<byte> Join(List<ReadOnlyMemory<byte>> chunks)
    {
        if (chunks.Count <= 1)
            return chunks.Count == 0 ? ReadOnlySequence<byte>.Empty : new ReadOnlySequence<byte>(chunks[0]);
        var first = new Segment(chunks[0], null);
        var last = first;
        foreach (var chunk in chunks.Skip(1))
            last = new Segment(chunk, last);
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }
}
