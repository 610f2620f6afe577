using System.Buffers;

namespace MarsDisk.Simulated.Disks;

/// <summary>Who else may open a file that is open.</summary>
internal enum Sharing
{
    /// <summary>Everybody who shares it as well.</summary>
    Readers,

    /// <summary>Nobody.</summary>
    Nobody,
}

/// <summary>
/// Content of a file, whatever its names: as programs see it, and as it is on the platters. While nothing durable has
/// been overwritten the second is the beginning of the first, so that a file that only grows is kept once.
/// </summary>
internal sealed class SimulatedFile
{
    private const int SectorBytes = 512;
    private const int BytesMin = 256;

    private byte[] _bytes = [];
    private byte[]? _overwritten;            // the durable content, once a part of it differs
    private int _durableLength;
    private bool _isDirty;
    private int _sharers;
    private int _streams;
    private bool _isLocked;

    /// <summary>Bytes as programs see them.</summary>
    public int Length { get; private set; }

    /// <summary>Whether anybody has it open.</summary>
    public bool IsOpen => _isLocked || _sharers > 0;

    /// <summary>Opens it as the operating system does, with an advisory lock.</summary>
    public void Open(Sharing sharing, string path)
    {
        if (_isLocked || (sharing == Sharing.Nobody && _sharers > 0))
            throw new IOException($"The process cannot access the file '{path}' because it is being used by another process.");
        if (sharing == Sharing.Nobody)
            _isLocked = true;
        else
            _sharers++;
    }

    public void Close(Sharing sharing)
    {
        if (sharing == Sharing.Nobody)
            _isLocked = false;
        else
            _sharers--;
    }

    /// <summary>The content now; the file is shared until the stream is closed.</summary>
    public Stream OpenRead(string path)
    {
        Open(Sharing.Readers, path);
        _streams++;
        return new ReadStream(this, _bytes, Length);
    }

    public int Read(Span<byte> bytes, int offset)
    {
        var count = Math.Clamp(Length - offset, 0, bytes.Length);
        _bytes.AsSpan(Math.Min(offset, Length), count).CopyTo(bytes);
        return count;
    }

    public void Write(ReadOnlySpan<byte> bytes, int offset)
    {
        if (bytes.IsEmpty)
            return;
        if (offset < _durableLength)
            KeepDurable();
        var end = offset + bytes.Length;
        Reserve(end);
        if (offset > Length)
            _bytes.AsSpan(Length, offset - Length).Clear();
        bytes.CopyTo(_bytes.AsSpan(offset));
        Length = Math.Max(Length, end);
        _isDirty = true;
    }

    public void SetLength(int length)
    {
        if (length < _durableLength)
            KeepDurable();
        Reserve(length);
        if (length > Length)
            _bytes.AsSpan(Length, length - Length).Clear();
        Length = length;
        _isDirty = true;
    }

    public void Sync()
    {
        Forget(ref _overwritten);
        _durableLength = Length;
        _isDirty = false;
    }

    /// <summary>What was not synced is lost, is kept, or is torn: kept in some sectors and up to some length.</summary>
    public void LosePower(SeededRandom random)
    {
        (_isLocked, _sharers, _streams) = (false, 0, 0);
        if (!_isDirty)
            return;
        switch (random.Below(3))
        {
            case 0:
                GoBack();
                break;
            case 1:
                break;
            default:
                Tear(random);
                break;
        }
        Sync();
    }

    /// <summary>Whoever had it open is gone; what was not synced is all kept or all lost.</summary>
    public void Settle(bool keepsUnsynced)
    {
        (_isLocked, _sharers, _streams) = (false, 0, 0);
        if (!keepsUnsynced && _isDirty)
            GoBack();
        if (!keepsUnsynced)
            Sync();
    }

    private void GoBack()
    {
        _overwritten?.AsSpan(0, _durableLength).CopyTo(_bytes);
        Length = _durableLength;
    }

    /// <summary>Gives the memory back.</summary>
    public void Free()
    {
        Forget(ref _overwritten);
        if (_bytes.Length > 0 && _streams == 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, Length, _durableLength) = ([], 0, 0);
    }

    private static void Forget(ref byte[]? bytes)
    {
        if (bytes is not null)
            ArrayPool<byte>.Shared.Return(bytes);
        bytes = null;
    }

    // Lengths are those before or after, or something between; sectors beyond what was written to them read as zeros.
    private void Tear(SeededRandom random)
    {
        var (shorter, longer) = (Math.Min(Length, _durableLength), Math.Max(Length, _durableLength));
        var length = random.Below(3) switch
        {
            0 => Length,
            1 => _durableLength,
            _ => random.Between(shorter, longer),
        };
        Reserve(longer);
        _bytes.AsSpan(Length, longer - Length).Clear();
        for (var sector = 0; sector < length; sector += SectorBytes)
        {
            var end = Math.Min(sector + SectorBytes, longer);
            if ((_overwritten is not null || end > _durableLength) && random.OneIn(2))
                Restore(sector, end);
        }
        Length = length;
    }

    // Puts the durable bytes of a sector back, and zeros where nothing was durable.
    private void Restore(int begin, int end)
    {
        var durableEnd = Math.Clamp(_durableLength, begin, end);
        _overwritten?.AsSpan(begin, durableEnd - begin).CopyTo(_bytes.AsSpan(begin));
        _bytes.AsSpan(durableEnd, end - durableEnd).Clear();
    }

    private void KeepDurable()
    {
        if (_overwritten is not null)
            return;
        _overwritten = ArrayPool<byte>.Shared.Rent(Math.Max(1, _durableLength));
        _bytes.AsSpan(0, _durableLength).CopyTo(_overwritten);
    }

    private void Reserve(int length)
    {
        if (length <= _bytes.Length)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(BytesMin, Math.Max(length, Length * 2)));
        _bytes.AsSpan(0, Length).CopyTo(larger);
        if (_bytes.Length > 0 && _streams == 0)              // a reader looks at the old bytes
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }

    private sealed class ReadStream(SimulatedFile file, byte[] bytes, int length) : MemoryStream(bytes, 0, length, writable: false)
    {
        private bool _isClosed;

        protected override void Dispose(bool disposing)
        {
            if (!_isClosed && file._streams > 0)
            {
                file._streams--;
                file.Close(Sharing.Readers);
            }
            _isClosed = true;
            base.Dispose(disposing);
        }
    }
}
