using MarsDisk.Snapshots.Container;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Staging;

namespace MarsDisk.Snapshots.Pipeline;

/// <summary>The stream that a source writes its body to: cuts it into frames and hands them to the lane.</summary>
internal sealed class BodyStream : Stream
{
    private readonly FrameLane _lane;
    private readonly ISnapshotHost _host;
    private readonly int _frameBytes;
    private readonly long _bodyBytesMax;
    private readonly CancellationToken _cancellation;
    private int _filled;
    private long _taken;
    private bool _isClosed;

    public BodyStream(
        IFrameEncoder encoder, IStage stage, ISnapshotHost host, FrameBuffers buffers, long bodyBytesMax, CancellationToken cancellation)
    {
        _lane = new FrameLane(encoder, stage, host, buffers, cancellation);
        _host = host;
        _frameBytes = buffers.FrameBytes;
        _bodyBytesMax = bodyBytesMax;
        _cancellation = cancellation;
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => !_isClosed;

    public override long Length => _taken;

    public override long Position
    {
        get => _taken;
        set => throw new NotSupportedException();
    }

    /// <summary>Writes what stands in front of the first frame.</summary>
    public ValueTask BeginAsync() => _lane.BeginAsync();

    /// <summary>Writes the last frame and what stands behind it. From now on nothing can be written.</summary>
    /// <exception cref="StageException">Something failed on the way, even if the source took no notice.</exception>
    public async ValueTask FinishAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        _lane.ThrowIfFailed();
        if (_host.Failpoints is { } failpoints)
            await failpoints.HitAsync("body.last-frame", _cancellation).ConfigureAwait(false);
        await _lane.EndAsync(_filled).ConfigureAwait(false);
    }

    /// <summary>Nothing can be written any more; waits until no frame is on its way.</summary>
    public ValueTask CloseAsync()
    {
        _isClosed = true;
        return _lane.RestAsync();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var count = Fill(buffer);
            buffer = buffer[count..];
            if (_filled != _frameBytes)
                continue;
            _filled = 0;
            _lane.Send(_frameBytes);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var count = Fill(buffer.Span);
            buffer = buffer[count..];
            if (_filled != _frameBytes)
                continue;
            _filled = 0;
            await _lane.SendAsync(_frameBytes, cancellationToken.CanBeCanceled ? cancellationToken : _cancellation).ConfigureAwait(false);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Does nothing: a frame is written when it is full.</summary>
    public override void Flush() { }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>A source may close the stream; it belongs to the pipeline, which calls this.</summary>
    public void GiveBack()
    {
        _isClosed = true;
        _lane.Dispose();
    }

    private int Fill(ReadOnlySpan<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        _lane.ThrowIfFailed();
        if (buffer.Length > _bodyBytesMax - _taken)
        {
            var refusal = new StageException(SnapshotStatus.TooLarge, new SnapshotError(
                SnapshotStage.Body, SnapshotCodes.BodyTooLarge, $"The body has more than the {_bodyBytesMax} bytes that are allowed.", IsTransient: false));
            _lane.Fail(refusal);
            throw refusal;
        }
        var count = Math.Min(buffer.Length, _frameBytes - _filled);
        buffer[..count].CopyTo(_lane.Free.AsSpan(_filled));
        _filled += count;
        _taken += count;
        return count;
    }
}
