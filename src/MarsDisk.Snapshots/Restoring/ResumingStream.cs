using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Transfer;

namespace MarsDisk.Snapshots.Restoring;

/// <summary>Reads an object to its known length; after a passing failure it goes on at the byte where it stopped.</summary>
internal sealed class ResumingStream(
    IBlobStorageSnapshotAccessor blobs, string key, long length, int retriesMax, TimeProvider time, Stream first) : ReadOnlyStream
{
    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(20);

    private Stream? _inner = first;
    private long _position;
    private TimeSpan _pause = PauseMin;
    private int _retries;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        // Synchronous readers have no retry: what they read is local, or they ask again themselves.
        var count = (_inner ?? throw new ObjectDisposedException(nameof(ResumingStream))).Read(buffer);
        _position += count;
        return count;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                var inner = _inner ??= await ReopenAsync(cancellationToken).ConfigureAwait(false);
                var count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
                if (count == 0 && _position < length && !buffer.IsEmpty && _retries < retriesMax)
                    throw new EndOfStreamException($"The store ended after {_position} of {length} bytes.");
                _position += count;
                return count;
            }
            catch (Exception error) when (_retries < retriesMax && IsPassing(error, cancellationToken))
            {
                _retries++;
                await CloseAsync().ConfigureAwait(false);
                _pause = RetryPause.After(_pause, PauseMin, PauseMax);
                await Task.Delay(_pause, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner?.Dispose();
            _inner = null;
        }
        base.Dispose(disposing);
    }

    // A client that lost its patience cancels by itself; that is no wish of the caller.
    private static bool IsPassing(Exception error, CancellationToken cancellation) =>
        error is IOException or HttpRequestException || (error is OperationCanceledException && !cancellation.IsCancellationRequested);

    private async ValueTask CloseAsync()
    {
        if (_inner is not null)
            await _inner.DisposeAsync().ConfigureAwait(false);
        _inner = null;
    }

    private async ValueTask<Stream> ReopenAsync(CancellationToken cancellation)
    {
        var got = await blobs.GetAsync(key, _position, cancellation: cancellation).ConfigureAwait(false);
        return got.TryGet(out var stream)
            ? stream
            : throw new IOException($"{SnapshotCodes.DecodeIo}: {blobs.ProviderName} does not go on at byte {_position}: {got.Error?.Message}", got.Error?.Cause);
    }
}
