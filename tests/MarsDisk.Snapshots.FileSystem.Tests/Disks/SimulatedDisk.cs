using MarsDisk.Snapshots.FileSystem.Disks;

namespace MarsDisk.Snapshots.FileSystem.Tests.Disks;

/// <summary>The power went off: nothing after it happens.</summary>
internal sealed class PowerLostException() : Exception("The power went off.");

/// <summary>
/// A disk whose power goes off at the n-th call. Bytes that were not synced are then lost in part; of the changes of
/// names since a directory was synced, any are lost, in any order. A rename is one change. It may be full, too.
/// </summary>
internal sealed class SimulatedDisk(int callsUntilPowerLoss = int.MaxValue) : IStoreDisk
{
    private readonly Dictionary<string, SimulatedFile> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _directories = new(StringComparer.Ordinal) { "/" };
    private readonly Dictionary<string, SimulatedFile> _durableFiles = new(StringComparer.Ordinal);
    private readonly HashSet<string> _durableDirectories = new(StringComparer.Ordinal) { "/" };
    private readonly Dictionary<string, List<Action>> _pending = new(StringComparer.Ordinal);
    private int _callsLeft = callsUntilPowerLoss;
    private long _time = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    /// <summary>Bytes that fit.</summary>
    public long Capacity { get; set; } = long.MaxValue;

    public long UsedBytes => _files.Values.Sum(file => (long)file.Seen.Length);

    public bool RefusesDirectorySync { get; set; }

    public bool HasPartsElsewhere { get; set; }

    public List<string> Calls { get; } = [];

    public IEnumerable<string> Names => _files.Keys;

    /// <summary>Switches it on again, with what the loss has left.</summary>
    public void PowerOn(Random random, int callsUntilPowerLoss)
    {
        foreach (var (_, changes) in _pending)
        {
            foreach (var change in changes.Where(_ => random.Next(2) == 0).OrderBy(_ => random.Next()).ToList())
                change();
        }
        _pending.Clear();
        _directories.Clear();
        _directories.UnionWith(_durableDirectories.Where(IsReachable));
        _files.Clear();
        foreach (var (path, file) in _durableFiles.Where(entry => _directories.Contains(Above(entry.Key))))
            _files[path] = file;
        foreach (var file in _files.Values.Distinct())
            file.LosePower(random);
        _callsLeft = callsUntilPowerLoss;
    }

    public IPartFile? TryCreatePart(string path)
    {
        Call("create", path);
        RequireDirectory(Above(path));
        if (_files.ContainsKey(path))
            return null;
        var file = new SimulatedFile { IsLocked = true, Time = ++_time };
        _files[path] = file;
        Change(Above(path), () => _durableFiles[path] = file);
        return new Part(this, file, path);
    }

    public bool TryDeleteUnlocked(string path)
    {
        Call("clean", path);
        return _files.TryGetValue(path, out var file) && !file.IsLocked && Delete(path);
    }

    public Stream? TryOpenRead(string path)
    {
        Call("read", path);
        return _files.TryGetValue(path, out var file) ? new MemoryStream(file.Seen, writable: false) : null;
    }

    public StoreEntry? Find(string path)
    {
        Call("find", path);
        if (_files.TryGetValue(path, out var file))
            return EntryOf(path, file);
        return _directories.Contains(path) ? new StoreEntry(Path.GetFileName(path), IsDirectory: true, 0, default) : null;
    }

    public IReadOnlyList<StoreEntry>? List(string directory)
    {
        Call("list", directory);
        if (!_directories.Contains(directory))
            return null;
        return
        [
            .. _files.Where(entry => Above(entry.Key) == directory).Select(entry => EntryOf(entry.Key, entry.Value)),
            .. _directories.Where(path => path != "/" && Above(path) == directory).Select(path => new StoreEntry(Path.GetFileName(path), IsDirectory: true, 0, default)),
        ];
    }

    public bool TryRename(IPartFile part, string name)
    {
        Call("rename", part.Path);
        var to = Path.Combine(Above(part.Path), name);
        if (_files.ContainsKey(to))
            return false;
        Rename((Part)part, to);
        return true;
    }

