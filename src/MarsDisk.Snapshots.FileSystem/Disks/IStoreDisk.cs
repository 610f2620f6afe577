namespace MarsDisk.Snapshots.FileSystem.Disks;

/// <summary>What a store asks of a disk. Failures are thrown as <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</summary>
internal interface IStoreDisk
{
    /// <summary>Creates a hidden file that is locked while it is open; null when the name is taken.</summary>
    IPartFile? TryCreatePart(string path);

    /// <summary>
    /// Deletes a file if no living process holds its lock; false: it is held, or not there. Never deletes another file that got
    /// the name meanwhile.
    /// </summary>
    bool TryDeleteUnlocked(string path);

    /// <summary>Opens a file that nobody changes any more; null when there is none.</summary>
    Stream? TryOpenRead(string path);

    /// <summary>A file or directory; null when there is none.</summary>
    StoreEntry? Find(string path);

    /// <summary>What is in a directory; null when there is none.</summary>
    IReadOnlyList<StoreEntry>? List(string directory);

    /// <summary>Gives a part another name within its directory, in one step; false: the name is taken.</summary>
    bool TryRename(IPartFile part, string name);

    /// <summary>Gives a part a name within its directory, in one step, in the place of the file that has it.</summary>
    void Replace(IPartFile part, string name);

    /// <summary>Deletes a file; false: there was none.</summary>
    bool Delete(string path);

    /// <summary>Makes one directory in an existing one, for its owner only; false: it is there.</summary>
    bool CreateDirectory(string path);

    /// <summary>Makes the names in a directory durable.</summary>
    void SyncDirectory(string directory);

    /// <summary>Locks a file, which is made if need be; null: another holds it. Released when it is disposed, or by the end of the process.</summary>
    IDisposable? TryLock(string path);

    /// <summary>The time of the file system that a directory lies on: ages of its files are differences from it.</summary>
    DateTimeOffset NowAt(string directory);
}

/// <summary>A hidden file, locked and written by this process.</summary>
internal interface IPartFile : IDisposable
{
    /// <summary>Its path; after it got another name, that one.</summary>
    string Path { get; }

    /// <summary>Its bytes.</summary>
    Stream Stream { get; }

    /// <summary>Sets its time to the file system's now.</summary>
    void Touch();

    /// <summary>Makes its bytes durable.</summary>
    void Sync();

    /// <summary>Whether it lies on the device of its directory, so that a rename is one step.</summary>
    bool IsOnDeviceOf(string directory);
}

/// <summary>A name in a directory.</summary>
/// <param name="Name">The name.</param>
/// <param name="IsDirectory">Whether it is a directory.</param>
/// <param name="Length">Bytes of a file.</param>
/// <param name="LastWriteUtc">When it was written last.</param>
internal readonly record struct StoreEntry(string Name, bool IsDirectory, long Length, DateTimeOffset LastWriteUtc);
