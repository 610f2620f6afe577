using System.Security.Cryptography;
using MarsDisk.Journal.Events;
using MarsDisk.Journal.Faults;

namespace MarsDisk.Storage.Publishing;

/// <summary>Counts and hashes what is written through it, so that a published file is never read back for its hash.</summary>
internal sealed class CountingHashStream(Stream inner, string path, IDiskFaults? faults) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public long Bytes { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => Bytes;

    public override long Position
    {
        get => Bytes;
        set => throw new NotSupportedException("A published file is written from begin to end.");
    }

    public ContentHash Sha256()
    {
        Span<byte> hash = stackalloc byte[ContentHash.Length];
        _hash.GetCurrentHash(hash);
        return new ContentHash(hash);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        faults?.Before(DiskOperation.Write, path);
        inner.Write(buffer);
        _hash.AppendData(buffer);
        Bytes += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _hash.Dispose();
        base.Dispose(disposing);
    }
}
