using MarsDisk.Snapshots.Diagnostics;

namespace MarsDisk.Snapshots.Heads;

/// <summary>How a record becomes live in a head document.</summary>
internal static class HeadCommit
{
    private const int RecordBytesMax = 8 * 1024;
    private const int RecordsBytesMax = 40_000;
    private const int RetiredMax = 16;      // kept so that a retry of a write whose answer was lost finds its record

    /// <summary>The rules of <see cref="ISnapshotStateStore.CommitAsync"/>, in their order.</summary>
    /// <param name="head">The document.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="isFenced">Whether a fence outside the document names the write id.</param>
    /// <param name="nowTicks">Now.</param>
    public static HeadChange<SnapshotCommit> Apply(HeadDocument head, SnapshotCommitRequest request, bool isFenced, long nowTicks)
    {
        var payload = request.Payload;
        if (isFenced || head.Fences.Any(fence => fence.WriteId == payload.WriteId))
            return Refused(SnapshotStatus.Conflict, SnapshotCodes.CommitFenced, $"Write {payload.WriteId:N} was fenced.");
        if (head.Records.FirstOrDefault(record => record.WriteId == payload.WriteId) is { } earlier)
            return Repeated(head, request, earlier);

        var before = head.Records.FirstOrDefault(record => IsAt(record, request.Position));
        if (Unmet(head, before, request) is { } refusal)
            return refusal;
        if (before is not null && request.Writer != default && before.Epoch == request.Writer.Epoch && before.Ticket > request.Writer.Number)
            return Refused(SnapshotStatus.Superseded, SnapshotCodes.CommitTicket, $"Request {before.Ticket} of the same writer came after {request.Writer.Number}.");

        var record = HeadRecord.From(request, (before?.Revision ?? 0) + 1, nowTicks);
        if (record.Bytes > RecordBytesMax)
            return Refused(SnapshotStatus.TooLarge, SnapshotCodes.StateTooLarge, $"The record takes {record.Bytes} bytes; {RecordBytesMax} are allowed.");
        return Stored(head, request.Series, before, record, nowTicks);
    }

    private static HeadChange<SnapshotCommit> Repeated(HeadDocument head, SnapshotCommitRequest request, HeadRecord earlier) =>
        earlier.HasContentOf(request.Payload)
            ? HeadChange<SnapshotCommit>.Nothing(SnapshotOutcome.AlreadyDone(new SnapshotCommit(earlier.ToRecord(head.Series), [])))
            : Refused(
                SnapshotStatus.Conflict, SnapshotCodes.CommitWriteId,
                $"Write {earlier.WriteId:N} was committed with {earlier.StoredLength} bytes and another checksum.");

    private static HeadChange<SnapshotCommit>? Unmet(HeadDocument head, HeadRecord? before, SnapshotCommitRequest request)
    {
        var live = before is { State: SnapshotRecordState.Live } ? before : null;
        switch (request.Expectation)
        {
            case SnapshotExpectation.Absent when live is not null:
                return Refused(SnapshotStatus.Conflict, SnapshotCodes.CommitExists, $"Revision {live.Revision} of sequence {live.Sequence} is live.");
            case SnapshotExpectation.Revision expected when expected.Value != (live?.Revision ?? 0):
                return Refused(
                    SnapshotStatus.Conflict, SnapshotCodes.CommitRevision,
                    $"Sequence {request.Position.Sequence} has revision {live?.Revision ?? 0}, expected {expected.Value}.");
            case SnapshotExpectation.NewerThanHead:
                var newest = NewestLive(head, request.Position.Generation);
                return newest is not null && newest.Sequence > request.Position.Sequence
                    ? Refused(SnapshotStatus.Superseded, SnapshotCodes.CommitOlder, $"Sequence {newest.Sequence} is live, newer than {request.Position.Sequence}.")
                    : null;
            default:
                return null;
        }
    }

    private static HeadChange<SnapshotCommit> Stored(
        HeadDocument head, SnapshotSeries series, HeadRecord? before, HeadRecord record, long nowTicks)
    {
        var records = head.Records.Where(other => other != before).Append(record).ToList();
        records.Sort(HeadRecord.Compare);
        var dropped = new List<HeadRecord>();
        if (before is { HoldsBytes: true })
            dropped.Add(before);
        DropOldRetired(records);
        while (records.Count > HeadDocument.RecordsMax || records.Sum(other => other.Bytes) > RecordsBytesMax)
            dropped.AddRange(DropOldest(records, record));

        var next = head with
        {
            Generation = Math.Max(head.Generation, record.Generation),
            Records = records,
            Garbage = HeadGarbageList.With(head, dropped, series, reason: null, nowTicks),
        };
        var commit = new SnapshotCommit(record.ToRecord(series), [.. dropped.Select(other => other.ToHandle(series))]);
        return HeadChange<SnapshotCommit>.To(next, commit) with { Dropped = HeadGarbageList.InlineOf(dropped) };
    }

    private static void DropOldRetired(List<HeadRecord> records)
    {
        var retired = records.Where(record => record.State == SnapshotRecordState.Retired).OrderBy(record => record.CreatedTicks).ToList();
        foreach (var record in retired.Take(Math.Max(0, retired.Count - RetiredMax)))
            records.Remove(record);
    }

    // Retired ones first, as they hold nothing; then the oldest live one; a suspect one only when nothing else is left.
    private static IEnumerable<HeadRecord> DropOldest(List<HeadRecord> records, HeadRecord fresh)
    {
        var oldest = records.Find(record => record.State == SnapshotRecordState.Retired)
            ?? records.Find(record => record.State == SnapshotRecordState.Live && record != fresh)
            ?? records.First(record => record != fresh);
        records.Remove(oldest);
        return oldest.HoldsBytes ? [oldest] : [];
    }

    private static HeadRecord? NewestLive(HeadDocument head, long generation) =>
        head.Records.LastOrDefault(record => record.State == SnapshotRecordState.Live && record.Generation == generation);

    private static bool IsAt(HeadRecord record, SnapshotPosition position) =>
        record.Generation == position.Generation && record.Sequence == position.Sequence;

    private static HeadChange<SnapshotCommit> Refused(SnapshotStatus status, string code, string message) =>
        HeadChange<SnapshotCommit>.Nothing(SnapshotOutcome.Failed<SnapshotCommit>(status, SnapshotStage.Commit, code, message));
}
