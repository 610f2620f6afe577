namespace MarsDisk.Snapshots.Heads;

/// <summary>The garbage of a series: the list within its document and the pages beside it.</summary>
internal sealed class HeadGarbagePages(IHeadStorage storage, HeadWriter writer)
{
    /// <summary>All of it, oldest first.</summary>
    /// <exception cref="IOException">A page cannot be read.</exception>
    public async ValueTask<IReadOnlyList<GarbageEntry>> ListAsync(HeadDocument head, CancellationToken cancellation)
    {
        var entries = new List<GarbageEntry>();
        foreach (var name in head.GarbagePages)
        {
            var page = await HeadSpill.ReadPageAsync(
                storage, SnapshotKeys.HashOf(head.Series), name, SnapshotStage.Cleanup, cancellation).ConfigureAwait(false);
            if (!page.TryGet(out var moved))
                throw new IOException(page.ToString(), page.Error?.Cause);
            entries.AddRange(moved.Select(entry => entry.ToEntry()));
        }
        entries.AddRange(head.Garbage.Select(entry => entry.ToEntry()));
        return entries;
    }

    /// <summary>Takes an entry off; false: it is not in this series' garbage.</summary>
    public ValueTask<SnapshotOutcome<bool>> RemoveAsync(string hash, GarbageEntry entry, CancellationToken cancellation) =>
        writer.ChangeAsync(
            new HeadOperation(hash, null, SnapshotStage.Cleanup),
            (head, _, token) => RemoveAsync(hash, head, entry, token),
            cancellation);

    private async ValueTask<HeadChange<bool>> RemoveAsync(
        string hash, HeadDocument head, GarbageEntry entry, CancellationToken cancellation)
    {
        IReadOnlyList<HeadGarbage> rest = [.. head.Garbage.Where(known => !known.IsOf(entry.Provider, entry.Key))];
        if (rest.Count < head.Garbage.Count)
            return HeadChange<bool>.To(head with { Garbage = rest }, true);

        foreach (var name in head.GarbagePages)
        {
            var read = await HeadSpill.ReadPageAsync(storage, hash, name, SnapshotStage.Cleanup, cancellation).ConfigureAwait(false);
            if (!read.TryGet(out var page))
                return HeadChange<bool>.Nothing(read.As<bool>());
            rest = [.. page.Where(known => !known.IsOf(entry.Provider, entry.Key))];
            if (rest.Count < page.Count)
                return WithPage(head, name, rest);
        }
        return HeadChange<bool>.Nothing(false);
    }

    // Pages are never changed: a reader of the older document still finds its own.
    private static HeadChange<bool> WithPage(HeadDocument head, string name, IReadOnlyList<HeadGarbage> rest)
    {
        IReadOnlyList<HeadItem> fresh = rest.Count == 0 ? [] : [new HeadItem(HeadItem.OfPage(Guid.NewGuid()), HeadDocument.PageToJson(rest))];
        var pages = head.GarbagePages.SelectMany(other => other == name ? fresh.Select(item => item.Name) : [other]);
        return HeadChange<bool>.To(head with { GarbagePages = [.. pages] }, true) with { Needed = fresh, Dropped = [name] };
    }
}