    public void Replace(IPartFile part, string name)
    {
        Call("replace", part.Path);
        Rename((Part)part, Path.Combine(Above(part.Path), name));
    }

    public bool Delete(string path)
    {
        Call("delete", path);
        if (!_files.Remove(path))
            return false;
        Change(Above(path), () => _durableFiles.Remove(path));
        return true;
    }

    public bool CreateDirectory(string path)
    {
        Call("mkdir", path);
        RequireDirectory(Above(path));
        if (!_directories.Add(path))
            return false;
        Change(Above(path), () => _durableDirectories.Add(path));
        return true;
    }

    public void SyncDirectory(string directory)
    {
        Call("sync-directory", directory);
        if (RefusesDirectorySync)
            throw new IOException("Input/output error", 5);
        RequireDirectory(directory);
        foreach (var change in _pending.GetValueOrDefault(directory) ?? [])
            change();
        _pending.Remove(directory);
    }

    public IDisposable? TryLock(string path)
    {
        Call("lock", path);
        RequireDirectory(Above(path));
        if (!_files.TryGetValue(path, out var file))
        {
            file = _files[path] = new SimulatedFile();
            Change(Above(path), () => _durableFiles[path] = file);
        }
        if (file.IsLocked)
            return null;
        file.IsLocked = true;
        return new Lock(file);
    }

    public DateTimeOffset NowAt(string directory) => new(++_time, TimeSpan.Zero);

    private void Rename(Part part, string to)
    {
        var from = part.Path;
        if (!_files.Remove(from))
            throw new FileNotFoundException("The part is not there.", from);
        _files[to] = part.File;
        part.Path = to;
        Change(Above(from), () =>
        {
            _durableFiles.Remove(from);
            _durableFiles[to] = part.File;
        });
    }

    private void Call(string name, string path)
    {
        if (_callsLeft <= 0 || --_callsLeft == 0)
            throw new PowerLostException();
        Calls.Add($"{name} {path}");
    }

    private void Change(string directory, Action change)
    {
        if (!_pending.TryGetValue(directory, out var changes))
            changes = _pending[directory] = [];
        changes.Add(change);
    }

    private void RequireDirectory(string directory)
    {
        if (!_directories.Contains(directory))
            throw new DirectoryNotFoundException(directory);
    }

    private bool IsReachable(string directory) =>
        directory == "/" || (_durableDirectories.Contains(Above(directory)) && IsReachable(Above(directory)));

    private static StoreEntry EntryOf(string path, SimulatedFile file) =>
        new(Path.GetFileName(path), IsDirectory: false, file.Seen.Length, new DateTimeOffset(file.Time, TimeSpan.Zero));

    private static string Above(string path) => Path.GetDirectoryName(path)!;

    private sealed class Lock(SimulatedFile file) : IDisposable
    {
        public void Dispose() => file.IsLocked = false;
    }

    private sealed class Part(SimulatedDisk disk, SimulatedFile file, string path) : IPartFile
    {
        private readonly PartStream _stream = new(disk, file);

        public SimulatedFile File => file;

        public string Path { get; set; } = path;

        public Stream Stream => _stream;

        public void Touch() => file.Time = ++disk._time;

        public void Sync()
        {
            disk.Call("sync", Path);
            file.Sync();
        }

        public bool IsOnDeviceOf(string directory) => !disk.HasPartsElsewhere;

        public void Dispose() => _stream.Dispose();
    }

    private sealed class PartStream(SimulatedDisk disk, SimulatedFile file) : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count)
        {
            disk.Call("write", "");
            if (disk.UsedBytes + count > disk.Capacity)
                throw new IOException("No space left on device", 28);
            base.Write(buffer, offset, count);
            file.Seen = ToArray();
        }

        public override void Write(ReadOnlySpan<byte> buffer) => Write(buffer.ToArray(), 0, buffer.Length);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        protected override void Dispose(bool disposing)
        {
            file.IsLocked = false;
            base.Dispose(disposing);
        }
    }
}
