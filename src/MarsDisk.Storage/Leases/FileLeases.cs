using System.Globalization;
using System.Text;
using MarsDisk.Journal.Events;
using MarsDisk.Journal.Records;
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
        Directory.CreateDirectory(directory.Root);
        var file = TryLock(directory.LeasePath);
        if (file is null)
            return null;
        try
        {
            var epoch = 1 + Math.Max(ReadEpoch(file), JournalEpoch(directory));
            WriteEpoch(file, epoch);
            DirectorySync.Sync(directory.Root, directory.Faults);
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
        if (!File.Exists(directory.LeasePath))
            return false;
        using var file = TryLock(directory.LeasePath);
        return file is null;
    }

    /// <summary>Whether locks work in a directory; some network mounts ignore them silently and must be refused.</summary>
    /// <exception cref="IOException">The directory is not writable.</exception>
    public static bool HonoursLocks(string directory)
    {
        var path = Path.Combine(directory, $".lock-probe-{Guid.NewGuid():N}");
        using var first = new FileStream(
            path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        using var second = TryLock(path);
        return second is null;
    }

    // Null means held. Any other trouble (read-only, missing parent) is an exception of its own.
    private static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException error) when (IsLockConflict(error))
        {
            return null;
        }
    }

    private static bool IsLockConflict(IOException error)
    {
        const int wouldBlock = 11;                                   // EWOULDBLOCK of Linux
        const int wouldBlockOnMac = 35;
        const int sharingViolation = unchecked((int)0x80070020);     // Windows
        return error.GetType() == typeof(IOException)
            && error.HResult is wouldBlock or wouldBlockOnMac or sharingViolation;
    }

    private static long ReadEpoch(FileStream file)
    {
        Span<byte> text = stackalloc byte[FileLease.EpochDigits];
        file.Position = 0;
        var read = file.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);

        // A half-written number is that of an owner who never began; the journal knows those who did.
        return read == text.Length
            && long.TryParse(Encoding.ASCII.GetString(text), NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
                ? epoch
                : 0;
    }

    private static long JournalEpoch(RunDirectory directory) => File.Exists(directory.JournalPath)
        ? JournalFile.Read(directory.JournalPath).ToLedger().Epoch
        : 0;

    private static void WriteEpoch(FileStream file, long epoch)
    {
        var text = epoch.ToString($"D{FileLease.EpochDigits}", CultureInfo.InvariantCulture) + "\n";
        file.Position = 0;
        file.Write(Encoding.ASCII.GetBytes(text));
        file.Flush(flushToDisk: true);
    }

    private sealed class FileLease(FileStream file, long epoch) : ILease
    {
        public const int EpochDigits = 19;

        public long Epoch { get; } = epoch;

        public bool IsHeld => file.CanWrite;

        public void Dispose() => file.Dispose();
    }
}
