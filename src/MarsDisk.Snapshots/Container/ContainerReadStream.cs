namespace MarsDisk.Snapshots.Container;

/// <summary>
/// A stream that gives the body of a container. A frame is checked before one byte of it is released; the end of the
/// stream is reached only when the footer and the hash of the whole were checked too.
/// </summary>
public sealed class ContainerReadStream : Stream
{
    private readonly Stream _input;
    private readonly ContainerDecoder _decoder;
    private readonly FrameBuffers _buffers;
    private readonly byte[] _prefix = new byte[ContainerDecoder.FooterBytes];
    private readonly byte[] _frame;
    private readonly byte[] _stored;
    private int _frameLength;
    private int _released;
    private bool _isDisposed;

    /// <summary>Reads and checks the header.</summary>
    /// <param name="input">The container and nothing behind it; stays open.</param>
    /// <param name="bodyBytesMax">Longest body that is accepted.</param>
    /// <exception cref="ContainerException">The header is damaged, or of an unknown version, codec or filter.</exception>
    public ContainerReadStream(Stream input, long bodyBytesMax = long.MaxValue)
        : this(input, new ContainerDecoder(bodyBytesMax, hashes: true), ReadHeader(input)) { }

    private ContainerReadStream(Stream input, ContainerDecoder decoder, byte[] header)
    {
        _input = input;
        _decoder = decoder;
        Header = decoder.Header(header, out _buffers);
        _frame = _buffers.Rent();
        _stored = _buffers.Rent();
    }

    /// <summary>What the container says about its body.</summary>
    public ContainerHeader Header { get; }

    /// <summary>Whether footer and hash of the whole were checked.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>SHA-256 of the object; set when the end was reached and the whole was hashed.</summary>
    public SnapshotChecksum Checksum => _decoder.Checksum;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Reads and checks the header without blocking.</summary>
    /// <param name="input">The container and nothing behind it; stays open.</param>
    /// <param name="bodyBytesMax">Longest body that is accepted.</param>
    /// <param name="verifyWhole">Hash the whole; without, the checksums of the frames are all that is compared.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="ContainerException">The header is damaged, or of an unknown version, codec or filter.</exception>
    public static async ValueTask<ContainerReadStream> OpenAsync(
        Stream input, long bodyBytesMax, bool verifyWhole, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(input);
        var header = await ReadHeaderAsync(input, cancellation).ConfigureAwait(false);
        var decoder = new ContainerDecoder(bodyBytesMax, verifyWhole);
        try
        {
            return new ContainerReadStream(input, decoder, header);
        }
        catch
        {
            decoder.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ContainerException">The container is damaged.</exception>
    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (buffer.IsEmpty)
            return 0;
        if (_released == _frameLength && !IsAtEnd)
            ReadFrame();
        return Release(buffer);
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    /// <exception cref="ContainerException">The container is damaged.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (buffer.IsEmpty)
            return 0;
        if (_released == _frameLength && !IsAtEnd)
            await ReadFrameAsync(cancellationToken).ConfigureAwait(false);
        return Release(buffer.Span);
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Reads and checks the rest, so that the whole container is known to be good.</summary>
    /// <exception cref="ContainerException">The container is damaged.</exception>
    public void ReadToEnd()
    {
        while (!IsAtEnd)
            ReadFrame();
        _released = _frameLength;
    }

    /// <inheritdoc/>
    public override void Flush() { }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            _decoder.Dispose();
            _buffers.Return(_frame);
            _buffers.Return(_stored);
        }
        base.Dispose(disposing);
    }

    private static byte[] ReadHeader(Stream input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var start = new byte[ContainerDecoder.StartBytes];
        if (input.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length)
            throw CutHeader();
        var header = new byte[start.Length + ContainerDecoder.Start(start)];
        start.CopyTo(header, 0);
        var rest = header.AsSpan(start.Length);
        return input.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false) == rest.Length ? header : throw CutHeader();
    }

    private static async ValueTask<byte[]> ReadHeaderAsync(Stream input, CancellationToken cancellation)
    {
        var start = new byte[ContainerDecoder.StartBytes];
        var read = await input.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        if (read < start.Length)
            throw CutHeader();
        var header = new byte[start.Length + ContainerDecoder.Start(start)];
        start.CopyTo(header, 0);
        var rest = header.AsMemory(start.Length);
        read = await input.ReadAtLeastAsync(rest, rest.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        return read == rest.Length ? header : throw CutHeader();
    }

    private static ContainerException CutHeader() => new(ContainerFault.Corrupt, "The container ends inside the header.");

    private void ReadFrame()
    {
        Take(_prefix.AsSpan(0, ContainerDecoder.PrefixBytes), "frame");
        var (storedBytes, bodyBytes) = _decoder.Prefix(_prefix.AsSpan(0, ContainerDecoder.PrefixBytes));
        if (storedBytes == 0)
        {
            Take(_prefix, "the footer");
            _decoder.Footer(_prefix);
            if (_input.ReadByte() >= 0)
                throw ContainerDecoder.GoesOn();
            Finish();
            return;
        }
        Take(_stored.AsSpan(0, storedBytes), "frame");
        Unpack(storedBytes, bodyBytes);
    }

    private async ValueTask ReadFrameAsync(CancellationToken cancellation)
    {
        await TakeAsync(_prefix.AsMemory(0, ContainerDecoder.PrefixBytes), "frame", cancellation).ConfigureAwait(false);
        var (storedBytes, bodyBytes) = _decoder.Prefix(_prefix.AsSpan(0, ContainerDecoder.PrefixBytes));
        if (storedBytes == 0)
        {
            await TakeAsync(_prefix, "the footer", cancellation).ConfigureAwait(false);
            _decoder.Footer(_prefix);
            if (await _input.ReadAsync(_prefix.AsMemory(0, 1), cancellation).ConfigureAwait(false) > 0)
                throw ContainerDecoder.GoesOn();
            Finish();
            return;
        }
        await TakeAsync(_stored.AsMemory(0, storedBytes), "frame", cancellation).ConfigureAwait(false);
        Unpack(storedBytes, bodyBytes);
    }

    private void Unpack(int storedBytes, int bodyBytes)
    {
        _decoder.Unpack(_stored.AsSpan(0, storedBytes), _frame.AsSpan(0, bodyBytes));
        _frameLength = bodyBytes;
        _released = 0;
    }

    private void Finish()
    {
        _frameLength = _released = 0;
        IsAtEnd = true;
    }

    private int Release(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _frameLength - _released);
        _frame.AsSpan(_released, count).CopyTo(buffer);
        _released += count;
        return count;
    }

    private void Take(Span<byte> target, string part)
    {
        if (_input.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) < target.Length)
            throw _decoder.EndsInside(NameOf(part));
    }

    private async ValueTask TakeAsync(Memory<byte> target, string part, CancellationToken cancellation)
    {
        var read = await _input.ReadAtLeastAsync(target, target.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        if (read < target.Length)
            throw _decoder.EndsInside(NameOf(part));
    }

    private string NameOf(string part) => part == "frame" ? $"frame {_decoder.Frame}" : part;
}
