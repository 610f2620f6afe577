using Amazon.Runtime;
using Amazon.S3.Model;
using MarsDisk.Snapshots.Restoring;

namespace MarsDisk.Snapshots.S3;

/// <summary>The body of an answer, which owns the answer. A body that ends early is an <see cref="IOException"/>.</summary>
internal sealed class AnswerStream(GetObjectResponse answer) : ReadOnlyStream
{
    private readonly Stream _body = answer.ResponseStream;
    private long _left = answer.ContentLength;

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

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Count(buffer.Length, _body.Read(buffer));
        }
        catch (AmazonClientException error)
        {
            throw new IOException("The object cannot be read.", error);
        }
    }

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
