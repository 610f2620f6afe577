using MarsDisk.Snapshots.Container;
using MarsDisk.Snapshots.Pipeline;

namespace MarsDisk.Snapshots.Janitor;

/// <summary>
/// Makes sure that the write of an object without a record can never be committed, so that the object may be deleted: its
/// writer may have been asleep for longer than the grace. One is made for each pass.
/// </summary>
internal sealed class OrphanFence(SnapshotServices services)
{
    private Dictionary<string, SnapshotSeries>? _known;

    /// <summary>Fences the write of an object.</summary>
    /// <returns>
    /// False: it was committed meanwhile, its writer lives, or nobody can say whose write it is. The object stays.
    /// </returns>
    public async ValueTask<bool> TryAsync(IBlobStorageSnapshotAccessor blobs, string key, CancellationToken cancellation)
    {
        var writeId = SnapshotKeys.WriteIdOf(key);
        if (services.Intents?.IsHeld(writeId) == true)
            return false;
        var hash = key.Split('/')[1];
        var series = await NamedInAsync(blobs, key, cancellation).ConfigureAwait(false);
        if (series is null || SnapshotKeys.HashOf(series) != hash)
            series = await WithRecordsAsync(hash, cancellation).ConfigureAwait(false);
        if (series is null)
            return false;
        var fenced = await services.States.FenceAsync(series, writeId, cancellation).ConfigureAwait(false);
        return fenced is { IsSuccess: true, Value: true };
    }

    // The header of a container says whose it is.
    private static async ValueTask<SnapshotSeries?> NamedInAsync(IBlobStorageSnapshotAccessor blobs, string key, CancellationToken cancellation)
    {
        var got = await blobs.GetAsync(key, cancellation: cancellation).ConfigureAwait(false);
        if (!got.TryGet(out var stream))
            return null;
        await using (stream.ConfigureAwait(false))
        {
            try
            {
                var container = await ContainerReadStream.OpenAsync(stream, long.MaxValue, verifyWhole: false, overlaps: false, cancellation).ConfigureAwait(false);
                await using (container.ConfigureAwait(false))
                    return new SnapshotSeries(container.Header.Scope, container.Header.Name, container.Header.SchemaTag);
            }
            catch (Exception error) when (error is ContainerException or ArgumentException)
            {
                return null;
            }
        }
    }

    // A plain body says nothing, and a damaged container may not: its name holds the hash of a series, and one with records is known.
    private async ValueTask<SnapshotSeries?> WithRecordsAsync(string hash, CancellationToken cancellation)
    {
        if (_known is null)
        {
            var known = new Dictionary<string, SnapshotSeries>(StringComparer.Ordinal);
            await foreach (var record in services.States.ListAsync(null, cancellation).ConfigureAwait(false))
                known[SnapshotKeys.HashOf(record.Series)] = record.Series;
            _known = known;
        }
        return _known.GetValueOrDefault(hash);
    }
}
