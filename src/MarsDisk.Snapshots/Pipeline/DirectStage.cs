using System.IO.Pipelines;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Staging;

namespace MarsDisk.Snapshots.Pipeline;

/// <summary>Stages nothing: what is written travels to the store at once, as fast as the store takes it.</summary>
internal sealed class DirectStage : IStage
{
    private const long PauseBytes = 1024 * 1024;
    private const long ResumeBytes = 512 * 1024;

    private readonly Pipe _pipe;
    private readonly bool _isSingleThreaded;
    private readonly CancellationTokenSource _abort;
    private readonly Task<SnapshotOutcome<BlobPutReceipt>> _put;
    private bool _isComplete;

    public DirectStage(IBlobStorageSnapshotAccessor blobs, BlobPutRequest request, bool isSingleThreaded, CancellationToken cancellation)
    {
        // On one thread writer and store take turns: who waits is continued by who brings it further.
        var scheduler = isSingleThreaded ? PipeScheduler.Inline : PipeScheduler.ThreadPool;
        _pipe = new Pipe(new PipeOptions(
            readerScheduler: scheduler, writerScheduler: scheduler, pauseWriterThreshold: PauseBytes, resumeWriterThreshold: ResumeBytes,
            useSynchronizationContext: false));
        _isSingleThreaded = isSingleThreaded;
        _abort = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _put = PutAsync(blobs, request);
    }

    public long Length { get; private set; }

    public long ScratchBytes => 0;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        Length += bytes.Length;
        var flushed = await _pipe.Writer.WriteAsync(bytes, cancellation).ConfigureAwait(false);
        if (!flushed.IsCompleted)
            return;
        var put = await _put.ConfigureAwait(false);    // the store stopped reading: it says why
        throw put.Error is { } error
            ? new StageException(put.Status, error)
            : new StageException(SnapshotStatus.Fault, new SnapshotError(
                SnapshotStage.Place, SnapshotCodes.BlobFault, "The store stopped reading before the end.", IsTransient: true));
    }

    public Stream OpenRead() => throw new NotSupportedException("What travels at once cannot be read back.");

    /// <summary>All bytes were written: waits for the store.</summary>
    public async ValueTask<SnapshotOutcome<BlobPutReceipt>> CompleteAsync()
    {
        _isComplete = true;
        await _pipe.Writer.CompleteAsync().ConfigureAwait(false);
        return await _put.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isComplete)
        {
            _isComplete = true;
            await _abort.CancelAsync().ConfigureAwait(false);
            await _pipe.Writer.CompleteAsync(new OperationCanceledException()).ConfigureAwait(false);
        }
        await _put.ConfigureAwait(false);
        _abort.Dispose();
    }

    // On a thread of its own where there are any: a store may read synchronously.
    private async Task<SnapshotOutcome<BlobPutReceipt>> PutAsync(IBlobStorageSnapshotAccessor blobs, BlobPutRequest request)
    {
        if (!_isSingleThreaded)
            await Task.Yield();
        try
        {
            var data = _pipe.Reader.AsStream();
            await using (data.ConfigureAwait(false))
                return await blobs.PutAsync(request, data, _abort.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException cancelled)
        {
            return SnapshotOutcome.Failed<BlobPutReceipt>(
                SnapshotStatus.Cancelled, SnapshotStage.Place, SnapshotCodes.Cancelled, "The upload was cancelled.", cause: cancelled);
        }
    }
}
