using MarsDisk.Journal.Files;

namespace MarsDisk.Journal.Faults;

/// <summary>A disk whose calls fail when a test wants them to.</summary>
/// <param name="disk">The disk behind it.</param>
/// <param name="faults">Asked before each call.</param>
public sealed class FaultyDisk(IDisk disk, IDiskFaults faults) : IDisk
{
    /// <inheritdoc/>
    public IDiskFile Create(string path, long reservedBytes = 0) => new FaultyFile(disk.Create(path, reservedBytes), path, faults);

    /// <inheritdoc/>
    public IDiskFile Open(string path) => new FaultyFile(disk.Open(path), path, faults);

    /// <inheritdoc/>
    public IDiskFile? TryLock(string path) => disk.TryLock(path) is { } file ? new FaultyFile(file, path, faults) : null;

    /// <inheritdoc/>
    public Stream OpenRead(string path) => disk.OpenRead(path);

    /// <inheritdoc/>
    public long? LengthOf(string path) => disk.LengthOf(path);

    /// <inheritdoc/>
    public IReadOnlyList<DiskEntry>? List(string directory) => disk.List(directory);

    /// <inheritdoc/>
    public void Move(string path, string newPath)
    {
        faults.Before(DiskOperation.Rename, newPath);
        disk.Move(path, newPath);
    }

    /// <inheritdoc/>
    public void Delete(string path) => disk.Delete(path);

    /// <inheritdoc/>
    public void CreateDirectory(string path) => disk.CreateDirectory(path);

    /// <inheritdoc/>
    public void SyncDirectory(string path)
    {
        faults.Before(DiskOperation.SyncDirectory, path);
        disk.SyncDirectory(path);
    }

    /// <inheritdoc/>
    public long? FreeBytesAt(string path) => disk.FreeBytesAt(path);

    private sealed class FaultyFile(IDiskFile file, string path, IDiskFaults faults) : IDiskFile
    {
        public long Length => file.Length;

        public bool IsReplaced => file.IsReplaced;

        public int Read(Span<byte> bytes, long offset) => file.Read(bytes, offset);

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            faults.Before(DiskOperation.Write, path);
            file.Write(bytes, offset);
        }

        public void SetLength(long length)
        {
            faults.Before(DiskOperation.Write, path);
            file.SetLength(length);
        }

        public void Sync()
        {
            faults.Before(DiskOperation.Sync, path);
            file.Sync();
        }

        public void Dispose() => file.Dispose();
    }
}
