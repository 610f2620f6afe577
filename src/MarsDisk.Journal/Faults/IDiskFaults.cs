namespace MarsDisk.Journal.Faults;

/// <summary>The calls to the disk that a test can let fail.</summary>
public enum DiskOperation
{
    /// <summary>Bytes are written to a file, or a file is cut off.</summary>
    Write,

    /// <summary>A file is synced.</summary>
    Sync,

    /// <summary>A file gets its final name.</summary>
    Rename,

    /// <summary>A directory is synced.</summary>
    SyncDirectory,
}

/// <summary>Asked by <see cref="FaultyDisk"/> before each call.</summary>
public interface IDiskFaults
{
    /// <summary>Returns, or throws what the call would have thrown.</summary>
    /// <param name="operation">The call.</param>
    /// <param name="path">The file as it was opened, its new path for a rename, or the directory.</param>
    void Before(DiskOperation operation, string path);
}
