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
    /// <exception cref="IOException">
    /// The directory cannot be made, the epoch cannot be synced, or the file system lets two lock one file.
    /// </exception>
    /// <exception cref="MarsDisk.Journal.JournalCorruptException">The journal, which knows the epoch too, is damaged.</exception>
    public ILease? TryTake(RunId run)
    {
        var directory = directoryOf(run);
        directory.Make();
        var file = directory.Disk.TryLock(directory.LeasePath);
        if (file is null)
            return null;
        try
        {
            RefuseWithoutLocks(directory);
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

    /// <summary>Whether it stays held by a living process, and not by whoever only looks at it.</summary>
    public static async Task<bool> StaysHeldAsync(
        RunDirectory directory, TimeSpan patience, TimeProvider clock, CancellationToken cancellation)
    {
        var begin = clock.GetTimestamp();
        while (IsHeld(directory))
        {
            if (clock.GetElapsedTime(begin) >= patience)
                return true;
            await Task.Delay(Pause, clock, cancellation);
        }
        return false;
    }

    /// <summary>Whether a living process holds the run. Locks the lease for an instant; a missing file is not held.</summary>
    public static bool IsHeld(RunDirectory directory)
    {
        if (directory.Disk.LengthOf(directory.LeasePath) is null)
            return false;
        using var file = directory.Disk.TryLock(directory.LeasePath);
        return file is null;
    }

    // The lock is its own probe: some network mounts ignore locks silently, and there the second opening succeeds too.
    private static void RefuseWithoutLocks(RunDirectory directory)
    {
        using var second = directory.Disk.TryLock(directory.LeasePath);
        if (second is not null)
            throw new IOException(
                $"the file system ignores locks, so two processes could write to one run in {directory.Root}. "
                + "Use a directory on a local disk.");
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
