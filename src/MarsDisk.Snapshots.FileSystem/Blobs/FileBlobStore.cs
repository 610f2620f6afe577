using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.FileSystem.Disks;

namespace MarsDisk.Snapshots.FileSystem.Blobs;

/// <summary>
/// Objects as files. A part is written in the directory of its final name, locked, synced, renamed onto a free name, and the
/// directory is synced; nothing else makes a visible file. The lock says whether a part's writer lives, not its age.
/// </summary>
public sealed class FileBlobStore : IBlobStorageSnapshotAccessor, IAdoptsLocalFiles
{
    /// <summary>Directory of the head documents, which may lie below the same prefix.</summary>
    internal const string HeadsName = "heads";

    private const int CopyBytes = 64 * 1024;        // small enough not to become a large object
    // Whoever holds the part writes or tidies, and nothing tells when it is let go: a look now and then, for a while.
    private static readonly TimeSpan PartPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan PartPatience = TimeSpan.FromSeconds(30);
    private static readonly Dictionary<string, string> NoMetadata = new(StringComparer.Ordinal);

    private readonly StoreFolder _folder;
    private readonly TimeProvider _clock;

    /// <summary>Names a store; nothing is made yet.</summary>
    /// <param name="options">Where it lies.</param>
    /// <param name="clock">Measures waiting; ages are measured with the file system's clock.</param>
    public FileBlobStore(FileStoreOptions options, TimeProvider? clock = null)
        : this(options, new LocalDisk(), clock ?? TimeProvider.System) { }

    internal FileBlobStore(FileStoreOptions options, IStoreDisk disk, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        _folder = new StoreFolder(disk, options);
        _clock = clock;
    }

    /// <inheritdoc/>
    public string ProviderName => "file";

    /// <inheritdoc/>
    public BlobCapabilities Capabilities =>
        BlobCapabilities.ConditionalCreate | BlobCapabilities.AtomicPublish | BlobCapabilities.List | BlobCapabilities.RangeRead
        | BlobCapabilities.StaleUploadAbort | BlobCapabilities.AdoptLocalFile;

    /// <inheritdoc/>
    public long MaxObjectBytes => long.MaxValue;

