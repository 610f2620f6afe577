using Amazon.Runtime;
using Amazon.S3.Model;

namespace MarsDisk.Snapshots.S3;

/// <summary>The body of an answer, which owns the answer. A body that ends early is an <see cref="IOException"/>.</summary>
internal sealed class AnswerStream(GetObjectResponse answer) : Stream
{
    private readonly Stream _body = answer.ResponseStream;
    private long _left = answer.ContentLength;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Count(buffer.Length, await _body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));
        }
        catch (AmazonClientException error)
        {
            throw new IOException("The object cannot be read.", error);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return Count(count, _body.Read(buffer, offset, count));
        }
        catch (AmazonClientException error)
        {
            throw new IOException("The object cannot be read.", error);
        }
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            answer.Dispose();
        base.Dispose(disposing);
    }

    private int Count(int asked, int read)
    {
        _left -= read;
        return read > 0 || asked == 0 || _left <= 0 ? read : throw new IOException($"The object ended {_left} bytes too early.");
    }
}
