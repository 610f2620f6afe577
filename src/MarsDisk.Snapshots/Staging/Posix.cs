using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace MarsDisk.Snapshots.Staging;

/// <summary>Facts of a file that the base library does not tell.</summary>
public static partial class Posix
{
    private const int CurrentDirectory = -100;                 // AT_FDCWD
    private const int DoNotFollow = 0x100;                     // AT_SYMLINK_NOFOLLOW
    private const uint BasicStats = 0x7FF;                     // STATX_BASIC_STATS
    private const int Bytes = 256;                             // sizeof(struct statx)
    private const uint WaitBefore = 1;                         // SYNC_FILE_RANGE_WAIT_BEFORE
    private const uint StartWrite = 2;
    private const uint WaitAfter = 4;
    private const int NoSuchCall = 38;                         // ENOSYS
    private const int NoFile = 22;                             // EINVAL
    private const int NoSeek = 29;                             // ESPIPE
    private const int OwnerOffset = 20;
    private const int DeviceMajorOffset = 136;
    private const int DeviceMinorOffset = 140;

    /// <summary>Owner of a file or link; null where the system cannot say.</summary>
    public static uint? OwnerOf(string path) => Stat(path) is { } stat ? BitConverter.ToUInt32(stat, OwnerOffset) : null;

    /// <summary>Number of the device that a file lies on; null where the system cannot say.</summary>
    public static ulong? DeviceOf(string path) => Stat(path) is { } stat
        ? ((ulong)BitConverter.ToUInt32(stat, DeviceMajorOffset) << 32) | BitConverter.ToUInt32(stat, DeviceMinorOffset)
        : null;

    /// <summary>The user that this process runs as; null where there is none.</summary>
    public static uint? CurrentUser => OperatingSystem.IsLinux() ? UserId() : null;

    /// <summary>Begins to write a part of a file to its device, and returns at once.</summary>
    /// <returns>False where the system cannot do that.</returns>
    /// <exception cref="IOException">The device refuses.</exception>
    public static bool TryBeginWriteback(SafeFileHandle file, long offset, long count) => TrySync(file, offset, count, StartWrite);

    /// <summary>Waits until a part of a file was written to its device. Says nothing of the device's own cache: that is fsync's.</summary>
    /// <returns>False where the system cannot do that.</returns>
    /// <exception cref="IOException">The device refused.</exception>
    public static bool TryEndWriteback(SafeFileHandle file, long offset, long count) =>
        TrySync(file, offset, count, WaitBefore | StartWrite | WaitAfter);

    private static bool TrySync(SafeFileHandle file, long offset, long count, uint flags)
    {
        if (!OperatingSystem.IsLinux())
            return false;
        if (SyncFileRange(file, offset, count, flags) == 0)
            return true;
        var error = Marshal.GetLastPInvokeError();
        return error is not (NoSuchCall or NoFile or NoSeek)
            ? throw new IOException($"The device cannot write: {Marshal.GetPInvokeErrorMessage(error)}", error)
            : false;
    }

    private static byte[]? Stat(string path)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var stat = new byte[Bytes];
        return StatX(CurrentDirectory, path, DoNotFollow, BasicStats, stat) == 0 ? stat : null;
    }

    [SupportedOSPlatform("linux")]
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int directory, string path, int flags, uint mask, byte[] stat);

    [SupportedOSPlatform("linux")]
    [LibraryImport("libc", EntryPoint = "sync_file_range", SetLastError = true)]
    private static partial int SyncFileRange(SafeFileHandle file, long offset, long count, uint flags);

    [SupportedOSPlatform("linux")]
    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint UserId();
}
