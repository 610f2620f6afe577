namespace MarsDisk.Hosting.Daemon.Scenarios;

/// <summary>The body of a request, which says when nobody reads it any more: until then the request has to stay open.</summary>
/// <param name="body">The body.</param>
internal sealed class SentBody(Stream body) : Stream
{
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the body is not read any more.</summary>
    public Task Gone => _gone.Task;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException("A body has no length before its end.");

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException("A body has no position.");
        set => throw new NotSupportedException("A body has no position.");
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => body.ReadAsync(buffer, cancellationToken);

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A body is read without blocking.");

    /// <inheritdoc/>
    public override void Flush()
    {
        // Nothing is written.
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A body is read once.");

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException("A body is read only.");

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A body is read only.");

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _gone.TrySetResult();
        base.Dispose(disposing);
    }
}
