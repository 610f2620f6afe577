using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace MarsDisk.Journal.Files;

/// <summary>
/// Makes names in a directory durable. .NET opens no directory handle, so these are three calls of the C library;
/// Windows keeps names by itself.
/// </summary>
internal static partial class DirectorySync
{
    private const int InvalidArgument = 22;  // EINVAL: a file system without fsync of directories
    private const int NotSupported = 95;     // ENOTSUP
    private const int DirectoryOnLinux = 0x10000;
    private const int DirectoryOnArm = 0x4000;

    /// <summary>Syncs one directory.</summary>
    /// <exception cref="IOException">The directory cannot be opened or synced.</exception>
    public static void Sync(string directory)
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS())
            SyncHandle(directory);
    }

    [UnsupportedOSPlatform("windows")]
    private static void SyncHandle(string directory)
    {
        var handle = Open(directory, DirectoryFlag());
        if (handle < 0)
            throw Failure("open", directory);

        try
        {
            if (Sync(handle) < 0 && Marshal.GetLastPInvokeError() is not (InvalidArgument or NotSupported))
                throw Failure("sync", directory);
        }
        finally
        {
            _ = Close(handle);
        }
    }

    // The flag is read-only (0) plus "must be a directory", whose number differs by processor.
    private static int DirectoryFlag()
    {
        if (!OperatingSystem.IsLinux())
            return 0;
        return RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm
            ? DirectoryOnArm
            : DirectoryOnLinux;
    }

    private static IOException Failure(string call, string directory)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"Cannot {call} directory '{directory}': {Marshal.GetPInvokeErrorMessage(error)}.", error);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int handle);
}
