using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using MarsDisk.Snapshots.Container;

namespace MarsDisk.Snapshots.Restoring;

/// <summary>The body of a snapshot whose end is reported only after everything that a handle promises was compared.</summary>
internal abstract class VerifiedBody(SnapshotPayloadHandle handle, Stream input) : ReadOnlyStream
{
    private ExceptionDispatchInfo? _failure;

    /// <summary>Whether the end was reached and everything was as promised.</summary>
    public bool ReachedEnd { get; private set; }

    public override long Position
    {
        get => BodyBytes;
        set => throw new NotSupportedException();
    }

    protected SnapshotPayloadHandle Handle => handle;

    protected Stream Input => input;

    protected long BodyBytes { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        _failure?.Throw();
        try
        {
            return Count(ReadInner(buffer), buffer.Length);
        }
        catch (Exception error)
        {
            throw Failed(error);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _failure?.Throw();
        try
        {
            return Count(await ReadInnerAsync(buffer, cancellationToken).ConfigureAwait(false), buffer.Length);
        }
        catch (Exception error)
        {
            throw Failed(error);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await input.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            input.Dispose();
        base.Dispose(disposing);
    }

    protected abstract int ReadInner(Span<byte> buffer);

    protected abstract ValueTask<int> ReadInnerAsync(Memory<byte> buffer, CancellationToken cancellation);

    /// <summary>The whole was read: what its checksum is; none when it was not computed.</summary>
    protected abstract SnapshotChecksum ChecksumAtEnd();

    // The bytes that a failed read took are lost, and what follows them would look damaged: it stays a failure.
    private UnreachableException Failed(Exception error)
    {
        _failure = ExceptionDispatchInfo.Capture(
            error is ContainerException { Fault: ContainerFault.Corrupt } damage ? new SnapshotCorruptException(damage.Message, damage.Frame, damage) : error);
        _failure.Throw();
        return new UnreachableException();
    }

    private int Count(int count, int asked)
    {
        BodyBytes += count;
        if (count > 0 || asked == 0 || ReachedEnd)
            return count;
        if (handle.BodyLength >= 0 && BodyBytes != handle.BodyLength)
            throw new SnapshotCorruptException($"The body has {BodyBytes} bytes, the record says {handle.BodyLength}.");
        var checksum = ChecksumAtEnd();
        if (handle.Checksum.Algorithm != ChecksumAlgorithm.None && checksum.Algorithm != ChecksumAlgorithm.None
            && !string.Equals(checksum.Hex, handle.Checksum.Hex, StringComparison.Ordinal))
            throw new SnapshotCorruptException("The checksum of the object is not that of the record.");
        ReachedEnd = true;
        return 0;
    }

    /// <summary>A body in a container.</summary>
    internal sealed class OfContainer(SnapshotPayloadHandle handle, Stream input, ContainerReadStream container) : VerifiedBody(handle, input)
    {
        public ContainerHeader Header => container.Header;

        protected override int ReadInner(Span<byte> buffer) => container.Read(buffer);

        protected override ValueTask<int> ReadInnerAsync(Memory<byte> buffer, CancellationToken cancellation) => container.ReadAsync(buffer, cancellation);

        protected override SnapshotChecksum ChecksumAtEnd() => container.Checksum;

        public override async ValueTask DisposeAsync()
        {
            await container.DisposeAsync().ConfigureAwait(false);
            await base.DisposeAsync().ConfigureAwait(false);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                container.Dispose();
            base.Dispose(disposing);
        }
    }

    /// <summary>A body as an older program wrote it; without a checksum, if it knew none.</summary>
    internal sealed class Plain(SnapshotPayloadHandle handle, Stream input, long bodyBytesMax) : VerifiedBody(handle, input)
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        protected override int ReadInner(Span<byte> buffer) => Hashed(buffer[..Input.Read(buffer)]);

        protected override async ValueTask<int> ReadInnerAsync(Memory<byte> buffer, CancellationToken cancellation)
        {
            var count = await Input.ReadAsync(buffer, cancellation).ConfigureAwait(false);
            return Hashed(buffer.Span[..count]);
        }

        protected override SnapshotChecksum ChecksumAtEnd() => SnapshotChecksum.Sha256(_hash.GetHashAndReset());

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _hash.Dispose();
            base.Dispose(disposing);
        }

        private int Hashed(Span<byte> bytes)
        {
            if (BodyBytes + bytes.Length > bodyBytesMax)
                throw new ContainerException(ContainerFault.TooLarge, $"The body has more than the {bodyBytesMax} bytes that are allowed.");
            _hash.AppendData(bytes);
            return bytes.Length;
        }
    }
}
