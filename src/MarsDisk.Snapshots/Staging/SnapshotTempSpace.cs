using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using MarsDisk.Snapshots.Diagnostics;

namespace MarsDisk.Snapshots.Staging;

/// <summary>
/// Scratch of all snapshots of a process: a limited number of files of a limited size, in a directory that is nobody else's
/// and does not lie in memory.
/// </summary>
public sealed class SnapshotTempSpace : IDisposable
{
    private const string RootName = "marsdisk-snapshots";
    private const string SystemTemp = "/var/tmp";

    private readonly SnapshotTempOptions _options;
    private readonly ISnapshotHost _host;
    private readonly Func<string, string?> _formatOf;
    private readonly Func<string, long> _freeBytesOf;
    private readonly ScratchSlots _slots;
    private readonly Lock _gate = new();
    private readonly List<string> _leftovers = [];
    private ScratchDirectory? _directory;
    private string? _root;
    private bool _isUnavailable;

    /// <summary>Nothing is made until the first file is needed.</summary>
    public SnapshotTempSpace(SnapshotTempOptions options, ISnapshotHost host)
        : this(options, host, FormatOf, FreeBytesOf) { }

    internal SnapshotTempSpace(
        SnapshotTempOptions options, ISnapshotHost host, Func<string, string?> formatOf, Func<string, long> freeBytesOf)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(host);
        _options = options;
        _host = host;
        _formatOf = formatOf;
        _freeBytesOf = freeBytesOf;
        _slots = new ScratchSlots(options.MaxConcurrentFiles, host.Time);
        Budget = new ScratchBudget(options.MaxTotalBytes, options.MinFreeBytes, () => _freeBytesOf(_root!));
    }

    /// <summary>Bytes that are reserved now.</summary>
    public long ReservedBytes => Budget.Reserved;

    /// <summary>Slots that nobody holds.</summary>
    public int FreeSlots => _slots.Free;

    /// <summary>Bytes that the scratch device has free; null while no file was needed.</summary>
    public long? FreeBytes => _root is { } root ? _freeBytesOf(root) : null;

    /// <summary>The directory of this process's files; null until one was needed.</summary>
    public string? DirectoryPath => _directory?.Path;

    internal ScratchBudget Budget { get; }

    internal SnapshotTempOptions Options => _options;

    /// <summary>Bytes that snapshots may still put here, by the budget and by the device; null when the device does not say.</summary>
    public long? Room
    {
        get
        {
            try
            {
                return (_root ?? Roots().FirstOrDefault()) is { } root
                    ? Math.Max(0, Math.Min(_options.MaxTotalBytes - Budget.Reserved, _freeBytesOf(Path.GetDirectoryName(root)!) - _options.MinFreeBytes))
                    : null;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }

    /// <summary>
    /// Removes what processes that are gone have left, in every root that this one might use, and files of this one that could
    /// not be deleted when they were done.
    /// </summary>
    /// <returns>How many directories and files were removed, and how many could not be.</returns>
    public (int Removed, int Failed) Clean()
    {
        var (removed, failed) = CleanLeftovers();
        foreach (var root in Roots())
        {
            try
            {
                var (here, not) = ScratchDirectory.Clean(root);
                removed += here;
                failed += not;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                failed++;
            }
        }
        return (removed, failed);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _directory?.Dispose();
        _slots.Dispose();
    }

    /// <summary>Waits for a slot; null when none became free in time.</summary>
    internal ValueTask<IDisposable?> TakeSlotAsync(CancellationToken cancellation) => _slots.TakeAsync(_options.SlotWait, cancellation);

    /// <summary>Whether there is a directory for files; if not, snapshots travel without being staged.</summary>
    internal bool TryOpen([NotNullWhen(true)] out string? directory)
    {
        lock (_gate)
        {
            if (_directory is null && !_isUnavailable)
                Open();
            directory = _directory?.Path;
            return directory is not null;
        }
    }

    /// <summary>Deletes a scratch file that is done; one that cannot be is remembered for the next pass.</summary>
    /// <exception cref="IOException">It cannot be deleted now.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    internal void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch
        {
            lock (_gate)
                _leftovers.Add(path);
            throw;
        }
    }

    /// <summary>Makes a scratch file.</summary>
    /// <exception cref="StageException">There is no room, or no directory.</exception>
    internal FileStage CreateFile(Guid writeId, long? estimate)
    {
        if (!TryOpen(out var directory))
            throw new StageException(SnapshotStatus.Fault, new SnapshotError(
                SnapshotStage.Stage, SnapshotCodes.StageUnsafe,
                "No directory can take scratch files; set temp.directory to one on a disk.", IsTransient: false));
        return FileStage.Create(directory, writeId, estimate, this);
    }

    private (int Removed, int Failed) CleanLeftovers()
    {
        string[] left;
        lock (_gate)
        {
            left = [.. _leftovers];
            _leftovers.Clear();
        }
        var failed = 0;
        foreach (var path in left)
        {
            try
            {
                Delete(path);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                failed++;
            }
        }
        return (left.Length - failed, failed);
    }

    private static string? FormatOf(string path) => new DriveInfo(path).DriveFormat;

    private static long FreeBytesOf(string path) => new DriveInfo(path).AvailableFreeSpace;

    private IEnumerable<string> Roots()
    {
        if (_host.ScratchDirectory is null)
            yield break;                               // there is no file system
        foreach (var parent in new[] { _options.Directory, _host.ScratchDirectory, Path.GetTempPath(), SystemTemp }.Distinct(StringComparer.Ordinal))
        {
            if (string.IsNullOrEmpty(parent) || !Directory.Exists(parent))
                continue;
            yield return Path.Combine(parent, RootName);
            if (Posix.CurrentUser is { } user)
                yield return Path.Combine(parent, string.Create(CultureInfo.InvariantCulture, $"{RootName}-{user}"));
        }
    }

    private void Open()
    {
        if (_options.Directory is { Length: > 0 } asked && _host.ScratchDirectory is not null)
            Directory.CreateDirectory(asked);
        foreach (var root in Roots())
        {
            try
            {
                if (!_options.AllowMemoryBackedTemp && _formatOf(Path.GetDirectoryName(root)!) is "tmpfs" or "ramfs")
                {
                    _host.Log(SnapshotEvents.ScratchRefused, SnapshotEvents.Warning,
                        $"{Path.GetDirectoryName(root)} lies in memory and is not used for scratch files; the next directory is tried.");
                    continue;
                }
                var (removed, _) = ScratchDirectory.Clean(root);
                if (removed > 0)
                    _host.Log(SnapshotEvents.ScratchCleaned, SnapshotEvents.Information, $"{removed} scratch directories of processes that are gone were removed.");
                _directory = ScratchDirectory.Create(root);
                _root = root;
                return;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
            {
                _host.Log(SnapshotEvents.ScratchRefused, SnapshotEvents.Warning, $"{root} cannot take scratch files; the next directory is tried.", error);
            }
        }
        _isUnavailable = true;
    }
}
