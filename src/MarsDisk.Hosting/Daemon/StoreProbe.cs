using MarsDisk.Journal.Files;

namespace MarsDisk.Hosting.Daemon;

/// <summary>
/// Whether the store can be worked with: a lock that a second one is refused, a write that is synced, renamed and read
/// back, and room (experience.md §5.1).
/// </summary>
/// <param name="directory">The data directory.</param>
/// <param name="disk">Its disk.</param>
/// <param name="freeBytesMin">Room that there has to be now; never more than 5 % of the disk.</param>
public sealed class StoreProbe(string directory, IDisk disk, Func<long> freeBytesMin)
{
    private const double ShareMin = 0.05;
    private const string Name = "probe";

    /// <summary>Bytes that are free; null: unknown.</summary>
    public long? FreeBytes => disk.FreeBytesAt(directory);

    /// <summary>Whether there is too little room to begin anything.</summary>
    public bool IsFull => FreeBytes is { } free && free < Floor();

    /// <summary>Tries everything once.</summary>
    /// <returns>What is wrong, in one sentence; null: nothing.</returns>
    public string? Trouble()
    {
        try
        {
            disk.CreateDirectory(directory);
            return LockTrouble() ?? WriteTrouble();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"{directory} cannot be used: {error.Message}";
        }
    }

    private string? LockTrouble()
    {
        var path = Path.Combine(directory, $"{Name}.lock");
        using var first = disk.TryLock(path);
        using var second = first is null ? null : disk.TryLock(path);
        return second is null ? null : $"{directory} lies on a file system that ignores locks; runs would not be safe there.";
    }

    private string? WriteTrouble()
    {
        var (aside, name) = (Path.Combine(directory, $"{Name}.{Environment.ProcessId}"), Path.Combine(directory, $"{Name}.{Environment.ProcessId}.done"));
        disk.Delete(aside);
        using (var file = disk.Create(aside, 1))
        {
            file.Write([42], 0);
            file.Sync();
        }

        disk.Move(aside, name);
        disk.SyncDirectory(directory);
        var isWhole = disk.LengthOf(name) == 1;
        disk.Delete(name);
        return isWhole ? null : $"{directory} does not keep what is written to it.";
    }

    private long Floor()
    {
        try
        {
            return (long)Math.Min(freeBytesMin(), ShareMin * new DriveInfo(directory).TotalSize);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return freeBytesMin();
        }
    }
}
