using MarsDisk.Snapshots.Diagnostics;

namespace MarsDisk.Snapshots.Heads;

/// <summary>
/// Keeps a document small without forgetting: garbage beyond its place goes to pages, fences beyond theirs to items.
/// </summary>
internal static class HeadSpill
{
    private const int GarbageBytesMax = 12_000;
    private const int PageBytesMax = 60_000;
    private const int PagesMax = 48;
    private const int EntryBytes = 80;      // names, time and punctuation; the texts come on top

    /// <summary>The document that fits, the items that it needs and those it does not need any more.</summary>
    public readonly record struct Fit(HeadDocument Head, IReadOnlyList<HeadItem> Needed, IReadOnlyList<string> Dropped);

    public static async ValueTask<SnapshotOutcome<Fit>> FitAsync(
        IHeadStorage storage, HeadOperation operation, HeadDocument head, CancellationToken cancellation)
    {
        var (fenced, fences) = FitFences(head);
        if (head.Garbage.Count <= HeadDocument.GarbageMax && BytesOf(head.Garbage) <= GarbageBytesMax)
            return SnapshotOutcome.Ok(new Fit(fenced, fences, []));

        // Half of the list at once: the next entries have a place in the document again.
        var moved = head.Garbage.Take((head.Garbage.Count + 1) / 2).ToList();
        IReadOnlyList<HeadGarbage> kept = [.. head.Garbage.Skip(moved.Count)];
        var pages = head.GarbagePages.ToList();
        var dropped = new List<string>();
        if (pages.Count > 0)
        {
            var last = await ReadPageAsync(storage, operation.Hash, pages[^1], operation.Stage, cancellation).ConfigureAwait(false);
            if (!last.TryGet(out var entries))
                return last.As<Fit>();
            if (BytesOf(entries) + BytesOf(moved) <= PageBytesMax)
            {
                moved.InsertRange(0, entries);
                dropped.Add(pages[^1]);
                pages.RemoveAt(pages.Count - 1);
            }
        }
        if (pages.Count == PagesMax)
        {
            // Some ten thousand blobs that nobody collects: the sweep of the blob store finds the oldest of them.
            dropped.Add(pages[0]);
            pages.RemoveAt(0);
        }
        var page = new HeadItem(HeadItem.OfPage(Guid.NewGuid()), HeadDocument.PageToJson(moved));
        return SnapshotOutcome.Ok(new Fit(
            fenced with { Garbage = kept, GarbagePages = [.. pages, page.Name] }, [.. fences, page], dropped));
    }

    public static async ValueTask<SnapshotOutcome<IReadOnlyList<HeadGarbage>>> ReadPageAsync(
        IHeadStorage storage, string hash, string name, SnapshotStage stage, CancellationToken cancellation)
    {
        var item = await storage.GetItemAsync(hash, name, cancellation).ConfigureAwait(false);
        if (item.Status == SnapshotStatus.NotFound)
            return SnapshotOutcome.Ok<IReadOnlyList<HeadGarbage>>([]);
        if (!item.TryGet(out var stream))
            return item.As<IReadOnlyList<HeadGarbage>>();
        try
        {
            await using (stream.ConfigureAwait(false))
            {
                return await HeadDocument.PageFromJsonAsync(stream, cancellation).ConfigureAwait(false) is { } page
                    ? SnapshotOutcome.Ok(page)
                    : SnapshotOutcome.Failed<IReadOnlyList<HeadGarbage>>(
                        SnapshotStatus.Corrupt, stage, SnapshotCodes.StateCorrupt, $"The page of garbage {name} cannot be read.");
            }
        }
        catch (IOException error)
        {
            return SnapshotOutcome.Failed<IReadOnlyList<HeadGarbage>>(
                SnapshotStatus.Unavailable, stage, SnapshotCodes.StateUnavailable, error.Message, isTransient: true, error);
        }
    }

    private static (HeadDocument Head, IReadOnlyList<HeadItem> Items) FitFences(HeadDocument head)
    {
        if (head.Fences.Count <= HeadDocument.FencesMax)
            return (head, []);
        var moved = head.Fences.Take(head.Fences.Count - HeadDocument.FencesMax);
        return (
            head with { Fences = [.. head.Fences.TakeLast(HeadDocument.FencesMax)], HasFenceItems = true },
            [.. moved.Select(fence => new HeadItem(HeadItem.OfFence(fence.WriteId), "fenced"u8.ToArray()))]);
    }

    private static int BytesOf(IReadOnlyList<HeadGarbage> entries) => entries.Sum(entry =>
        EntryBytes + HeadDocument.EncodedBytes(entry.Provider) + HeadDocument.EncodedBytes(entry.Key) + HeadDocument.EncodedBytes(entry.Reason));
}
