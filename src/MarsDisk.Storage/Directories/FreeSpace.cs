namespace MarsDisk.Storage.Directories;

/// <summary>Room on the file system of a directory.</summary>
public static class FreeSpace
{
    /// <summary>Bytes that this user may still write at a path; null where the system does not say.</summary>
    /// <param name="path">A directory; of a missing one, the nearest that exists counts.</param>
    public static long? BytesAt(string path)
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
}
