using System.Security.Cryptography;

namespace MarsDisk.Snapshots.Staging;

/// <summary>
/// The directory of one living process under the scratch root, held by a lock that the system releases however the process
/// ends. Directories whose lock is free are garbage, whatever their age.
/// </summary>
internal sealed class ScratchDirectory : IDisposable
{
    private const string LockName = "lock";
    private const int NameDigits = 32;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _lock;

    private ScratchDirectory(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    /// <summary>Where scratch files are made.</summary>
    public string Path { get; }

    /// <summary>Makes the directory of this process.</summary>
    /// <exception cref="IOException">The root cannot be used; the message says why.</exception>
    public static ScratchDirectory Create(string root)
    {
        PrepareRoot(root);
        while (true)
        {
            var path = System.IO.Path.Combine(root, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NameDigits / 2)));
            Make(path);
            try
            {
                return new ScratchDirectory(path, OpenLock(System.IO.Path.Combine(path, LockName), FileMode.CreateNew));
            }
            catch (DirectoryNotFoundException)
            {
                // A cleaner came between the two lines and took the directory for one that nobody locks.
            }
        }
    }

    /// <summary>Removes the directories of processes that are gone.</summary>
    /// <returns>How many were removed, and how many could not be.</returns>
    public static (int Removed, int Failed) Clean(string root)
    {
        var removed = 0;
        var failed = 0;
        if (!Directory.Exists(root))
            return (0, 0);
        foreach (var path in Directory.EnumerateDirectories(root))
        {
            if (!IsInstance(System.IO.Path.GetFileName(path)) || new DirectoryInfo(path).LinkTarget is not null)
                continue;
            switch (TryRemove(path))
            {
                case true:
                    removed++;
                    break;
                case false:
                    failed++;
                    break;
                default:
                    break;
            }
        }
        return (removed, failed);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next cleaner takes it: the lock is free from now on.
        }
        _lock.Dispose();
    }

    private static bool IsInstance(string name) => name.Length == NameDigits && name.All(char.IsAsciiHexDigitLower);

    private static FileStream OpenLock(string path, FileMode mode) =>
        new(path, mode, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);

    private static void Make(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnly);
    }

    private static void PrepareRoot(string root)
    {
        if (!Directory.Exists(root))
            Make(root);
        var info = new DirectoryInfo(root);
        if (info.LinkTarget is not null)
            throw new IOException($"The scratch root {root} is a symbolic link.");
        if (OperatingSystem.IsWindows())
            return;
        var mode = info.UnixFileMode;
        if ((mode & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != UnixFileMode.None && !mode.HasFlag(UnixFileMode.StickyBit))
            throw new IOException($"The scratch root {root} can be changed by other users; remove their right to write.");
        if (Posix.OwnerOf(root) is { } owner && owner != Posix.CurrentUser && !mode.HasFlag(UnixFileMode.StickyBit))
            throw new IOException($"The scratch root {root} belongs to another user.");
    }

    // True: removed. False: could not be. Null: somebody lives there, or it is just being made.
    private static bool? TryRemove(string path)
    {
        try
        {
            using (OpenLock(System.IO.Path.Combine(path, LockName), FileMode.Open))
            {
                foreach (var file in Directory.EnumerateFiles(path))
                {
                    if (System.IO.Path.GetFileName(file) != LockName)
                        File.Delete(file);
                }
                File.Delete(System.IO.Path.Combine(path, LockName));
                Directory.Delete(path);
            }
            return true;
        }
        catch (FileNotFoundException)
        {
            return TryRemoveEmpty(path);
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
        catch (IOException) when (IsLocked(path))
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool? TryRemoveEmpty(string path)
    {
        try
        {
            Directory.Delete(path);                    // fails if its owner has made the lock in the meantime
            return true;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool IsLocked(string path)
    {
        try
        {
            OpenLock(System.IO.Path.Combine(path, LockName), FileMode.Open).Dispose();
            return false;
        }
        catch (IOException)
        {
            return File.Exists(System.IO.Path.Combine(path, LockName));
        }
    }
}
