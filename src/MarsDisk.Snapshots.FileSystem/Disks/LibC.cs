using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace MarsDisk.Snapshots.FileSystem.Disks;

/// <summary>The few calls of the C library that .NET has no words for.</summary>
[UnsupportedOSPlatform("windows")]
[UnsupportedOSPlatform("browser")]
internal static partial class LibC
{
    private const int Exists = 17;                  // EEXIST
    private const int NoEntry = 2;                  // ENOENT
    private const int InvalidArgument = 22;         // EINVAL: a file system without fsync of directories
    private const int NotSupportedLinux = 95;       // ENOTSUP
    private const int NotSupportedMac = 45;
    private const int NoCall = 38;                  // ENOSYS
    private const int DirectoryOnLinux = 0x10000;   // O_DIRECTORY; read-only is 0
    private const int DirectoryOnArm = 0x4000;
    private const int CloseOnStart = 0x80000;       // O_CLOEXEC: a program that is started does not inherit it
    private const int CurrentDirectory = -100;      // AT_FDCWD
    private const uint NoReplace = 1;               // RENAME_NOREPLACE
    private const int EmptyPath = 0x1000;           // AT_EMPTY_PATH
    private const int DoNotFollow = 0x100;          // AT_SYMLINK_NOFOLLOW
    private const uint BasicStats = 0x7FF;          // STATX_BASIC_STATS
    private const int StatBytes = 256;
    private const int InodeOffset = 32;
    private const int DeviceOffset = 136;

    /// <summary>Makes the names in a directory durable; a file system that cannot do that is left alone.</summary>
    public static void SyncDirectory(string directory)
    {
        var handle = Open(directory, DirectoryFlag());
        if (handle < 0)
            throw Failure("open", directory);
        try
        {
            if (Sync(handle) < 0 && Marshal.GetLastPInvokeError() is not (InvalidArgument or NotSupportedLinux or NotSupportedMac))
                throw Failure("sync", directory);
        }
        finally
        {
            _ = Close(handle);
        }
    }

    /// <summary>Renames in one step; false: the new name is taken. Never copies.</summary>
    public static bool TryRename(string path, string newPath)
    {
        if (OperatingSystem.IsLinux() && TryRenameNoReplace(path, newPath) is { } renamed)
            return renamed;

        // Names are unique for each write, and its part is locked: nobody else takes the name between the two calls.
        if (File.Exists(newPath))
            return false;
        Replace(path, newPath);
        return true;
    }

    /// <summary>Renames in one step over what has the name. Never copies.</summary>
    public static void Replace(string path, string newPath)
    {
        if (Rename(path, newPath) < 0)
            throw Failure("rename", path);
    }

    /// <summary>Sets a file's time to the file system's now.</summary>
    public static void Touch(SafeFileHandle file, string path)
    {
        if (SetTimes(file, 0) < 0)
            throw Failure("touch", path);
    }

    /// <summary>Opens a file for reading, whatever locks it has; null: there is none of that name.</summary>
    public static SafeFileHandle? TryOpenRead(string path)
    {
        var handle = Open(path, OperatingSystem.IsLinux() ? CloseOnStart : 0);
        if (handle >= 0)
            return new SafeFileHandle(handle, ownsHandle: true);
        var failure = Failure("open", path);
        return failure is FileNotFoundException ? null : throw failure;
    }

    /// <summary>Whether a name is that of an open file and not of another one; where the system cannot say, whether there is any.</summary>
    public static bool HasName(SafeFileHandle file, string path) =>
        OperatingSystem.IsLinux() ? IdentityOf(file) is { } identity && identity == IdentityOf(path) : File.Exists(path);

    private static (ulong Device, ulong Number)? IdentityOf(SafeFileHandle file)
    {
        var stat = new byte[StatBytes];
        return StatOfHandle(file, "", EmptyPath, BasicStats, stat) == 0 ? Identity(stat) : null;
    }

    private static (ulong Device, ulong Number)? IdentityOf(string path)
    {
        var stat = new byte[StatBytes];
        return Stat(CurrentDirectory, path, DoNotFollow, BasicStats, stat) == 0 ? Identity(stat) : null;
    }

    // Null: this system or file system has no such call.
    private static bool? TryRenameNoReplace(string path, string newPath)
    {
        try
        {
            if (RenameWithFlags(CurrentDirectory, path, CurrentDirectory, newPath, NoReplace) == 0)
                return true;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
        return Marshal.GetLastPInvokeError() switch
        {
            Exists => false,
            NoCall or InvalidArgument or NotSupportedLinux => null,
            _ => throw Failure("rename", path),
        };
    }

    private static (ulong Device, ulong Number) Identity(byte[] stat) =>
        (BitConverter.ToUInt64(stat, DeviceOffset), BitConverter.ToUInt64(stat, InodeOffset));

    private static int DirectoryFlag()
    {
        if (!OperatingSystem.IsLinux())
            return 0;
        return RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? DirectoryOnArm : DirectoryOnLinux;
    }

    private static IOException Failure(string call, string path)
    {
        var error = Marshal.GetLastPInvokeError();
        var message = $"Cannot {call} '{path}': {Marshal.GetPInvokeErrorMessage(error)}.";
        return error == NoEntry ? new FileNotFoundException(message, path) : new IOException(message, error);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int handle);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(string path, string newPath);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameWithFlags(int directory, string path, int newDirectory, string newPath, uint flags);

    [LibraryImport("libc", EntryPoint = "futimens", SetLastError = true)]
    private static partial int SetTimes(SafeFileHandle file, nint times);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(int directory, string path, int flags, uint mask, byte[] stat);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatOfHandle(SafeFileHandle file, string path, int flags, uint mask, byte[] stat);
}
