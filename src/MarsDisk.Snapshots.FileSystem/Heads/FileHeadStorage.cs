using System.Runtime.CompilerServices;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.FileSystem.Blobs;
using MarsDisk.Snapshots.FileSystem.Disks;
using MarsDisk.Snapshots.Heads;

namespace MarsDisk.Snapshots.FileSystem.Heads;

/// <summary>
/// Head documents as files <c>heads/hh/hash.head</c>, replaced under an exclusive lock on <c>hash.lock</c> beside them; inline
/// bodies and other items are files beside the head. Readers need no lock: a document is replaced in one step.
/// </summary>
public sealed class FileHeadStorage : IHeadStorage
{
    private const int InlineBytesMax = 1024 * 1024;
    private const int HeadBytesMax = 1024 * 1024;
    private const string HeadEnding = ".head";
    private const string LockEnding = ".lock";
    // A lock is held for one small write, and nothing tells when it is free: short looks beat pauses that grow.
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(3);
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(10);

    private readonly StoreFolder _folder;
    private readonly TimeProvider _clock;

    /// <summary>Names a store; nothing is made yet.</summary>
    /// <param name="options">Where it lies.</param>
    /// <param name="clock">Measures waiting.</param>
    public FileHeadStorage(FileStoreOptions options, TimeProvider? clock = null)
        : this(options, new LocalDisk(), clock ?? TimeProvider.System) { }

    internal FileHeadStorage(FileStoreOptions options, IStoreDisk disk, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        _folder = new StoreFolder(disk, options);
        _clock = clock;
    }

    /// <inheritdoc/>
    public string StoreName => "file";

    /// <inheritdoc/>
    public int MaxInlineBytes => InlineBytesMax;

    private string Heads => _folder.PathOf(FileBlobStore.HeadsName);

    /// <summary>Makes a state store of head documents in files.</summary>
    /// <param name="options">Where it lies.</param>
    /// <param name="clock">Gives the times of records; null: the system's.</param>
    public static HeadStateStore NewStateStore(FileStoreOptions options, TimeProvider? clock = null) =>
        new(new FileHeadStorage(options, clock), clock ?? TimeProvider.System);

