namespace MarsDisk.Snapshots.Staging;

/// <summary>What the numbers of an operating system's errors mean.</summary>
public static class DiskErrors
{
    private const int NoSpaceOnDevice = 28;                    // ENOSPC, the same number on Linux and macOS
    private const int QuotaExceededLinux = 122;                // EDQUOT
    private const int QuotaExceededMac = 69;
    private const int DiskFullWindows = unchecked((int)0x80070070);

    /// <summary>Whether a device or quota is full.</summary>
    public static bool IsFull(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return error is IOException && (error.HResult is NoSpaceOnDevice or DiskFullWindows
            || (OperatingSystem.IsLinux() && error.HResult == QuotaExceededLinux)
            || (OperatingSystem.IsMacOS() && error.HResult == QuotaExceededMac));
    }
}
