namespace MarsDisk.Snapshots.Container;

/// <summary>
/// A stream that gives the body of a container. A frame is checked before one byte of it is released; the end of the
/// stream is reached only when the footer and the hash of the whole were checked too. The hash is taken beside the reader
/// where there are threads: of one frame while that frame is used and the next is fetched.
/// </summary>
public sealed class ContainerReadStream : Stream
{
    private readonly Stream _input;
    private readonly ContainerDecoder _decoder;
    private readonly FrameBuffers _buffers;
    private readonly byte[] _prefix = new byte[ContainerDecoder.FooterBytes];
    private readonly byte[] _hashedPrefix = new byte[ContainerDecoder.PrefixBytes];
    private readonly bool _overlaps;
    private byte[] _stored;
    private byte[] _hashedStored;                      // hashed at this moment, and perhaps the frame that is released
    private byte[]? _unpacked;
    private byte[] _frame;                             // one of the three
    private Task _hashing = Task.CompletedTask;
    private int _frameLength;
    private int _released;
    private bool _isDisposed;

    /// <summary>Reads and checks the header.</summary>
    /// <param name="input">The container and nothing behind it; stays open.</param>
    /// <param name="bodyBytesMax">Longest body that is accepted.</param>
    /// <exception cref="ContainerException">The header is damaged, or of an unknown version, codec or filter.</exception>
    public ContainerReadStream(Stream input, long bodyBytesMax = long.MaxValue)
        : this(input, new ContainerDecoder(bodyBytesMax, hashes: true), ReadHeader(input), overlaps: false) { }

    private ContainerReadStream(Stream input, ContainerDecoder decoder, byte[] header, bool overlaps)
    {
        _input = input;
        _decoder = decoder;
        _overlaps = overlaps && decoder.Hashes && !OperatingSystem.IsBrowser();
        Header = decoder.Header(header, out _buffers);
        _unpacked = Header.Codec != SnapshotCodec.None ? _buffers.Rent() : null;
        _stored = _buffers.Rent();
        _hashedStored = _overlaps ? _buffers.Rent() : _stored;
        _frame = _stored;
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
    /// <param name="overlaps">Whether another thread may take the hash.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="ContainerException">The header is damaged, or of an unknown version, codec or filter.</exception>
    public static async ValueTask<ContainerReadStream> OpenAsync(
        Stream input, long bodyBytesMax, bool verifyWhole, bool overlaps, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(input);
        var header = await ReadHeaderAsync(input, cancellation).ConfigureAwait(false);
        var decoder = new ContainerDecoder(bodyBytesMax, verifyWhole);
        try
        {
            return new ContainerReadStream(input, decoder, header, overlaps);
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
            if (_hashing.IsCompleted)
                GiveBack();
            else
                _hashing.ContinueWith(_ => GiveBack(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
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
        if (storedBytes > 0)
        {
            Take(_stored.AsSpan(0, storedBytes), "frame");
            Unpack(storedBytes, bodyBytes);
            _hashing.GetAwaiter().GetResult();         // of the frame before; the time of one frame at most
            Hash(storedBytes);
            return;
        }
        _hashing.GetAwaiter().GetResult();
        _decoder.Hash(_prefix.AsSpan(0, ContainerDecoder.PrefixBytes));
        Take(_prefix, "the footer");
        _decoder.Footer(_prefix);
        if (_input.ReadByte() >= 0)
            throw ContainerDecoder.GoesOn();
        Finish();
    }

    private async ValueTask ReadFrameAsync(CancellationToken cancellation)
    {
        await TakeAsync(_prefix.AsMemory(0, ContainerDecoder.PrefixBytes), "frame", cancellation).ConfigureAwait(false);
        var (storedBytes, bodyBytes) = _decoder.Prefix(_prefix.AsSpan(0, ContainerDecoder.PrefixBytes));
        if (storedBytes > 0)
        {
            await TakeAsync(_stored.AsMemory(0, storedBytes), "frame", cancellation).ConfigureAwait(false);
            Unpack(storedBytes, bodyBytes);
            await _hashing.ConfigureAwait(false);
            Hash(storedBytes);
            return;
        }
        await _hashing.ConfigureAwait(false);
        _decoder.Hash(_prefix.AsSpan(0, ContainerDecoder.PrefixBytes));
        await TakeAsync(_prefix, "the footer", cancellation).ConfigureAwait(false);
        _decoder.Footer(_prefix);
        if (await _input.ReadAsync(_prefix.AsMemory(0, 1), cancellation).ConfigureAwait(false) > 0)
            throw ContainerDecoder.GoesOn();
        Finish();
    }

    private void Unpack(int storedBytes, int bodyBytes)
    {
        _frame = _stored;
        if (!_decoder.Check(_stored.AsSpan(0, storedBytes), bodyBytes))
        {
            _frame = _unpacked ?? throw _decoder.Unexpected();
            _decoder.Unpack(_stored.AsSpan(0, storedBytes), _frame.AsSpan(0, bodyBytes));
        }
        _decoder.Count(storedBytes, bodyBytes);
        _frameLength = bodyBytes;
        _released = 0;
    }

    // The buffers change places: the next frame is read into the one whose hash is done.
    private void Hash(int storedBytes)
    {
        var stored = _stored;
        if (!_overlaps)
        {
            HashNow(stored, storedBytes);
            return;
        }
        (_stored, _hashedStored) = (_hashedStored, _stored);
        _prefix.AsSpan(0, ContainerDecoder.PrefixBytes).CopyTo(_hashedPrefix);
        _hashing = Task.Run(() => HashElsewhere(stored, storedBytes));
    }

    private void HashNow(byte[] stored, int storedBytes)
    {
        _decoder.Hash(_prefix.AsSpan(0, ContainerDecoder.PrefixBytes));
        _decoder.Hash(stored.AsSpan(0, storedBytes));
    }

    private void HashElsewhere(byte[] stored, int storedBytes)
    {
        _decoder.Hash(_hashedPrefix);
        _decoder.Hash(stored.AsSpan(0, storedBytes));
    }

    // Once, when nothing is hashed any more.
    private void GiveBack()
    {
        _decoder.Dispose();
        _buffers.Return(_stored);
        if (_overlaps)
            _buffers.Return(_hashedStored);
        if (_unpacked is not null)
            _buffers.Return(_unpacked);
        _unpacked = null;
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
