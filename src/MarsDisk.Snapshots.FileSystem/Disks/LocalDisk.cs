using System.Runtime.Versioning;
using MarsDisk.Snapshots.Staging;

namespace MarsDisk.Snapshots.FileSystem.Disks;

/// <summary>The disk of this machine.</summary>
internal sealed class LocalDisk : IStoreDisk
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int Exists = 17;                                      // EEXIST
    private const int ExistsWindows = unchecked((int)0x80070050);
    private const int ReadBytes = 64 * 1024;
    private const string ClockName = ".clock";

    private static readonly TimeSpan UnlockedOnWindows = TimeSpan.FromHours(1);

    [UnsupportedOSPlatformGuard("windows")]
    [UnsupportedOSPlatformGuard("browser")]
    private static bool IsUnix => !OperatingSystem.IsWindows() && !OperatingSystem.IsBrowser();

    public IPartFile? TryCreatePart(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = IsUnix ? FileShare.None : FileShare.Delete,         // Windows renames open files only with this
            BufferSize = 0,
        };
        if (IsUnix)
            options.UnixCreateMode = OwnerOnly;
        try
        {
            var stream = new FileStream(path, options);

            // A cleaner may have locked and deleted it between its creation and its lock, and another writer made one since.
            if (IsUnix ? LibC.HasName(stream.SafeFileHandle, path) : File.Exists(path))
                return new PartFile(stream, path);
            stream.Dispose();
            return null;
        }
        catch (IOException error) when (error.HResult is Exists or ExistsWindows || IsHeld(error))
        {
            return null;
        }
    }

    public bool TryDeleteUnlocked(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);

            // The name may belong to another file by now, which is held by its own writer.
            if (IsUnix && !LibC.HasName(file.SafeFileHandle, path))
                return false;
            if (!IsUnix && NowAt(Path.GetDirectoryName(path)!) - Utc(File.GetLastWriteTimeUtc(file.SafeFileHandle)) < UnlockedOnWindows)
                return false;
            if (IsUnix)
                File.Delete(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException || IsHeld(error))
        {
            return false;
        }
        if (!IsUnix)
            File.Delete(path);
        return true;
    }

    public Stream? TryOpenRead(string path)
    {
        try
        {
            return new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, ReadBytes, FileOptions.SequentialScan);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (IOException error) when (IsUnix && IsHeld(error))
        {
            // Its writer holds the lock of the part for a moment after the part got its name: what has a name is whole.
            return LibC.TryOpenRead(path) is { } file ? new FileStream(file, FileAccess.Read, ReadBytes) : null;
        }
    }

    public StoreEntry? Find(string path)
    {
        var file = new FileInfo(path);
        if (file.Exists)
            return new StoreEntry(file.Name, IsDirectory: false, file.Length, Utc(file.LastWriteTimeUtc));
        return Directory.Exists(path) ? new StoreEntry(Path.GetFileName(path), IsDirectory: true, 0, default) : null;
    }

    public IReadOnlyList<StoreEntry>? List(string directory)
    {
        try
        {
            var entries = new List<StoreEntry>();
            foreach (var entry in new DirectoryInfo(directory).EnumerateFileSystemInfos())
            {
                // One that is deleted meanwhile has no length; a link leads elsewhere and is no part of the store.
                if (entry.LinkTarget is not null)
                    continue;
                if (entry is FileInfo { Exists: true } file)
                    entries.Add(new StoreEntry(file.Name, IsDirectory: false, file.Length, Utc(file.LastWriteTimeUtc)));
                else if (entry is DirectoryInfo)
                    entries.Add(new StoreEntry(entry.Name, IsDirectory: true, 0, default));
            }
            return entries;
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
    }

    public bool TryRename(IPartFile part, string name)
    {
        var target = Target(part, name);
        if (IsUnix)
        {
            if (!LibC.TryRename(part.Path, target))
                return false;
        }
        else
        {
            if (File.Exists(target))
                return false;
            File.Move(part.Path, target, overwrite: false);
        }
        ((PartFile)part).Path = target;
        return true;
    }

    public void Replace(IPartFile part, string name)
    {
        var target = Target(part, name);
        if (IsUnix)
            LibC.Replace(part.Path, target);
        else
            File.Move(part.Path, target, overwrite: true);
        ((PartFile)part).Path = target;
    }

    public bool Delete(string path)
    {
        if (!File.Exists(path))
            return false;
        File.Delete(path);
        return true;
    }

    public bool CreateDirectory(string path)
    {
        if (Directory.Exists(path))
            return false;
        if (IsUnix)
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        else
            Directory.CreateDirectory(path);
        return true;
    }

    public void SyncDirectory(string directory)
    {
        if (IsUnix)
            LibC.SyncDirectory(directory);
    }

    public IDisposable? TryLock(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (IsUnix)
            options.UnixCreateMode = OwnerOnly;
        try
        {
            return new FileStream(path, options);
        }
        catch (IOException error) when (IsHeld(error))
        {
            return null;
        }
    }

    public DateTimeOffset NowAt(string directory)
    {
        try
        {
            return Touched(Path.Combine(directory, ClockName));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Mounted for reading only: nothing can be deleted by its age either.
            return TimeProvider.System.GetUtcNow();
        }
    }

    private static DateTimeOffset Touched(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        };
        if (IsUnix)
            options.UnixCreateMode = OwnerOnly;
        using var file = new FileStream(path, options);
        if (IsUnix)
            LibC.Touch(file.SafeFileHandle, path);
        else
            file.SetLength(file.Length == 0 ? 1 : 0);
        return Utc(File.GetLastWriteTimeUtc(file.SafeFileHandle));
    }

    private static DateTimeOffset Utc(DateTime time) => new(time, TimeSpan.Zero);

    private static string Target(IPartFile part, string name) => Path.Combine(Path.GetDirectoryName(part.Path)!, name);

    // A sharing violation has no type of its own: on Unix the number is EAGAIN, on Windows 32 or 33.
    private static bool IsHeld(Exception error) =>
        error is IOException && error.HResult is 11 or 35 or unchecked((int)0x80070020) or unchecked((int)0x80070021);

    private sealed class PartFile(FileStream stream, string path) : IPartFile
    {
        public string Path { get; set; } = path;

        public Stream Stream => stream;

        public void Touch()
        {
            if (IsUnix)
                LibC.Touch(stream.SafeFileHandle, Path);
        }

        public void Sync() => stream.Flush(flushToDisk: true);

        public bool IsOnDeviceOf(string directory) => Posix.DeviceOf(Path) == Posix.DeviceOf(directory);

        public void Dispose() => stream.Dispose();
    }
}
