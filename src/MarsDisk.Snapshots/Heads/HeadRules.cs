namespace MarsDisk.Snapshots.Heads;

/// <summary>Everything that changes a head document, beside a commit, and what is asked of it.</summary>
internal static class HeadRules
{
    /// <summary>The newest live record within bounds, some passed over; null: none.</summary>
    public static HeadRecord? Select(HeadDocument head, SnapshotSelection selection) => head.Records
        .Where(record => record.State == SnapshotRecordState.Live && selection.Holds(record.Position))
        .Reverse()      // the records are in the order of selection
        .Skip(selection.Skip)
        .FirstOrDefault();

    public static HeadRecord? Find(HeadDocument head, Guid writeId) => head.Records.FirstOrDefault(record => record.WriteId == writeId);

    public static bool IsReferenced(HeadDocument head, string provider, string key) => head.Records.Any(record =>
        record.HoldsBytes && record.Kind == SnapshotStoreKind.Blob && record.Provider == provider && record.ToHandle(head.Series).Key == key);

    public static HeadChange<bool> Fence(HeadDocument head, Guid writeId, bool isFenced, long nowTicks)
    {
        if (Find(head, writeId) is not null)
            return HeadChange<bool>.Nothing(false);
        if (isFenced || head.Fences.Any(fence => fence.WriteId == writeId))
            return HeadChange<bool>.Nothing(true);
        return HeadChange<bool>.To(head with { Fences = [.. head.Fences, new HeadFence(writeId, nowTicks)] }, true);
    }

    public static HeadChange<int> Delete(HeadDocument head, SnapshotSelection selection, long? exactTimestampTicks, long nowTicks)
    {
        var matching = head.Records
            .Where(record => selection.Holds(record.Position))
            .Where(record => exactTimestampTicks is null || record.TimestampTicks == exactTimestampTicks)
            .ToList();
        if (matching.Count == 0)
            return HeadChange<int>.Nothing(0);
        var dropped = matching.Where(record => record.HoldsBytes).ToList();
        var next = head with
        {
            Records = [.. head.Records.Except(matching)],
            Garbage = HeadGarbageList.With(head, dropped, head.Series, "deleted", nowTicks),
        };
        return HeadChange<int>.To(next, dropped.Count) with { Dropped = HeadGarbageList.InlineOf(dropped) };
    }

    public static HeadChange<bool> Mark(
        HeadDocument head, SnapshotStateRecord record, SnapshotRecordState state, string reason, long nowTicks)
    {
        var marked = Find(head, record.Payload.WriteId);
        if (marked is null || marked.Revision != record.Revision || marked.State == SnapshotRecordState.Retired)
            return HeadChange<bool>.Nothing(marked?.State == state && marked.Revision == record.Revision);
        if (marked.State == state)
            return HeadChange<bool>.Nothing(true);

        var next = head with { Records = [.. head.Records.Select(other => other == marked ? marked with { State = state } : other)] };
        if (state != SnapshotRecordState.Retired)
            return HeadChange<bool>.To(next, true);
        next = next with { Garbage = HeadGarbageList.With(head, [marked], head.Series, reason, nowTicks) };
        return HeadChange<bool>.To(next, true) with { Dropped = HeadGarbageList.InlineOf([marked]) };
    }

    public static HeadChange<long> BeginGeneration(HeadDocument head, string reason)
    {
        const int ReasonCharactersMax = 200;
        var kept = reason.Length <= ReasonCharactersMax ? reason : reason[..ReasonCharactersMax];
        return HeadChange<long>.To(head with { Generation = head.Generation + 1, Reason = kept }, head.Generation + 1);
    }

    public static HeadChange<bool> AddGarbage(HeadDocument head, GarbageEntry entry)
    {
        if (IsReferenced(head, entry.Provider, entry.Key))
            return HeadChange<bool>.Nothing(false);
        if (head.Garbage.Any(known => known.IsOf(entry.Provider, entry.Key)))
            return HeadChange<bool>.Nothing(true);
        var added = new HeadGarbage(entry.Provider, entry.Key, entry.SinceTicks, entry.Reason);
        return HeadChange<bool>.To(head with { Garbage = [.. head.Garbage, added] }, true);
    }
}
