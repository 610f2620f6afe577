using System.Security.Cryptography;

using MarsDisk.Actors.Offload;
using MarsDisk.Journal.Events;
using MarsDisk.Snapshots;
using MarsDisk.Snapshots.Container;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Storage.State;

namespace MarsDisk.Hosting.Offload;

/// <summary>Something at a target that a command cannot be done with.</summary>
/// <param name="message">One sentence: what, where, what to do.</param>
/// <param name="exitCode">Code of experience.md §2.9.</param>
public sealed class SnapshotRefusedException(string message, int exitCode) : Exception(message)
{
    /// <summary>Code of experience.md §2.9.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>Bytes are missing or damaged; an older record may be whole.</summary>
    public bool IsDamage { get; init; }

    /// <summary>An outcome as a refusal.</summary>
    internal static SnapshotRefusedException Of(SnapshotStatus status, SnapshotError? error) => new(
        $"{error?.Message ?? status.ToString()} ({error?.Code ?? status.ToString()})",
        status is SnapshotStatus.Corrupt or SnapshotStatus.Incompatible ? ExitCodes.CannotGoOn : ExitCodes.Unusable)
    {
        IsDamage = status is SnapshotStatus.Corrupt or SnapshotStatus.NotFound,
    };
}

/// <summary>Records at a target as files on this machine.</summary>
public static class SnapshotFiles
{
    private const int BlockBytes = 128 * 1024;

    /// <summary>
    /// Writes what a record holds. A state gets the container of a run directory around it, byte for byte the file that was
    /// offloaded; other files are what they were.
    /// </summary>
    /// <param name="depot">The target.</param>
    /// <param name="record">What to write.</param>
    /// <param name="path">The file; it appears when all of it was verified.</param>
    /// <param name="cancellation">Ends it and leaves no file.</param>
    /// <returns>Length and hash of the file.</returns>
    /// <exception cref="SnapshotRefusedException">The bytes are missing, damaged or unreachable.</exception>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static async Task<(long Bytes, ContentHash Sha256)> WriteAsync(
        SnapshotDepot depot, SnapshotStateRecord record, string path, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(depot);
        ArgumentNullException.ThrowIfNull(record);
        var aside = $"{path}.{Guid.NewGuid():N}.part";
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        try
        {
            await using (var file = new FileStream(aside, FileMode.CreateNew, FileAccess.Write))
            {
                await CopyAsync(depot, record, file, cancellation);
                file.Flush(flushToDisk: true);
            }
            var hash = await HashAsync(aside, cancellation);
            File.Move(aside, path, overwrite: true);
            return (new FileInfo(path).Length, hash);
        }
        finally
        {
            File.Delete(aside);
        }
    }

    /// <summary>
    /// Does something with the newest of several records whose bytes are whole; an older one is taken only as far as
    /// <c>restore.fallback-depth</c> allows.
    /// </summary>
    /// <param name="depot">The target.</param>
    /// <param name="newestFirst">The records.</param>
    /// <param name="deed">What is done.</param>
    /// <exception cref="SnapshotRefusedException">It could not be done with any that may be taken.</exception>
    public static async Task<T> WithNewestAsync<T>(SnapshotDepot depot, IReadOnlyList<SnapshotStateRecord> newestFirst, Func<SnapshotStateRecord, Task<T>> deed)
    {
        ArgumentNullException.ThrowIfNull(depot);
        ArgumentNullException.ThrowIfNull(newestFirst);
        ArgumentNullException.ThrowIfNull(deed);
        var older = Math.Min(depot.Services.Options.Restore.FallbackDepth, newestFirst.Count - 1);
        for (var i = 0; ; i++)
        {
            try
            {
                return await deed(newestFirst[i]);
            }
            catch (SnapshotRefusedException refused) when (refused.IsDamage && i < older)
            {
                depot.Services.Host.Log(
                    SnapshotEvents.FellBack, SnapshotEvents.Warning,
                    $"{refused.Message}\n  an older one is tried: that before step {newestFirst[i + 1].Position.Sequence} (restore.fallback-depth).", refused);
            }
        }
    }

    /// <summary>Does something to many things, to as many at once as <c>restore.max-concurrent-restores</c> allows.</summary>
    /// <param name="depot">The target.</param>
    /// <param name="things">The things.</param>
    /// <param name="deed">What is done to each.</param>
    /// <param name="cancellation">Ends it.</param>
    public static Task AtOnceAsync<T>(SnapshotDepot depot, IEnumerable<T> things, Func<T, CancellationToken, Task> deed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(depot);
        var most = new ParallelOptions { MaxDegreeOfParallelism = depot.Services.Options.Restore.MaxConcurrentRestores, CancellationToken = cancellation };
        return Parallel.ForEachAsync(things, most, async (thing, token) => await deed(thing, token));
    }

    /// <summary>Reads every byte of a record and keeps none.</summary>
    /// <param name="depot">The target.</param>
    /// <param name="record">What to read.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What is wrong, in one sentence; null: nothing.</returns>
    public static async Task<string?> TroubleAsync(SnapshotDepot depot, SnapshotStateRecord record, CancellationToken cancellation)
    {
        try
        {
            await CopyAsync(depot, record, Stream.Null, cancellation, asBody: true);
            return null;
        }
        catch (SnapshotRefusedException refused)
        {
            return refused.Message;
        }
    }

    private static async Task CopyAsync(SnapshotDepot depot, SnapshotStateRecord record, Stream output, CancellationToken cancellation, bool asBody = false)
    {
        ArgumentNullException.ThrowIfNull(depot);
        ArgumentNullException.ThrowIfNull(record);
        var opened = await depot.Reader.OpenAsync(record, cancellation: cancellation);
        if (!opened.TryGet(out var result))
            throw SnapshotRefusedException.Of(opened.Status, opened.Error);
        await using (result)
        {
            try
            {
                if (asBody || !RunSeries.IsState(record.Series))
                    await result.Body.CopyToAsync(output, BlockBytes, cancellation);
                else
                    await StateFiles.WrapAsync(
                        output, new RunId(record.Series.Scope), record.Position.Sequence, record.Position.Marker ?? "",
                        body => result.Body.CopyToAsync(body, BlockBytes, cancellation));
            }
            catch (Exception damaged) when (damaged is SnapshotCorruptException or ContainerException)
            {
                throw new SnapshotRefusedException($"the snapshot of {record.Series} at {record.Position.Sequence} is damaged: {damaged.Message}", ExitCodes.CannotGoOn) { IsDamage = true };
            }
        }
    }

    private static async Task<ContentHash> HashAsync(string path, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        return new ContentHash(await SHA256.HashDataAsync(file, cancellation));
    }
}
