namespace MarsDisk.Journal.Files;

/// <summary>Directories that survive a power loss.</summary>
public static class DiskDirectories
{
    /// <summary>Makes a directory and those above it where they are missing, and their names durable.</summary>
    /// <param name="disk">The disk.</param>
    /// <param name="directory">Full path.</param>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static void MakeDirectory(this IDisk disk, string directory)
    {
        ArgumentNullException.ThrowIfNull(disk);
        var above = new List<string>();
        for (var path = directory; disk.List(path) is null && Path.GetDirectoryName(path) is { } parent; path = parent)
            above.Add(parent);
        if (above.Count == 0)
            return;
        disk.CreateDirectory(directory);
        foreach (var parent in above)
            disk.SyncDirectory(parent);
    }
}
