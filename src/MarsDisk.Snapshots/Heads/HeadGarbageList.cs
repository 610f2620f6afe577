namespace MarsDisk.Snapshots.Heads;

/// <summary>The list of blobs that nothing refers to.</summary>
internal static class HeadGarbageList
{
    /// <summary>The list with the blobs of records that were dropped.</summary>
    /// <param name="head">The document.</param>
    /// <param name="dropped">Records whose bytes nothing refers to any more.</param>
    /// <param name="series">Whose.</param>
    /// <param name="reason">Why; null: replaced, or beyond the limit of the document.</param>
    /// <param name="nowTicks">Now.</param>
    public static IReadOnlyList<HeadGarbage> With(
        HeadDocument head, IReadOnlyList<HeadRecord> dropped, SnapshotSeries series, string? reason, long nowTicks)
    {
        var blobs = dropped.Where(record => record.Kind == SnapshotStoreKind.Blob).Select(record =>
            new HeadGarbage(record.Provider, record.ToHandle(series).Key, nowTicks, reason ?? "replaced")).ToList();
        return blobs.Count == 0 ? head.Garbage : [.. head.Garbage.Where(entry => !blobs.Exists(blob => blob.IsOf(entry.Provider, entry.Key))), .. blobs];
    }

    /// <summary>Items of dropped records whose bytes lie beside the document.</summary>
    public static IReadOnlyList<string> InlineOf(IReadOnlyList<HeadRecord> dropped) =>
        [.. dropped.Where(record => record.Kind == SnapshotStoreKind.Inline).Select(record => HeadItem.OfBody(record.WriteId))];
}
