using MarsDisk.Snapshots.Container;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Staging;

namespace MarsDisk.Snapshots.Pipeline;

/// <summary>
/// The stream that a source writes its body to. While it fills one frame, the one before is compressed, hashed and written
/// on a thread of the host; two buffers are all there are, so that a fast source waits for a slow device.
/// </summary>
internal sealed class BodyStream : Stream
{
    private readonly IFrameEncoder _encoder;
    private readonly IStage _stage;
    private readonly ISnapshotHost _host;
    private readonly FrameBuffers _buffers;
    private readonly long _bodyBytesMax;
    private readonly CancellationToken _cancellation;
    private readonly SemaphoreSlim _idle = new(1, 1);
    private readonly byte[] _prefix = new byte[ContainerEncoder.PrefixBytes];
    private byte[] _filling;
    private byte[] _encoding;
    private int _filled;
    private long _taken;
    private long _frames;
    private Exception? _failure;
    private bool _isClosed;
    private bool _isDisposed;

    public BodyStream(
        IFrameEncoder encoder, IStage stage, ISnapshotHost host, FrameBuffers buffers, long bodyBytesMax, CancellationToken cancellation)
    {
        _encoder = encoder;
        _stage = stage;
        _host = host;
        _buffers = buffers;
        _bodyBytesMax = bodyBytesMax;
        _cancellation = cancellation;
        _filling = buffers.Rent();
        _encoding = buffers.Rent();
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
    public async ValueTask BeginAsync()
    {
        var header = _encoder.Header();
        if (!header.IsEmpty)
            await _stage.WriteAsync(header, _cancellation).ConfigureAwait(false);
    }

    /// <summary>Writes the last frame and what stands behind it. From now on nothing can be written.</summary>
    /// <exception cref="StageException">Something failed on the way, even if the source took no notice.</exception>
    public async ValueTask FinishAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        ThrowIfFailed();
        if (_host.Failpoints is { } failpoints)
            await failpoints.HitAsync("body.last-frame", _cancellation).ConfigureAwait(false);
        if (_filled > 0)
        {
            await _idle.WaitAsync(_cancellation).ConfigureAwait(false);
            await EncodeFilled().ConfigureAwait(false);
            ThrowIfFailed();
        }
        var footer = _encoder.Footer();
        if (!footer.IsEmpty)
            await _stage.WriteAsync(footer, _cancellation).ConfigureAwait(false);
    }

    /// <summary>Nothing can be written any more; waits until no frame is on its way.</summary>
    public async ValueTask CloseAsync()
    {
        _isClosed = true;
        await _idle.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        _idle.Release();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var count = Fill(buffer);
            buffer = buffer[count..];
            if (_filled == _buffers.FrameBytes)
                HandOver();
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var count = Fill(buffer.Span);
            buffer = buffer[count..];
            if (_filled == _buffers.FrameBytes)
                await HandOverAsync(cancellationToken).ConfigureAwait(false);
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
        if (_isDisposed)
            return;
        _isDisposed = true;
        _isClosed = true;
        _buffers.Return(_filling);
        _buffers.Return(_encoding);
        _idle.Dispose();
    }

    private int Fill(ReadOnlySpan<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        ThrowIfFailed();
        if (buffer.Length > _bodyBytesMax - _taken)
        {
            _failure = new StageException(SnapshotStatus.TooLarge, new SnapshotError(
                SnapshotStage.Body, SnapshotCodes.BodyTooLarge, $"The body has more than the {_bodyBytesMax} bytes that are allowed.", IsTransient: false));
            throw _failure;
        }
        var count = Math.Min(buffer.Length, _buffers.FrameBytes - _filled);
        buffer[..count].CopyTo(_filling.AsSpan(_filled));
        _filled += count;
        _taken += count;
        return count;
    }

    private void HandOver()
    {
        _idle.Wait(_cancellation);
        if (_host.SingleThreaded)
        {
            var encoding = EncodeFilled();
            if (!encoding.IsCompleted)
                throw new NotSupportedException("On one thread, a body that travels without being staged is written with WriteAsync.");
            return;
        }
        _ = EncodeFilledElsewhere();
    }

    private async ValueTask HandOverAsync(CancellationToken cancellation)
    {
        await _idle.WaitAsync(cancellation.CanBeCanceled ? cancellation : _cancellation).ConfigureAwait(false);
        if (_host.SingleThreaded)
            await EncodeFilled().ConfigureAwait(false);
        else
            _ = EncodeFilledElsewhere();
    }

    private ValueTask EncodeFilled()
    {
        (_filling, _encoding) = (_encoding, _filling);
        var count = _filled;
        _filled = 0;
        return EncodeAsync(count);
    }

    private Task EncodeFilledElsewhere()
    {
        (_filling, _encoding) = (_encoding, _filling);
        var count = _filled;
        _filled = 0;
        return Task.Factory.StartNew(
            () => EncodeAsync(count).AsTask(), CancellationToken.None, TaskCreationOptions.DenyChildAttach, _host.IoScheduler).Unwrap();
    }

    // Whoever calls holds the permit; it is given back when the buffer is free again. A failure waits for the next write.
    private async ValueTask EncodeAsync(int count)
    {
        try
        {
            if (_host.Failpoints is { } failpoints && _frames < 2)
                await failpoints.HitAsync(_frames == 0 ? "body.first-frame" : "body.mid", _cancellation).ConfigureAwait(false);
            var stored = _encoder.Frame(_encoding.AsMemory(0, count), _prefix, out var prefixBytes);
            if (prefixBytes > 0)
                await _stage.WriteAsync(_prefix.AsMemory(0, prefixBytes), _cancellation).ConfigureAwait(false);
            await _stage.WriteAsync(stored, _cancellation).ConfigureAwait(false);
            _frames++;
            SnapshotMetrics.SamplePeak();
        }
        catch (Exception error)                        // the edge of this stage: it is thrown to the source at its next write
        {
            _failure = error;
        }
        finally
        {
            _idle.Release();
        }
    }

    private void ThrowIfFailed()
    {
        if (_failure is { } failure)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }
}
