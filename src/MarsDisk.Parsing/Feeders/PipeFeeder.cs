using System.Buffers;
using System.IO.Pipelines;

namespace MarsDisk.Parsing;

/// <summary>
/// A source that is a pipe. The watermark is what the pipe calls consumed, and all of its buffer is examined: a statement
/// longer than the pipe's own limit still arrives.
/// </summary>
/// <param name="reader">Completed with the feeder.</param>
public sealed class PipeFeeder(PipeReader reader) : IAsyncFeeder
{
    private ReadOnlySequence<byte> _buffer;
    private long _bufferStart;
    private long _bufferEnd;
    private long _released;
    private bool _isRead;
    private bool _isClosed;

    /// <inheritdoc/>
    public FlowCapability Capability => FlowCapability.Pull | FlowCapability.Async;

    /// <inheritdoc/>
    public async ValueTask<FeederYield> PullAsync(DemandHint demand, CancellationToken cancellationToken)
    {
        if (_isClosed)
            return FeederYield.Closed();
        Advance();
        try
        {
            var result = await reader.ReadAsync(cancellationToken);
            return Answer(result);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The writer completes the pipe with whatever stopped it.
            return FeederYield.Failed(new(StreamErrorKind.IoFailed, error.Message));
        }
    }

    /// <inheritdoc/>
    public void Release(long throughOffset) => _released = throughOffset;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _isClosed = true;
        await reader.CompleteAsync();
    }

    private FeederYield Answer(in ReadResult result)
    {
        _buffer = result.Buffer;
        _isRead = true;
        var known = _bufferEnd - _bufferStart;
        var offset = _bufferEnd;
        _bufferEnd = _bufferStart + _buffer.Length;
        if (_bufferEnd > offset)
            return FeederYield.Chunk(_buffer.Slice(known)) with { Offset = offset };
        if (!result.IsCompleted)
            return FeederYield.Await();
        _isClosed = true;
        return FeederYield.Closed();
    }

    private void Advance()
    {
        if (!_isRead)
            return;
        _isRead = false;
        var consumed = Math.Clamp(_released, _bufferStart, _bufferEnd);
        reader.AdvanceTo(_buffer.GetPosition(consumed - _bufferStart), _buffer.End);
        _bufferStart = consumed;
    }
}
