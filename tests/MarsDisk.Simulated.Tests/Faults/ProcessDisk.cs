using MarsDisk.Journal.Files;
using MarsDisk.Simulated.Laws;

namespace MarsDisk.Simulated.Faults;

/// <summary>The disk as one process sees it: it fails as told, dies with the process, and the laws watch every call.</summary>
internal sealed class ProcessDisk(IDisk disk, DiskTrouble trouble, DiskWitness witness, string process) : IDisk
{
    private readonly List<IDisposable> _open = [];

    public IDiskFile Create(string path, long reservedBytes = 0)
    {
        trouble.Before(path, writes: reservedBytes > 0);
        var file = disk.Create(path, reservedBytes);
        witness.Created(path);
        return Open(path, file);
    }

    public IDiskFile Open(string path)
    {
        trouble.Before(path);
        var isNew = disk.LengthOf(path) is null;
        var file = disk.Open(path);
        if (isNew)
            witness.Created(path);
        return Open(path, file);
    }

    public IDiskFile? TryLock(string path)
    {
        trouble.Before(path);
        var isNew = disk.LengthOf(path) is null;
        if (disk.TryLock(path) is not { } file)
            return null;
        if (isNew)
            witness.Created(path);
        return Open(path, file);
    }

    public Stream OpenRead(string path)
    {
        trouble.Look();
        witness.Read(path);
        return disk.OpenRead(path);
    }

    public long? LengthOf(string path)
    {
        trouble.Look();
        return disk.LengthOf(path);
    }

    public IReadOnlyList<DiskEntry>? List(string directory)
    {
        trouble.Look();
        return disk.List(directory);
    }

    public void Move(string path, string newPath)
    {
        trouble.Before(newPath);
        disk.Move(path, newPath);
        witness.Moved(path, newPath);
    }

    public void Delete(string path)
    {
        trouble.Before(path);
        var existed = disk.LengthOf(path) is not null;
        disk.Delete(path);
        if (existed)
            witness.Deleted(path);
    }

    public void CreateDirectory(string path)
    {
        trouble.Before(path);
        disk.CreateDirectory(path);
    }

    public void SyncDirectory(string path)
    {
        trouble.Before(path);
        disk.SyncDirectory(path);
        witness.DirectorySynced(path);
    }

    public long? FreeBytesAt(string path)
    {
        trouble.Look();
        return trouble.IsFull ? 0 : disk.FreeBytesAt(path);
    }

    /// <summary>What the kernel does when a process dies: its files are closed and its locks are free.</summary>
    public void CloseAll()
    {
        foreach (var file in _open)
            file.Dispose();
        _open.Clear();
    }

    private ProcessFile Open(string path, IDiskFile file)
    {
        _open.Add(file);
        return new ProcessFile(this, path, file);
    }

    private sealed class ProcessFile(ProcessDisk owner, string path, IDiskFile file) : IDiskFile
    {
        private readonly FileTrack _track = owner.Witness.TrackOf(path);

        public long Length
        {
            get
            {
                owner.Trouble.Look();
                return file.Length;
            }
        }

        public bool IsReplaced
        {
            get
            {
                owner.Trouble.Look();
                return file.IsReplaced;
            }
        }

        public int Read(Span<byte> bytes, long offset)
        {
            owner.Trouble.Look();
            return file.Read(bytes, offset);
        }

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            owner.Trouble.Before(path, writes: true);
            if (owner.Trouble.TearsAppend && path.EndsWith(".journal", StringComparison.Ordinal))
            {
                owner.Trouble.TearsAppend = false;
                file.Write(bytes[..(bytes.Length / 2)], offset);
                throw DiskTrouble.Torn(path);
            }
            file.Write(bytes, offset);
            DiskWitness.Written(_track, bytes, offset, owner.Process);
        }

        public void SetLength(long length)
        {
            owner.Trouble.Before(path);
            file.SetLength(length);
            DiskWitness.Cut(_track, length);
        }

        public void Sync()
        {
            owner.Trouble.Before(path, syncs: true);
            file.Sync();
            DiskWitness.Synced(_track);
        }

        // A dead process closes nothing: CloseAll has done it.
        public void Dispose()
        {
            if (!owner.Trouble.IsDead && owner._open.Remove(file))
                file.Dispose();
        }
    }

    private DiskTrouble Trouble => trouble;

    private DiskWitness Witness => witness;

    private string Process => process;
}
