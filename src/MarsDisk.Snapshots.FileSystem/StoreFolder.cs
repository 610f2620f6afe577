using System.Collections.Concurrent;
using MarsDisk.Snapshots.FileSystem.Disks;

namespace MarsDisk.Snapshots.FileSystem;

/// <summary>The directory of a store: makes and syncs the directories within it, and takes away what dead processes left.</summary>
/// <param name="disk">The disk.</param>
/// <param name="options">Root, prefix, durability.</param>
internal sealed class StoreFolder(IStoreDisk disk, FileStoreOptions options)
{
    /// <summary>Ending of the hidden files that are being written.</summary>
    public const string PartEnding = ".part";

    private const int KnownMax = 10_000;

    // Directories whose names this process has made durable, with those above them.
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);

    public IStoreDisk Disk => disk;

    public FileStoreOptions Options => options;

    /// <summary>Root and prefix.</summary>
    public string Path { get; } = options.Prefix.Length == 0 ? options.Root : System.IO.Path.Combine(options.Root, options.Prefix);

    /// <summary>The path of a key.</summary>
    public string PathOf(string key) => System.IO.Path.Combine(Path, key);

    /// <summary>Makes the root, and looks whether the file system knows locks.</summary>
    /// <exception cref="IOException">The root cannot be made, or two can lock one file.</exception>
    public void Ensure()
    {
        var missing = new Stack<string>();
        for (var directory = System.IO.Path.GetFullPath(options.Root); directory is not null && disk.Find(directory) is null; directory = System.IO.Path.GetDirectoryName(directory))
            missing.Push(directory);
        foreach (var directory in missing)
        {
            disk.CreateDirectory(directory);
            SyncNames(System.IO.Path.GetDirectoryName(directory)!);
        }
        MakeDirectory(Path);
        RefuseWithoutLocks();
    }

    /// <summary>Whether the root is there. It is not while its volume is not mounted.</summary>
    public bool IsThere => disk.Find(options.Root) is { IsDirectory: true };

    /// <summary>Makes a directory below the root and every one above it, and their names durable.</summary>
    /// <exception cref="IOException">A directory cannot be made or synced, or the root is not there.</exception>
    public void MakeDirectory(string directory)
    {
        if (!IsThere)
            throw new DirectoryNotFoundException($"The root of the store is not there: '{options.Root}'.");
        if (directory == options.Root || (_known.ContainsKey(directory) && disk.Find(directory) is not null))
            return;
        var above = System.IO.Path.GetDirectoryName(directory)!;
        MakeDirectory(above);
        disk.CreateDirectory(directory);

        // Even when it was there: who made it may not have come so far.
        if (options.Durability == SnapshotDurability.Full)
            disk.SyncDirectory(above);
        if (_known.Count >= KnownMax)
            _known.Clear();
        _known[directory] = true;
    }

    /// <summary>Makes names durable, if the store is meant to.</summary>
    public void SyncNames(string directory)
    {
        if (options.Durability == SnapshotDurability.Full)
            disk.SyncDirectory(directory);
    }

    /// <summary>Makes bytes durable, if the store is meant to.</summary>
    public void SyncBytes(IPartFile part)
    {
        part.Touch();
        if (options.Durability != SnapshotDurability.None)
            part.Sync();
    }

    /// <summary>Deletes the parts of dead processes below a directory.</summary>
    /// <returns>How many.</returns>
    public int DeleteDeadParts(string directory, Func<string, bool> concerns, CancellationToken cancellation)
    {
        var deleted = 0;
        foreach (var entry in disk.List(directory) ?? [])
        {
            cancellation.ThrowIfCancellationRequested();
            var path = System.IO.Path.Combine(directory, entry.Name);
            if (entry.IsDirectory)
                deleted += DeleteDeadParts(path, concerns, cancellation);
            else if (IsPart(entry.Name) && concerns(path) && disk.TryDeleteUnlocked(path))
                deleted++;
        }
        return deleted;
    }

    /// <summary>Whether a name is that of a file that is being written.</summary>
    public static bool IsPart(string name) => name.StartsWith('.') && name.EndsWith(PartEnding, StringComparison.Ordinal);

    // Some network mounts ignore locks silently; there a cleaner would delete the parts of living writers.
    private void RefuseWithoutLocks()
    {
        var path = System.IO.Path.Combine(Path, $".{Guid.NewGuid():N}{PartEnding}");
        using (disk.TryLock(path))
        {
            using var second = disk.TryLock(path);
            if (second is not null)
            {
                disk.Delete(path);
                throw new IOException($"The file system of '{options.Root}' ignores locks. Use a directory on a local disk.");
            }
        }
        disk.Delete(path);
    }
}
