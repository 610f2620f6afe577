using MarsDisk.Journal.Files;

namespace MarsDisk.Simulated.Disks;

/// <summary>
/// A disk in memory that keeps after a power loss what a real one has to keep: synced bytes under synced names. Of the
/// rest each piece may be there, may be missing, or may be there in part, as the seed decides. Used by one thread.
/// </summary>
internal sealed class SimulatedDisk : IDisk, IDisposable
{
    private const int NoSpace = 28;          // ENOSPC

    private readonly DiskNames _names = new();
    private readonly List<SimulatedFile> _files = [];
    private int _powerLosses;

    /// <summary>Bytes by which files may still grow; a write that finds less writes that much and fails.</summary>
    public long RoomBytes { get; set; } = long.MaxValue;

    /// <inheritdoc/>
    public IDiskFile Create(string path, long reservedBytes = 0)
    {
        var name = _names.PlaceOf(path);
        if (name.File is not null)
            throw new IOException($"The file '{path}' already exists.");
        if (reservedBytes > RoomBytes)
            throw DiskFull();
        return new Handle(this, Make(name), path, Sharing.Nobody);
    }

    /// <inheritdoc/>
    public IDiskFile Open(string path)
    {
        var name = _names.PlaceOf(path);
        return new Handle(this, name.File ?? Make(name), path, Sharing.Readers);
    }

    /// <inheritdoc/>
    public IDiskFile? TryLock(string path)
    {
        var name = _names.PlaceOf(path);
        var file = name.File ?? Make(name);
        return file.IsOpen ? null : new Handle(this, file, path, Sharing.Nobody) { IsWatched = true };
    }

    /// <inheritdoc/>
    public Stream OpenRead(string path)
    {
        var file = _names.PlaceOf(path).File ?? throw new FileNotFoundException($"Could not find file '{path}'.");
        return file.OpenRead(path);
    }

    /// <inheritdoc/>
    public long? LengthOf(string path) => _names.Find(path)?.Length;

    /// <inheritdoc/>
    public IReadOnlyList<DiskEntry>? List(string directory) => _names.List(directory);

    /// <inheritdoc/>
    public void Move(string path, string newPath)
    {
        if (_names.Move(path, newPath) is { } replaced)
            RoomBytes = Grown(replaced.Length);
    }

    /// <inheritdoc/>
    public void Delete(string path)
    {
        if (_names.Delete(path) is { } deleted)
            RoomBytes = Grown(deleted.Length);
    }

    /// <inheritdoc/>
    public void CreateDirectory(string path) => _names.CreateDirectory(path);

    /// <inheritdoc/>
    public void SyncDirectory(string path) => _names.Sync(path);

    /// <inheritdoc/>
    public long? FreeBytesAt(string path) => RoomBytes == long.MaxValue ? null : RoomBytes;

    /// <summary>
    /// The power goes and comes back: locks are free, open files are gone, and each unsynced name and each unsynced
    /// sector is kept or lost by chance.
    /// </summary>
    public void LosePower(SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        _powerLosses++;
        _names.LosePower(random);
        foreach (var file in _files)
            file.LosePower(random);
    }

    /// <summary>All processes die and the disk with them, which keeps nothing but what was synced; or they alone, and it keeps everything.</summary>
    public void Kill(bool keepsUnsynced)
    {
        _powerLosses++;
        _names.Settle(keepsUnsynced);
        foreach (var file in _files)
            file.Settle(keepsUnsynced);
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        foreach (var file in _files)
            file.Free();
        _files.Clear();
    }

    private static IOException DiskFull() => new("No space left on device", NoSpace);

    private SimulatedFile Make(in DiskPlace place)
    {
        var file = new SimulatedFile();
        _files.Add(file);
        _names.Give(place, file);
        return file;
    }

    private long Grown(long bytes) => RoomBytes == long.MaxValue ? long.MaxValue : RoomBytes + bytes;

    // Takes the room for the growth of a file; what there is when there is too little.
    private int Take(int growth)
    {
        if (RoomBytes == long.MaxValue || growth <= 0)
            return growth;
        var taken = (int)Math.Min(growth, RoomBytes);
        RoomBytes -= taken;
        return taken;
    }

    private sealed class Handle : IDiskFile
    {
        private readonly SimulatedDisk _disk;
        private readonly SimulatedFile _file;
        private readonly string _path;
        private readonly Sharing _sharing;
        private readonly int _powerLosses;
        private bool _isClosed;

        public Handle(SimulatedDisk disk, SimulatedFile file, string path, Sharing sharing)
        {
            file.Open(sharing, path);
            (_disk, _file, _path, _sharing, _powerLosses) = (disk, file, path, sharing, disk._powerLosses);
        }

        /// <summary>Whether it is asked who has its name now.</summary>
        public bool IsWatched { get; init; }

        public long Length => Opened().Length;

        public bool IsReplaced =>
            IsWatched && _disk._names.Find(_path) is { } named && named != Opened();

        public int Read(Span<byte> bytes, long offset) => Opened().Read(bytes, (int)offset);

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            var file = Opened();
            var growth = (int)offset + bytes.Length - file.Length;
            var missing = growth - _disk.Take(growth);
            file.Write(bytes[..Math.Max(0, bytes.Length - missing)], (int)offset);
            if (missing > 0)
                throw DiskFull();
        }

        public void SetLength(long length)
        {
            var file = Opened();
            if (length < file.Length)
                _disk.RoomBytes = _disk.Grown(file.Length - length);
            else if (_disk.Take((int)length - file.Length) < length - file.Length)
                throw DiskFull();
            file.SetLength((int)length);
        }

        public void Sync() => Opened().Sync();

        public void Dispose()
        {
            if (!_isClosed && _powerLosses == _disk._powerLosses)
                _file.Close(_sharing);
            _isClosed = true;
        }

        private SimulatedFile Opened()
        {
            ObjectDisposedException.ThrowIf(_isClosed || _powerLosses != _disk._powerLosses, this);
            return _file;
        }
    }
}