    /// <inheritdoc/>
    public async ValueTask<SnapshotOutcome<StoredHead?>> LoadAsync(string series, CancellationToken cancellation)
    {
        try
        {
            if (await ReadAsync(HeadPath(series), cancellation).ConfigureAwait(false) is { } bytes)
                return SnapshotOutcome.Ok<StoredHead?>(new StoredHead(bytes, ""));
            return _folder.IsThere ? SnapshotOutcome.Ok<StoredHead?>(null) : NotMounted<StoredHead?>(SnapshotStage.Select);
        }
        catch (Exception error) when (FileErrors.IsOfDisk(error))
        {
            return FileErrors.OfState<StoredHead?>(SnapshotStage.Select, error);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<SnapshotOutcome<bool>> CompareAndSetAsync(
        string series, ReadOnlyMemory<byte> json, StoredHead? expected, CancellationToken cancellation)
    {
        try
        {
            _folder.MakeDirectory(DirectoryOf(series));
            using var held = await LockAsync(series, cancellation).ConfigureAwait(false);
            if (held is null)
            {
                return SnapshotOutcome.Failed<bool>(
                    SnapshotStatus.Unavailable, SnapshotStage.Commit, SnapshotCodes.StateContended, "Another process holds the lock of the series.",
                    isTransient: true);
            }

            // The revision within the document never comes back, so equal bytes are the same document.
            var now = await ReadAsync(HeadPath(series), cancellation).ConfigureAwait(false);
            if (now is null != expected is null || (now is not null && !now.AsSpan().SequenceEqual(expected!.Json.Span)))
                return SnapshotOutcome.Ok(false);
            return Replaced(series, json);
        }
        catch (OperationCanceledException error) when (cancellation.IsCancellationRequested)
        {
            return FileErrors.Cancelled<bool>(SnapshotStage.Commit, error);
        }
        catch (Exception error) when (FileErrors.IsOfDisk(error))
        {
            return FileErrors.OfState<bool>(SnapshotStage.Commit, error);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<SnapshotOutcome<bool>> PutItemAsync(
        string series, string item, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        try
        {
            var directory = DirectoryOf(series);
            _folder.MakeDirectory(directory);
            using var part = NewPart(directory, item, bytes);
            try
            {
                _folder.SyncBytes(part);
                if (_folder.Disk.TryRename(part, item))
                {
                    _folder.SyncNames(directory);
                    return SnapshotOutcome.Ok(true);
                }
            }
            finally
            {
                if (part.Path.EndsWith(StoreFolder.PartEnding, StringComparison.Ordinal))
                    _folder.Disk.Delete(part.Path);
            }
            return await ComparedAsync(Path.Combine(directory, item), item, bytes, cancellation).ConfigureAwait(false);
        }
        catch (Exception error) when (FileErrors.IsOfDisk(error))
        {
            return FileErrors.OfState<bool>(SnapshotStage.Commit, error);
        }
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<Stream>> GetItemAsync(string series, string item, CancellationToken cancellation)
    {
        try
        {
            if (_folder.Disk.TryOpenRead(Path.Combine(DirectoryOf(series), item)) is { } stream)
                return ValueTask.FromResult(SnapshotOutcome.Ok(stream));
            return ValueTask.FromResult(_folder.IsThere
                ? SnapshotOutcome.Failed<Stream>(SnapshotStatus.NotFound, SnapshotStage.Open, SnapshotCodes.OpenAbsent, $"There is no item {item}.")
                : NotMounted<Stream>(SnapshotStage.Open));
        }
        catch (Exception error) when (FileErrors.IsOfDisk(error))
        {
            return ValueTask.FromResult(FileErrors.OfState<Stream>(SnapshotStage.Open, error));
        }
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> DeleteItemAsync(string series, string item, CancellationToken cancellation)
    {
        try
        {
            // Not synced: an item that comes back after a loss of power is a leftover like any other.
            return ValueTask.FromResult(SnapshotOutcome.Ok(_folder.Disk.Delete(Path.Combine(DirectoryOf(series), item))));
        }
        catch (Exception error) when (FileErrors.IsOfDisk(error))
        {
            return ValueTask.FromResult(FileErrors.OfState<bool>(SnapshotStage.Cleanup, error));
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredHead> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!_folder.IsThere)
            throw new DirectoryNotFoundException("The root of the store is not there.");
        foreach (var directory in (_folder.Disk.List(Heads) ?? []).Where(entry => entry.IsDirectory))
        {
            var path = Path.Combine(Heads, directory.Name);
            foreach (var head in (_folder.Disk.List(path) ?? []).Where(entry => entry.Name.EndsWith(HeadEnding, StringComparison.Ordinal)))
            {
                if (await ReadAsync(Path.Combine(path, head.Name), cancellation).ConfigureAwait(false) is { } bytes)
                    yield return new StoredHead(bytes, "");
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>Takes away what dead processes left: parts, and items that no document names.</remarks>
    public async ValueTask<SnapshotOutcome<bool>> EnsureAsync(CancellationToken cancellation)
    {
        try
        {
            _folder.Ensure();
            _folder.MakeDirectory(Heads);
            _folder.DeleteDeadParts(Heads, _ => true, cancellation);
            await new ItemLeftovers(_folder, Heads).DeleteAsync(cancellation).ConfigureAwait(false);
            return SnapshotOutcome.Ok(true);
        }
        catch (OperationCanceledException error) when (cancellation.IsCancellationRequested)
        {
            return FileErrors.Cancelled<bool>(SnapshotStage.Admit, error);
        }
        catch (Exception error) when (FileErrors.IsOfDisk(error))
        {
            return FileErrors.OfState<bool>(SnapshotStage.Admit, error);
        }
    }

    internal static bool IsHead(string name) => name.EndsWith(HeadEnding, StringComparison.Ordinal);

    private SnapshotOutcome<bool> Replaced(string series, ReadOnlyMemory<byte> json)
    {
        var directory = DirectoryOf(series);
        using var part = NewPart(directory, series, json);
        try
        {
            _folder.SyncBytes(part);
            _folder.Disk.Replace(part, series + HeadEnding);
        }
        catch (Exception error) when (FileErrors.IsOfDisk(error))
        {
            _folder.Disk.Delete(part.Path);
            throw;
        }
        try
        {
            _folder.SyncNames(directory);
            return SnapshotOutcome.Ok(true);
        }
        catch (Exception error) when (FileErrors.IsOfDisk(error))
        {
            // The document is visible and may not be durable: neither done nor undone.
            return SnapshotOutcome.Failed<bool>(
                SnapshotStatus.InDoubt, SnapshotStage.Commit, SnapshotCodes.CommitInDoubt, $"The directory cannot be synced: {error.Message}", cause: error);
        }
    }

    private IPartFile NewPart(string directory, string name, ReadOnlyMemory<byte> bytes)
    {
        var path = Path.Combine(directory, $".{name}.{Guid.NewGuid():N}{StoreFolder.PartEnding}");
        var part = _folder.Disk.TryCreatePart(path) ?? throw new IOException($"The part '{path}' cannot be made.");
        try
        {
            part.Stream.Write(bytes.Span);
            return part;
        }
        catch
        {
            _folder.Disk.Delete(path);
            part.Dispose();
            throw;
        }
    }

    private async ValueTask<SnapshotOutcome<bool>> ComparedAsync(
        string path, string item, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        try
        {
            if (await ReadAsync(path, cancellation).ConfigureAwait(false) is { } kept && kept.AsSpan().SequenceEqual(bytes.Span))
            {
                _folder.SyncNames(Path.GetDirectoryName(path)!);
                return SnapshotOutcome.AlreadyDone(true);
            }
            return SnapshotOutcome.Failed<bool>(
                SnapshotStatus.Conflict, SnapshotStage.Commit, SnapshotCodes.CommitWriteId, $"The item {item} is there with other bytes.");
        }
        catch (Exception error) when (FileErrors.IsOfDisk(error))
        {
            return FileErrors.OfState<bool>(SnapshotStage.Commit, error);
        }
    }

    private async ValueTask<IDisposable?> LockAsync(string series, CancellationToken cancellation)
    {
        var path = Path.Combine(DirectoryOf(series), series + LockEnding);
        var begin = _clock.GetTimestamp();
        while (true)
        {
            if (_folder.Disk.TryLock(path) is { } held)
                return held;
            if (_clock.GetElapsedTime(begin) > LockPatience)
                return null;
            await Task.Delay(LockPause, _clock, cancellation).ConfigureAwait(false);
        }
    }

    private async ValueTask<byte[]?> ReadAsync(string path, CancellationToken cancellation)
    {
        var stream = _folder.Disk.TryOpenRead(path);
        if (stream is null)
            return null;
        await using (stream.ConfigureAwait(false))
        {
            if (stream.Length > Math.Max(HeadBytesMax, InlineBytesMax))
                throw new IOException($"'{path}' has {stream.Length} bytes; that is none of ours.");
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes, cancellation).ConfigureAwait(false);
            return bytes;
        }
    }

    private string DirectoryOf(string series) => Path.Combine(Heads, series[..2]);

    private string HeadPath(string series) => Path.Combine(DirectoryOf(series), series + HeadEnding);

    private static SnapshotOutcome<T> NotMounted<T>(SnapshotStage stage) => SnapshotOutcome.Failed<T>(
        SnapshotStatus.Unavailable, stage, SnapshotCodes.StateUnavailable, "The root of the store is not there.", isTransient: true);
}
