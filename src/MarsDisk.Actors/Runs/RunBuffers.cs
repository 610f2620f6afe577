using MarsDisk.Actors.Pipeline;
using MarsDisk.History.Columns;

namespace MarsDisk.Actors.Runs;

/// <summary>
/// Where the buffers of a run are, as the RunActor knows it: free, out in the pipeline (filling, sealed or writing), or
/// committing. Their sum never changes (architecture.md §4.3); a buffer that turns up where it cannot be exists twice.
/// </summary>
internal sealed class RunBuffers(int count)
{
    private readonly List<ChunkBuffer> _all = new(count);
    private readonly Queue<ChunkBuffer> _free = new(count);
    private readonly HashSet<ChunkBuffer> _out = [];
    private readonly HashSet<ChunkBuffer> _committing = [];

    /// <summary>Buffers that nobody fills, writes or commits.</summary>
    public int Free => _free.Count;

    /// <summary>Buffers that have still to be made.</summary>
    public int Missing => count - _all.Count;

    /// <summary>The free buffer that is granted next; null: none is free.</summary>
    public ChunkBuffer? Next => _free.TryPeek(out var buffer) ? buffer : null;

    /// <summary>Lets a free buffer be the one that is granted next.</summary>
    public void PutFirst(ChunkBuffer buffer)
    {
        if (!_free.Contains(buffer))
            throw new PipelineException("A buffer that is not free holds the rows to go on behind: it exists twice.");
        while (_free.Peek() != buffer)
            _free.Enqueue(_free.Dequeue());
    }

    /// <summary>Takes a new buffer; it is free.</summary>
    public void Add(ChunkBuffer made)
    {
        if (Missing == 0)
            throw new PipelineException($"A buffer too many was made; the run has {count}.");
        _all.Add(made);
        _free.Enqueue(made);
    }

    /// <summary>Takes a free buffer for the integrator.</summary>
    /// <exception cref="PipelineException">The buffers do not add up, or none is free.</exception>
    public ChunkBuffer Grant()
    {
        if (_free.Count + _out.Count + _committing.Count != count)
            throw new PipelineException($"{_free.Count} free, {_out.Count} granted and {_committing.Count} committing buffers, expected {count} together.");
        if (!_free.TryDequeue(out var buffer))
            throw new PipelineException($"None of the {count} buffers is free.");

        _out.Add(buffer);
        return buffer;
    }

    /// <summary>Takes the buffer of a published chunk while its event is on the way to the journal.</summary>
    /// <exception cref="PipelineException">The pipeline did not have it.</exception>
    public void BeginCommit(ChunkBuffer buffer)
    {
        if (!_out.Remove(buffer))
            throw new PipelineException($"The buffer of the chunk from step {buffer.FirstStep} came back, but it was not granted: it exists twice.");
        _committing.Add(buffer);
    }

    /// <summary>Frees the buffer of a committed chunk.</summary>
    /// <exception cref="PipelineException">It was not committing.</exception>
    public void EndCommit(ChunkBuffer buffer)
    {
        if (!_committing.Remove(buffer))
            throw new PipelineException($"The chunk from step {buffer.FirstStep} was committed, but its buffer was not committing.");
        _free.Enqueue(buffer);
    }

    /// <summary>Every stage is gone and the writer has answered: whatever an earlier incarnation did with the buffers is over.</summary>
    public void ComeHome()
    {
        _out.Clear();
        _committing.Clear();
        _free.Clear();
        foreach (var buffer in _all)
        {
            buffer.Recall();             // a batch of the old pipeline that turns up in the new one is recognised as stale
            _free.Enqueue(buffer);
        }
    }

    /// <summary>Gives the memory of all buffers back.</summary>
    public void Release()
    {
        foreach (var buffer in _all)
            buffer.Dispose();
        _all.Clear();
        _free.Clear();
    }
}
