using System.Runtime.CompilerServices;

namespace MarsDisk.Snapshots.Heads;

/// <summary>Items that a process put and never named in a document, because it died between the two.</summary>
internal sealed class HeadLeftovers(IHeadStorage storage, HeadWriter writer, TimeProvider clock)
{
    public async IAsyncEnumerable<SnapshotLeftover> ListAsync(
        IAsyncEnumerable<HeadDocument> heads, TimeSpan ageMin, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (storage is not IHeadItemList items)
            yield break;
        await foreach (var listed in heads.WithCancellation(cancellation).ConfigureAwait(false))
        {
            var old = await OldItemsAsync(items, SnapshotKeys.HashOf(listed.Series), ageMin, cancellation).ConfigureAwait(false);
            if (old.Count == 0)
                continue;
            // Listed before the document is read: whatever it names by then is kept.
            var read = await writer.ReadAsync(listed.Series, SnapshotStage.Cleanup, cancellation).ConfigureAwait(false);
            if (!read.TryGet(out var head))
                throw new IOException(read.ToString(), read.Error?.Cause);
            foreach (var name in old.Where(name => !Names(head, name)))
                yield return new SnapshotLeftover(listed.Series, name);
        }
    }

    public async ValueTask<SnapshotOutcome<bool>> DeleteAsync(
        SnapshotLeftover leftover, Func<Guid, ValueTask<SnapshotOutcome<bool>>> fence, CancellationToken cancellation)
    {
        if (HeadItem.WriteIdOf(leftover.Name) is { } writeId)
        {
            var fenced = await fence(writeId).ConfigureAwait(false);
            if (fenced is not { IsSuccess: true, Value: true })
                return fenced;
        }
        return await storage.DeleteItemAsync(SnapshotKeys.HashOf(leftover.Series), leftover.Name, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<List<string>> OldItemsAsync(IHeadItemList items, string hash, TimeSpan ageMin, CancellationToken cancellation)
    {
        var newest = clock.GetUtcNow() - ageMin;
        var old = new List<string>();
        await foreach (var item in items.ListItemsAsync(hash, cancellation).ConfigureAwait(false))
        {
            if (HeadItem.IsBodyOrPage(item.Name) && item.WrittenUtc < newest)
                old.Add(item.Name);
        }
        return old;
    }

    // The body of a retired record is gone, or goes when its record falls off the document.
    private static bool Names(HeadDocument head, string name) =>
        head.GarbagePages.Contains(name, StringComparer.Ordinal) || (HeadItem.WriteIdOf(name) is { } id && HeadRules.Find(head, id) is not null);
}
