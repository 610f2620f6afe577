using System.Net;
using MarsDisk.Snapshots.Diagnostics;

namespace MarsDisk.Snapshots.Transfer;

/// <summary>
/// Reads of a store that answers over HTTP: what it means that there is no object, that it is empty, and that a range begins
/// behind its end.
/// </summary>
/// <param name="open">Opens the object of a key from a byte on, so many bytes or all. Throws <see cref="BlobFailure"/>.</param>
/// <param name="head">Asks for the properties of the object of a key. Throws <see cref="BlobFailure"/>.</param>
internal sealed class BlobReads(
    Func<string, long, long?, CancellationToken, Task<Stream>> open,
    Func<SnapshotStage, string, CancellationToken, Task<BlobProperties>> head)
{
    /// <summary>Opens an object, or a part of it.</summary>
    public ValueTask<SnapshotOutcome<Stream>> GetAsync(string key, long offset, long? count, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(count ?? 0, nameof(count));
        SnapshotKeys.RequireSafe(key);
        return BlobCall.RunAsync(
            SnapshotStage.Open,
            async () =>
            {
                // No range has no bytes, and an empty object has no range; its properties answer then.
                if (count == 0)
                    return await EmptyAsync(key, offset, cancellation).ConfigureAwait(false);
                try
                {
                    return SnapshotOutcome.Ok(await open(key, offset, count, cancellation).ConfigureAwait(false));
                }
                catch (BlobFailure failure) when (failure.Answer == HttpStatusCode.NotFound)
                {
                    return Absent<Stream>(SnapshotStage.Open, key);
                }
                catch (BlobFailure failure) when (failure.Answer == HttpStatusCode.RequestedRangeNotSatisfiable)
                {
                    return await EmptyAsync(key, offset, cancellation).ConfigureAwait(false);
                }
            },
            cancellation);
    }

    /// <summary>The properties of an object.</summary>
    public ValueTask<SnapshotOutcome<BlobProperties>> ProbeAsync(string key, CancellationToken cancellation)
    {
        SnapshotKeys.RequireSafe(key);
        return BlobCall.RunAsync(
            SnapshotStage.Verify,
            async () => await HeadAsync(SnapshotStage.Verify, key, cancellation).ConfigureAwait(false) is { } found
                ? SnapshotOutcome.Ok(found)
                : Absent<BlobProperties>(SnapshotStage.Verify, key),
            cancellation);
    }

    /// <summary>The properties of an object; null: there is none.</summary>
    /// <exception cref="BlobFailure">Nobody knows.</exception>
    public async Task<BlobProperties?> HeadAsync(SnapshotStage stage, string key, CancellationToken cancellation)
    {
        try
        {
            return await head(stage, key, cancellation).ConfigureAwait(false);
        }
        catch (BlobFailure failure) when (failure.Answer == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private async Task<SnapshotOutcome<Stream>> EmptyAsync(string key, long offset, CancellationToken cancellation)
    {
        if (await HeadAsync(SnapshotStage.Open, key, cancellation).ConfigureAwait(false) is not { } found)
            return Absent<Stream>(SnapshotStage.Open, key);
        return offset <= found.Length
            ? SnapshotOutcome.Ok(Stream.Null)
            : SnapshotOutcome.Failed<Stream>(
                SnapshotStatus.Fault, SnapshotStage.Open, SnapshotCodes.BlobRange, $"{key} ends before byte {offset}.");
    }

    private static SnapshotOutcome<T> Absent<T>(SnapshotStage stage, string key) =>
        SnapshotOutcome.Failed<T>(SnapshotStatus.NotFound, stage, SnapshotCodes.BlobAbsent, $"There is no object {key}.");
}
