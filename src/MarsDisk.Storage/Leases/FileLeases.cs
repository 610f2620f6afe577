using System.Globalization;
using System.Text;
using MarsDisk.Journal.Events;
using MarsDisk.Journal.Files;
using MarsDisk.Storage.Directories;

namespace MarsDisk.Storage.Leases;

/// <summary>
/// Leases by a locked file in each run directory. The lock dies with the process and needs no clock. The file is never
/// deleted: two owners could then lock two files of one name.
/// </summary>
/// <param name="directoryOf">Directory of a run.</param>
public sealed class FileLeases(Func<RunId, RunDirectory> directoryOf) : IRunLeases
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <inheritdoc/>
    /// <exception cref="IOException">The directory cannot be made or the epoch cannot be synced.</exception>
    /// <exception cref="MarsDisk.Journal.JournalCorruptException">The journal, which knows the epoch too, is damaged.</exception>
    public ILease? TryTake(RunId run)
    {
        var directory = directoryOf(run);
        directory.Disk.CreateDirectory(directory.Root);
        var file = directory.Disk.TryLock(directory.LeasePath);
        if (file is null)
            return null;
        try
        {
            var epoch = 1 + Math.Max(ReadEpoch(file), directory.ReadLedger().Epoch);
            WriteEpoch(file, epoch);
            directory.Disk.SyncDirectory(directory.Root);
            return new FileLease(file, epoch);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Tries for a while, because whoever looks at a run locks its lease for an instant; null when it stays held.
    /// </summary>
    public async Task<ILease?> TryTakeAsync(RunId run, TimeSpan patience, TimeProvider clock, CancellationToken cancellation)
    {
        var begin = clock.GetTimestamp();
        while (true)
        {
            if (TryTake(run) is { } lease)
                return lease;
            if (clock.GetElapsedTime(begin) >= patience)
                return null;
            await Task.Delay(Pause, clock, cancellation);
        }
    }

    /// <summary>Whether a living process holds the run. Locks the lease for an instant; a missing file is not held.</summary>
    public static bool IsHeld(RunDirectory directory)
    {
        if (directory.Disk.LengthOf(directory.LeasePath) is null)
            return false;
        using var file = directory.Disk.TryLock(directory.LeasePath);
        return file is null;
    }

    /// <summary>Whether locks work in a directory; some network mounts ignore them silently and must be refused.</summary>
    /// <exception cref="IOException">The directory is not writable.</exception>
    public static bool HonoursLocks(string directory, IDisk? disk = null)
    {
        disk ??= FileSystemDisk.Instance;
        var path = Path.Combine(directory, $".lock-probe-{Guid.NewGuid():N}");
        try
        {
            using var first = disk.TryLock(path);
            using var second = disk.TryLock(path);
            return first is not null && second is null;
        }
        finally
        {
            disk.Delete(path);
        }
    }

    private static long ReadEpoch(IDiskFile file)
    {
        Span<byte> text = stackalloc byte[FileLease.EpochDigits];
        var read = file.Read(text, 0);

        // A half-written number is that of an owner who never began; the journal knows those who did.
        return read == text.Length
            && long.TryParse(Encoding.ASCII.GetString(text), NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
                ? epoch
                : 0;
    }

    private static void WriteEpoch(IDiskFile file, long epoch)
    {
        var text = epoch.ToString($"D{FileLease.EpochDigits}", CultureInfo.InvariantCulture) + "\n";
        file.Write(Encoding.ASCII.GetBytes(text), 0);
        file.Sync();
    }

    private sealed class FileLease(IDiskFile file, long epoch) : ILease
    {
        public const int EpochDigits = 19;

        private bool _isReleased;

        public long Epoch { get; } = epoch;

        // The lock alone does not say it: an owner may sleep while a person hands the run on by moving the file away.
        public bool IsHeld => !Volatile.Read(ref _isReleased) && !file.IsReplaced;

        public void Dispose()
        {
            Volatile.Write(ref _isReleased, true);
            file.Dispose();
        }
    }
}
