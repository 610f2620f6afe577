using MarsDisk.Snapshots.Container;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Staging;

namespace MarsDisk.Snapshots.Pipeline;

/// <summary>
/// Three places that a frame passes, each with a buffer of its own: the source fills one, a thread of the host packs the one
/// before, and another writes the one before that. The slowest sets the pace; the others wait for it. The hash of the whole
/// is taken while packing when nothing is compressed, else while writing, so that neither thread has all the work.
/// </summary>
internal sealed class FrameLane : IDisposable
{
    private readonly IFrameEncoder _encoder;
    private readonly IStage _stage;
    private readonly ISnapshotHost _host;
    private readonly FrameBuffers _buffers;
    private readonly CancellationToken _cancellation;
    private readonly SemaphoreSlim _packing = new(1, 1);
    private readonly SemaphoreSlim _writing = new(1, 1);
    private byte[] _packed;                            // being packed
    private byte[] _written;                           // being written, or spare
    private byte[]? _target;                           // what is packed goes here when it is compressed
    private byte[] _prefix = new byte[ContainerEncoder.PrefixBytes];
    private byte[] _writtenPrefix = new byte[ContainerEncoder.PrefixBytes];
    private long _frames;
    private Exception? _failure;
    private bool _isDisposed;

    public FrameLane(IFrameEncoder encoder, IStage stage, ISnapshotHost host, FrameBuffers buffers, CancellationToken cancellation)
    {
        _encoder = encoder;
        _stage = stage;
        _host = host;
        _buffers = buffers;
        _cancellation = cancellation;
        Free = buffers.Rent();
        _packed = buffers.Rent();
        _written = buffers.Rent();
        _target = encoder.Compresses ? buffers.Rent() : null;
    }

    /// <summary>The buffer that is filled now.</summary>
    public byte[] Free { get; private set; }

    /// <summary>Writes what stands in front of the first frame.</summary>
    public async ValueTask BeginAsync()
    {
        var header = _encoder.Header();
        if (!header.IsEmpty)
            await _stage.WriteAsync(header, _cancellation).ConfigureAwait(false);
    }

    /// <summary>Sends the filled buffer on its way and takes the next one; waits until there is one.</summary>
    public void Send(int count)
    {
        if (_host.SingleThreaded || OperatingSystem.IsBrowser())
        {
            _cancellation.ThrowIfCancellationRequested();
            if (!SendAsync(count, _cancellation).AsTask().IsCompletedSuccessfully)
                throw new NotSupportedException("On one thread, a body that travels without being staged is written with WriteAsync.");
            return;
        }
        _packing.Wait(_cancellation);
        Swap();
        _ = PackElsewhere(count);
    }

    /// <inheritdoc cref="Send"/>
    public async ValueTask SendAsync(int count, CancellationToken cancellation)
    {
        await _packing.WaitAsync(cancellation).ConfigureAwait(false);
        Swap();
        if (_host.SingleThreaded)
            await PackAsync(count).ConfigureAwait(false);
        else
            _ = PackElsewhere(count);
    }

    /// <summary>Writes a last frame, if there is one, and what stands behind it.</summary>
    public async ValueTask EndAsync(int count)
    {
        if (count > 0)
        {
            await _packing.WaitAsync(_cancellation).ConfigureAwait(false);
            Swap();
            await PackAsync(count).ConfigureAwait(false);
            await RestAsync().ConfigureAwait(false);
            ThrowIfFailed();
        }
        var footer = _encoder.Footer();
        if (!footer.IsEmpty)
            await _stage.WriteAsync(footer, _cancellation).ConfigureAwait(false);
    }

    /// <summary>Waits until no frame is on its way.</summary>
    public async ValueTask RestAsync()
    {
        await _packing.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        await _writing.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        _writing.Release();
        _packing.Release();
    }

    /// <summary>The first failure ends the lane.</summary>
    public void Fail(Exception failure) => Interlocked.CompareExchange(ref _failure, failure, null);

    /// <summary>Throws the first failure.</summary>
    public void ThrowIfFailed()
    {
        if (Volatile.Read(ref _failure) is { } failure)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }

    /// <summary>Gives the buffers back; nothing is on its way.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _buffers.Return(Free);
        _buffers.Return(_packed);
        _buffers.Return(_written);
        if (_target is not null)
            _buffers.Return(_target);
        _packing.Dispose();
        _writing.Dispose();
    }

    private void Swap() => (Free, _packed) = (_packed, Free);

    private Task PackElsewhere(int count) => Elsewhere(() => PackAsync(count));

    private Task Elsewhere(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _host.IoScheduler).Unwrap();

    // Whoever calls holds the permit to pack; it is given back when the buffer is free again. A failure waits for the next write.
    private async Task PackAsync(int count)
    {
        try
        {
            if (_host.Failpoints is { } failpoints)
                await failpoints.HitAsync(_frames == 0 ? "body.first-frame" : "body.mid", _cancellation).ConfigureAwait(false);
            _frames++;
            var frame = _encoder.Pack(_packed.AsMemory(0, count), _target, _prefix);
            if (!_encoder.Compresses)
                _encoder.Append(frame);
            await _writing.WaitAsync(_cancellation).ConfigureAwait(false);
            var writing = PassOn(frame);
            if (_host.SingleThreaded)
                await writing.ConfigureAwait(false);   // nothing is on its way when the source goes on
        }
        catch (Exception error)                        // the edge of this stage: it is thrown to the source at its next write
        {
            Fail(error);
        }
        finally
        {
            _packing.Release();
        }
    }

    // What is written keeps its buffers until it is; the spare ones take the next frame. Holds the permit to write.
    private Task PassOn(PackedFrame frame)
    {
        (_prefix, _writtenPrefix) = (_writtenPrefix, _prefix);
        if (_target is not null && frame.Stored.Length > 0 && IsIn(frame.Stored, _target))
            (_target, _written) = (_written, _target);
        else
            (_packed, _written) = (_written, _packed);
        return _host.SingleThreaded ? WriteAsync(frame) : Elsewhere(() => WriteAsync(frame));
    }

    private static bool IsIn(ReadOnlyMemory<byte> bytes, byte[] buffer) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out var segment) && ReferenceEquals(segment.Array, buffer);

    private async Task WriteAsync(PackedFrame frame)
    {
        try
        {
            ThrowIfFailed();
            if (_encoder.Compresses)
                _encoder.Append(frame);
            if (!frame.Prefix.IsEmpty)
                await _stage.WriteAsync(frame.Prefix, _cancellation).ConfigureAwait(false);
            await _stage.WriteAsync(frame.Stored, _cancellation).ConfigureAwait(false);
            SnapshotMetrics.SamplePeak();
        }
        catch (Exception error)
        {
            Fail(error);
        }
        finally
        {
            _writing.Release();
        }
    }
}
