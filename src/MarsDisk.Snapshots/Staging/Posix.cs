using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace MarsDisk.Snapshots.Staging;

/// <summary>Facts of a file that the base library does not tell.</summary>
public static partial class Posix
{
    private const int CurrentDirectory = -100;                 // AT_FDCWD
    private const int DoNotFollow = 0x100;                     // AT_SYMLINK_NOFOLLOW
    private const uint BasicStats = 0x7FF;                     // STATX_BASIC_STATS
    private const int Bytes = 256;                             // sizeof(struct statx)
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
    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint UserId();
}
