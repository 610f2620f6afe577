namespace MarsDisk.Journal.Files;

/// <summary>The disk of the operating system.</summary>
public sealed class FileSystemDisk : IDisk
{
    private const int WouldBlock = 11;                                   // EWOULDBLOCK of Linux
    private const int WouldBlockOnMac = 35;
    private const int SharingViolation = unchecked((int)0x80070020);     // Windows

    private FileSystemDisk() { }

    /// <summary>There is one.</summary>
    public static FileSystemDisk Instance { get; } = new();

    /// <inheritdoc/>
    public IDiskFile Create(string path, long reservedBytes = 0) => new FileSystemFile(File.OpenHandle(
        path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.None, reservedBytes));

    /// <inheritdoc/>
    public IDiskFile Open(string path) =>
        new FileSystemFile(File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read));

    /// <inheritdoc/>
    public IDiskFile? TryLock(string path)
    {
        try
        {
            var handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new FileSystemFile(handle).Watch(path);
        }
        catch (IOException error) when (IsLockConflict(error))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public Stream OpenRead(string path) =>
        new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);

    /// <inheritdoc/>
    public long? LengthOf(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? file.Length : null;
    }

    /// <inheritdoc/>
    public IReadOnlyList<DiskEntry>? List(string directory)
    {
        var info = new DirectoryInfo(directory);
        if (!info.Exists)
            return null;
        var entries = info.EnumerateFileSystemInfos()
            .Select(static entry => new DiskEntry(entry.Name, entry is DirectoryInfo))
            .ToList();
        entries.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        return entries;
    }

    /// <inheritdoc/>
    public void Move(string path, string newPath) => File.Move(path, newPath, overwrite: true);

    /// <inheritdoc/>
    public void Delete(string path) => File.Delete(path);

    /// <inheritdoc/>
    public void CreateDirectory(string path) => Directory.CreateDirectory(path);

    /// <inheritdoc/>
    public void SyncDirectory(string path) => DirectorySync.Sync(path);

    /// <inheritdoc/>
    public long? FreeBytesAt(string path)
    {
        var existing = Path.GetFullPath(path);
        while (!Directory.Exists(existing) && Path.GetDirectoryName(existing) is { } parent)
            existing = parent;
        try
        {
            return new DriveInfo(existing).AvailableFreeSpace;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    // Any other trouble (read-only, missing parent) is an exception of its own.
    private static bool IsLockConflict(IOException error) =>
        error.GetType() == typeof(IOException) && error.HResult is WouldBlock or WouldBlockOnMac or SharingViolation;
}