    /// <inheritdoc/>
    public async ValueTask<SnapshotOutcome<BlobPutReceipt>> PutAsync(
        BlobPutRequest request, Stream data, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(data);
        var created = await CreatePartAsync(request.Key, request.WriteId, cancellation).ConfigureAwait(false);
        if (!created.TryGet(out var part))
            return created.As<BlobPutReceipt>();
        await using (part.ConfigureAwait(false))
        {
            try
            {
                var copied = await CopyAsync(request, data, part.Stream, cancellation).ConfigureAwait(false);
                return copied.TryGet(out var checksum)
                    ? await part.PublishAsync(request with { Expected = checksum }, cancellation).ConfigureAwait(false)
                    : copied.As<BlobPutReceipt>();
            }
            catch (OperationCanceledException error) when (cancellation.IsCancellationRequested)
            {
                return FileErrors.Cancelled<BlobPutReceipt>(SnapshotStage.Place, error);
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>Another living writer of the same key is waited for, up to half a minute.</remarks>
    public async ValueTask<SnapshotOutcome<ILocalPart>> CreatePartAsync(
        string key, Guid writeId, CancellationToken cancellation = default)
    {
        RequireOwn(key);
        var path = _folder.PathOf(key);
        var partPath = Path.Combine(Path.GetDirectoryName(path)!, $".{writeId:N}{StoreFolder.PartEnding}");
        var begin = _clock.GetTimestamp();
        try
        {
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                _folder.MakeDirectory(Path.GetDirectoryName(path)!);
                if (_folder.Disk.TryCreatePart(partPath) is { } part)
                    return SnapshotOutcome.Ok<ILocalPart>(new BlobPart(_folder, part, path));
                if (_folder.Disk.TryDeleteUnlocked(partPath))
                    continue;
                if (_clock.GetElapsedTime(begin) > PartPatience)
                {
                    return SnapshotOutcome.Failed<ILocalPart>(
                        SnapshotStatus.Busy, SnapshotStage.Stage, SnapshotCodes.BlobUnavailable,
                        $"Another process is writing {key}.", isTransient: true);
                }
                await Task.Delay(PartPause, _clock, cancellation).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException error) when (cancellation.IsCancellationRequested)
        {
            return FileErrors.Cancelled<ILocalPart>(SnapshotStage.Stage, error);
        }
        catch (Exception error) when (FileErrors.IsOfDisk(error))
        {
            return FileErrors.OfBlob<ILocalPart>(SnapshotStage.Stage, error);
        }
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<Stream>> GetAsync(
        string key, long offset = 0, long? count = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(count ?? 0, nameof(count));
        RequireOwn(key);
        return Attempt(SnapshotStage.Open, () =>
        {
            var stream = _folder.Disk.TryOpenRead(_folder.PathOf(key));
            if (stream is null)
                return Absent<Stream>(key, SnapshotStage.Open);
            if (offset > stream.Length)
            {
                var length = stream.Length;
                stream.Dispose();
                return SnapshotOutcome.Failed<Stream>(
                    SnapshotStatus.Fault, SnapshotStage.Open, SnapshotCodes.BlobRange, $"{key} has {length} bytes; byte {offset} was asked for.");
            }
            stream.Position = offset;
            return SnapshotOutcome.Ok(count is { } bytes ? new RangeStream(stream, bytes) : stream);
        });
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<BlobProperties>> ProbeAsync(string key, CancellationToken cancellation = default)
    {
        RequireOwn(key);
        return Attempt(SnapshotStage.Verify, () => _folder.Disk.Find(_folder.PathOf(key)) is { IsDirectory: false } entry
            ? SnapshotOutcome.Ok(PropertiesOf(key, entry, _folder.Disk.NowAt(_folder.Path)))
            : Absent<BlobProperties>(key, SnapshotStage.Verify));
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> DeleteAsync(string key, string? ifMatchETag = null, CancellationToken cancellation = default)
    {
        RequireOwn(key);
        return Attempt(SnapshotStage.Cleanup, () =>
        {
            var path = _folder.PathOf(key);
            if (_folder.Disk.Find(path) is not { IsDirectory: false } entry)
                return _folder.IsThere ? SnapshotOutcome.Ok(false) : Absent<bool>(key, SnapshotStage.Cleanup);
            if (ifMatchETag is not null && ifMatchETag != TagOf(entry))
            {
                return SnapshotOutcome.Failed<bool>(
                    SnapshotStatus.Conflict, SnapshotStage.Cleanup, SnapshotCodes.BlobChanged, "The object has another version tag.");
            }
            var deleted = _folder.Disk.Delete(path);
            _folder.SyncNames(Path.GetDirectoryName(path)!);
            return SnapshotOutcome.Ok(deleted);
        });
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BlobProperties> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        if (!_folder.IsThere)
            throw new DirectoryNotFoundException("The root of the store is not there.");
        if (_folder.Disk.Find(_folder.Path) is null)
            yield break;
        var now = _folder.Disk.NowAt(_folder.Path);
        foreach (var (key, entry) in Walk("", prefix))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return PropertiesOf(key, entry, now);
        }
        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Parts whose lock is free, at once: their writer is dead, however young they are. On Windows, where a part is not locked
    /// at the moment of its renaming, they must be an hour old as well.
    /// </remarks>
    public ValueTask<SnapshotOutcome<int>> AbortStaleUploadsAsync(
        string prefix, TimeSpan olderThan, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return Attempt(SnapshotStage.Cleanup, () => SnapshotOutcome.Ok(
            _folder.DeleteDeadParts(_folder.Path, path => KeyOf(path).StartsWith(prefix, StringComparison.Ordinal), cancellation)));
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> EnsureAsync(CancellationToken cancellation = default) => Attempt(SnapshotStage.Admit, () =>
    {
        _folder.Ensure();
        return SnapshotOutcome.Ok(true);
    });

    internal static string TagOf(StoreEntry entry) =>
        string.Create(CultureInfo.InvariantCulture, $"{entry.LastWriteUtc.UtcTicks:x}-{entry.Length:x}");

    /// <summary>What it means that a name was taken: the same write, or another one.</summary>
    internal static async ValueTask<SnapshotOutcome<BlobPutReceipt>> CompareAsync(
        StoreFolder folder, string path, string key, long length, SnapshotChecksum checksum, CancellationToken cancellation)
    {
        if (folder.Disk.Find(path) is { } entry && folder.Disk.TryOpenRead(path) is { } stream)
        {
            await using (stream.ConfigureAwait(false))
            {
                // An earlier writer may have died between the rename and the sync of its directory.
                if (entry.Length == length && checksum == SnapshotChecksum.Sha256(await SHA256.HashDataAsync(stream, cancellation).ConfigureAwait(false)))
                {
                    folder.SyncNames(Path.GetDirectoryName(path)!);
                    return SnapshotOutcome.AlreadyDone(new BlobPutReceipt(key, length, TagOf(entry), entry.LastWriteUtc, AlreadyExisted: true));
                }
            }
        }
        return SnapshotOutcome.Failed<BlobPutReceipt>(
            SnapshotStatus.Conflict, SnapshotStage.Publish, SnapshotCodes.BlobExists, $"{key} holds other content.");
    }

    private async ValueTask<SnapshotOutcome<SnapshotChecksum>> CopyAsync(
        BlobPutRequest request, Stream data, Stream part, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[CopyBytes];
        long length = 0;
        while (true)
        {
            int read;
            try
            {
                read = await data.ReadAsync(buffer, cancellation).ConfigureAwait(false);
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
            {
                return Refused(SnapshotStatus.Fault, SnapshotCodes.BlobSource, $"The data cannot be read: {error.Message}", error);
            }
            if (read == 0)
                break;
            length += read;
            if (length > request.Length)
                return Refused(SnapshotStatus.Fault, SnapshotCodes.BlobLength, $"The data goes on behind the announced {request.Length} bytes.");
            hash.AppendData(buffer, 0, read);
            try
            {
                part.Write(buffer, 0, read);
            }
            catch (Exception error) when (FileErrors.IsOfDisk(error))
            {
                return FileErrors.OfBlob<SnapshotChecksum>(SnapshotStage.Place, error);
            }
            if (_folder.Options.Failpoints is { } failpoints)
                await failpoints.HitAsync("upload.block-n", cancellation).ConfigureAwait(false);
        }
        if (_folder.Options.Failpoints is { } done)
            await done.HitAsync("upload.done", cancellation).ConfigureAwait(false);
        if (request.Length is { } announced && announced != length)
            return Refused(SnapshotStatus.Fault, SnapshotCodes.BlobLength, $"The data has {length} bytes, announced were {announced}.");
        var checksum = SnapshotChecksum.Sha256(hash.GetHashAndReset());
        return request.Expected is { Algorithm: ChecksumAlgorithm.Sha256 } expected && expected != checksum
            ? Refused(SnapshotStatus.Fault, SnapshotCodes.BlobChecksum, "The data has another checksum than the announced one.")
            : SnapshotOutcome.Ok(checksum);
    }

    // Only directories that may hold keys of the prefix are read.
    private IEnumerable<(string Key, StoreEntry Entry)> Walk(string directory, string prefix)
    {
        foreach (var entry in _folder.Disk.List(_folder.PathOf(directory)) ?? [])
        {
            var key = directory.Length == 0 ? entry.Name : $"{directory}/{entry.Name}";
            if (entry.Name.StartsWith('.') || (entry.IsDirectory && key == HeadsName))
                continue;
            if (!entry.IsDirectory)
            {
                if (key.StartsWith(prefix, StringComparison.Ordinal))
                    yield return (key, entry);
                continue;
            }
            if (!$"{key}/".StartsWith(prefix, StringComparison.Ordinal) && !prefix.StartsWith($"{key}/", StringComparison.Ordinal))
                continue;
            foreach (var below in Walk(key, prefix))
                yield return below;
        }
    }

    // The head documents beside the objects are none, and on Windows a colon would name a stream within a file.
    private static void RequireOwn(string key)
    {
        SnapshotKeys.RequireSafe(key);
        if (key.StartsWith($"{HeadsName}/", StringComparison.Ordinal) || (OperatingSystem.IsWindows() && key.Contains(':', StringComparison.Ordinal)))
            throw new ArgumentException("The key names no object of the store.", nameof(key));
    }

    private string KeyOf(string path) => Path.GetRelativePath(_folder.Path, path).Replace(Path.DirectorySeparatorChar, '/');

    private static BlobProperties PropertiesOf(string key, StoreEntry entry, DateTimeOffset now) => new(
        key, entry.Length, TagOf(entry), entry.LastWriteUtc, now,
        SnapshotKeys.IsKey(key)
            ? new Dictionary<string, string>(StringComparer.Ordinal) { [BlobMetadata.WriteId] = SnapshotKeys.WriteIdOf(key).ToString("N") }
            : NoMetadata);

    // A store whose volume is not mounted has lost nothing.
    private SnapshotOutcome<T> Absent<T>(string key, SnapshotStage stage) => _folder.IsThere
        ? SnapshotOutcome.Failed<T>(SnapshotStatus.NotFound, stage, SnapshotCodes.BlobAbsent, $"There is no object {key}.")
        : SnapshotOutcome.Failed<T>(
            SnapshotStatus.Unavailable, stage, SnapshotCodes.BlobUnavailable, "The root of the store is not there.", isTransient: true);

    private static ValueTask<SnapshotOutcome<T>> Attempt<T>(SnapshotStage stage, Func<SnapshotOutcome<T>> call)
    {
        try
        {
            return ValueTask.FromResult(call());
        }
        catch (OperationCanceledException error)
        {
            return ValueTask.FromResult(FileErrors.Cancelled<T>(stage, error));
        }
        catch (Exception error) when (FileErrors.IsOfDisk(error))
        {
            return ValueTask.FromResult(FileErrors.OfBlob<T>(stage, error));
        }
    }

    private static SnapshotOutcome<SnapshotChecksum> Refused(SnapshotStatus status, string code, string message, Exception? cause = null) =>
        SnapshotOutcome.Failed<SnapshotChecksum>(status, SnapshotStage.Place, code, message, cause: cause);
}
