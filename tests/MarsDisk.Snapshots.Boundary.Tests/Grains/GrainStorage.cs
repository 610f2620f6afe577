namespace MarsDisk.Snapshots.Boundary.Tests.Grains;

/// <summary>State, version tag and existence, as a framework of grains keeps them for an activation.</summary>
internal sealed class GrainState
{
    public double[] State { get; set; } = [];

    public string? ETag { get; set; }

    public bool RecordExists { get; set; }
}

/// <summary>Another activation changed the state since it was read.</summary>
internal sealed class InconsistentStateException(string message) : Exception(message);

/// <summary>
/// The shape of a grain storage over the public contracts: one record for each grain, its version tag is the revision, and a
/// conflict means that the activation is not the only one.
/// </summary>
internal sealed class GrainStorage(ISnapshotOffloader offloader, ISnapshotStateStore states)
{
    public async Task ReadStateAsync(string grainType, string grainId, GrainState grain)
    {
        var restored = await offloader.RestoreLatestAsync(SeriesOf(grainType, grainId), SnapshotSelection.Latest, new Numbers([]), new RestorePolicy());
        if (!restored.TryGet(out var found))
            throw new IOException(restored.ToString());
        grain.State = found.State?.Values ?? [];
        grain.RecordExists = found.Record is not null;
        grain.ETag = found.Record?.Revision.ToString(null, null);
    }

    public async Task WriteStateAsync(string grainType, string grainId, GrainState grain)
    {
        var source = new Numbers(grain.State);
        var options = new SnapshotWriteOptions
        {
            Series = SeriesOf(grainType, grainId),
            Position = default,
            PayloadType = source.PayloadType,
        };
        var expectation = new SnapshotExpectation.Revision(grain.ETag is { } tag ? long.Parse(tag, null) : 0);
        var persisted = await offloader.PersistAsync(source, options, expectation);
        if (persisted.Status == SnapshotStatus.Conflict)
            throw new InconsistentStateException(persisted.ToString());
        if (!persisted.TryGet(out var commit))
            throw new IOException(persisted.ToString());
        (grain.ETag, grain.RecordExists) = (commit.Record.Revision.ToString(null, null), true);
    }

    public async Task ClearStateAsync(string grainType, string grainId, GrainState grain)
    {
        var selected = await states.SelectAsync(SeriesOf(grainType, grainId), SnapshotSelection.Latest);
        if (!selected.IsSuccess)
            throw new IOException(selected.ToString());
        if (selected.Value is { } record)
        {
            var marked = record.Revision.ToString(null, null) == grain.ETag
                ? await states.MarkAsync(record, SnapshotRecordState.Retired, "cleared")
                : SnapshotOutcome.Ok(false);
            if (!marked.TryGet(out var isCleared))
                throw new IOException(marked.ToString());
            if (!isCleared)
                throw new InconsistentStateException($"The record has revision {record.Revision}, the grain read {grain.ETag}.");
        }
        (grain.State, grain.ETag, grain.RecordExists) = ([], null, false);
    }

    private static SnapshotSeries SeriesOf(string grainType, string grainId) => new(grainType, grainId);

    /// <summary>The state of a grain: numbers, straight from their array.</summary>
    private sealed class Numbers(double[] values) : ISnapshotSource, ISnapshotSink<Numbers>
    {
        public double[] Values => values;

        public string ContentType => "application/octet-stream";

        public string PayloadType => "grain.numbers";

        public int PayloadVersion => 1;

        public SnapshotMutability Mutability => SnapshotMutability.FrozenUntilCaptured;

        public long? EstimatedBodyBytes => values.Length * sizeof(double);

        public ValueTask WriteBodyAsync(Stream body, CancellationToken cancellation)
        {
            body.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes<double>(values));
            return ValueTask.CompletedTask;
        }

        public bool CanRead(string payloadType, int payloadVersion) => payloadType == PayloadType && payloadVersion == 1;

        public async ValueTask<Numbers> ReadBodyAsync(Stream body, SnapshotPayloadHandle handle, CancellationToken cancellation)
        {
            var bytes = new byte[handle.BodyLength];
            await body.ReadExactlyAsync(bytes, cancellation);
            return new Numbers(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, double>(bytes).ToArray());
        }
    }
}
