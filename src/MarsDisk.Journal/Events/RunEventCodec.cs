using System.Collections.Immutable;

namespace MarsDisk.Journal.Events;

/// <summary>
/// Bytes of the run events (<c>docs/formats/journal.md</c>). A manifest and its version never change meaning;
/// new fields get a new version, and the reader keeps every old one.
/// </summary>
public static class RunEventCodec
{
    /// <summary>Longest payload of a run event, bytes.</summary>
    public const int PayloadBytesMax = 1024;

    /// <summary>Manifest of <see cref="OwnershipTaken"/>, which the epoch fence looks for.</summary>
    public const string OwnershipManifest = "ownership:1";

    /// <summary>Manifest of <see cref="ChunkCommitted"/>.</summary>
    public const string ChunkManifest = "chunk:1";

    /// <summary>Manifest of <see cref="HistorySaved"/>.</summary>
    public const string HistoryManifest = "history:1";

    /// <summary>Name and version under which an event is stored.</summary>
    /// <exception cref="ArgumentException">The event is not one of a run.</exception>
    public static string ManifestOf(IRunEvent runEvent) => runEvent switch
    {
        RunStarted => "run-started:1",
        OwnershipTaken => OwnershipManifest,
        ChunkCommitted => ChunkManifest,
        SnapshotTaken => "snapshot:1",
        HistorySaved => HistoryManifest,
        FileOffloaded => "offload:1",
        ChunksMerged => "merged:1",
        StopAccepted => "stop:1",
        RunCompleted => "completed:1",
        RunFailed => "failed:1",
        _ => throw new ArgumentException($"{runEvent?.GetType().Name ?? "null"} is not an event of a run.", nameof(runEvent)),
    };

    /// <summary>Payload of an event in the newest version of its manifest.</summary>
    /// <exception cref="ArgumentException">The event is unknown or longer than <see cref="PayloadBytesMax"/>.</exception>
    public static byte[] Encode(IRunEvent runEvent)
    {
        Span<byte> block = stackalloc byte[PayloadBytesMax];
        var writer = new PayloadWriter(block);
        switch (runEvent)
        {
            case RunStarted started: Write(ref writer, started); break;
            case OwnershipTaken taken: Write(ref writer, taken); break;
            case ChunkCommitted chunk: Write(ref writer, chunk); break;
            case SnapshotTaken snapshot: Write(ref writer, snapshot); break;
            case HistorySaved saved: Write(ref writer, saved); break;
            case FileOffloaded offloaded: Write(ref writer, offloaded); break;
            case ChunksMerged merged: Write(ref writer, merged); break;
            case StopAccepted stop: Write(ref writer, stop); break;
            case RunCompleted completed: Write(ref writer, completed); break;
            case RunFailed failed: Write(ref writer, failed); break;
            default: throw new ArgumentException($"{runEvent?.GetType().Name ?? "null"} is not an event of a run.", nameof(runEvent));
        }
        return block[..writer.Length].ToArray();
    }

    /// <summary>Event of a stored record.</summary>
    /// <exception cref="JournalCorruptException">The manifest is unknown or the payload does not fit it.</exception>
    public static IRunEvent Decode(string manifest, ReadOnlySpan<byte> payload)
    {
        var reader = new PayloadReader(manifest, payload);
        IRunEvent runEvent = manifest switch
        {
            "run-started:1" => new RunStarted(reader.Hash(), reader.Hash(), reader.Int32(), reader.Int64()),
            OwnershipManifest => ReadOwnership(ref reader),
            ChunkManifest => ReadChunk(ref reader),
            "snapshot:1" => new SnapshotTaken(
                reader.Int64(), reader.Text(), new SnapshotFile(reader.Text(), reader.Int64(), reader.Hash())),
            HistoryManifest => new HistorySaved(
                reader.Int64(), reader.Double(), reader.Int64(), new StateFile(reader.Text(), reader.Int64(), reader.Hash())),
            "offload:1" => new FileOffloaded(reader.Text(), reader.Text(), reader.Hash()),
            "merged:1" => new ChunksMerged(reader.Text(), reader.Steps(), ReadTable(ref reader)),
            "stop:1" => new StopAccepted(reader.Int64(), reader.Text()),
            "completed:1" => new RunCompleted(
                reader.Int64(), reader.Double(), reader.Int32(), reader.Int64(), reader.Text()),
            "failed:1" => new RunFailed(reader.Text(), reader.Int32(), reader.Int64(), reader.Int32()),
            _ => throw new JournalCorruptException(
                $"Event '{manifest}' is unknown: the journal was written by a newer version, or is damaged."),
        };
        reader.End();
        return runEvent;
    }

    private static void Write(ref PayloadWriter writer, RunStarted started)
    {
        writer.Hash(started.PlanHash);
        writer.Hash(started.Fingerprint);
        writer.Int32(started.SchemaVersion);
        writer.Int64(started.Seed);
    }

    private static void Write(ref PayloadWriter writer, OwnershipTaken taken)
    {
        writer.Int64(taken.Epoch);
        writer.Text(taken.Node);
        writer.Int32(taken.ProcessId);
        writer.Int64(taken.WallTime.UtcTicks);
    }

    private static OwnershipTaken ReadOwnership(ref PayloadReader reader)
    {
        var epoch = reader.Int64();
        var node = reader.Text();
        var processId = reader.Int32();
        var ticks = reader.Int64();
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
            throw new JournalCorruptException($"Event {OwnershipManifest} names the impossible wall time {ticks}.");
        return new OwnershipTaken(epoch, node, processId, new DateTimeOffset(ticks, TimeSpan.Zero));
    }

    private static void Write(ref PayloadWriter writer, ChunkCommitted chunk)
    {
        writer.Steps(chunk.Steps);
        writer.Double(chunk.Time.BeginSeconds);
        writer.Double(chunk.Time.EndSeconds);
        writer.Byte(checked((byte)chunk.Tables.Length));
        foreach (var table in chunk.Tables)
            Write(ref writer, table);
        writer.Text(chunk.State.Name);
        writer.Int64(chunk.State.Bytes);
        writer.Hash(chunk.State.Sha256);
        writer.Int64(chunk.NextInputOrdinal);
        writer.Text(chunk.Cause);
    }

    private static ChunkCommitted ReadChunk(ref PayloadReader reader)
    {
        var steps = reader.Steps();
        var time = new TimeRange(reader.Double(), reader.Double());
        var tables = ImmutableArray.CreateBuilder<TableFile>(reader.Byte());
        while (tables.Count < tables.Capacity)
            tables.Add(ReadTable(ref reader));
        var state = new StateFile(reader.Text(), reader.Int64(), reader.Hash());
        return new ChunkCommitted(steps, time, tables.MoveToImmutable(), state, reader.Int64(), reader.Text());
    }

    private static void Write(ref PayloadWriter writer, TableFile file)
    {
        writer.Text(file.Name);
        writer.Int64(file.Bytes);
        writer.Int64(file.Rows);
        writer.Hash(file.Sha256);
    }

    private static TableFile ReadTable(ref PayloadReader reader) =>
        new(reader.Text(), reader.Int64(), reader.Int64(), reader.Hash());

    private static void Write(ref PayloadWriter writer, SnapshotTaken snapshot)
    {
        writer.Int64(snapshot.Step);
        writer.Text(snapshot.Label);
        writer.Text(snapshot.File.Name);
        writer.Int64(snapshot.File.Bytes);
        writer.Hash(snapshot.File.Sha256);
    }

    private static void Write(ref PayloadWriter writer, HistorySaved saved)
    {
        writer.Int64(saved.Step);
        writer.Double(saved.TimeSeconds);
        writer.Int64(saved.NextInputOrdinal);
        writer.Text(saved.File.Name);
        writer.Int64(saved.File.Bytes);
        writer.Hash(saved.File.Sha256);
    }

    private static void Write(ref PayloadWriter writer, FileOffloaded offloaded)
    {
        writer.Text(offloaded.Name);
        writer.Text(offloaded.Target);
        writer.Hash(offloaded.VerifiedSha256);
    }

    private static void Write(ref PayloadWriter writer, ChunksMerged merged)
    {
        writer.Text(merged.Table);
        writer.Steps(merged.Steps);
        Write(ref writer, merged.File);
    }

    private static void Write(ref PayloadWriter writer, StopAccepted stop)
    {
        writer.Int64(stop.Step);
        writer.Text(stop.Why);
    }

    private static void Write(ref PayloadWriter writer, RunCompleted completed)
    {
        writer.Int64(completed.Steps);
        writer.Double(completed.TimeSeconds);
        writer.Int32(completed.Chunks);
        writer.Int64(completed.Bytes);
        writer.Text(completed.StopReason);
    }

    private static void Write(ref PayloadWriter writer, RunFailed failed)
    {
        writer.Text(failed.Reason);
        writer.Int32(failed.ExitCode);
        writer.Int64(failed.Step);
        writer.Int32(failed.Restarts);
    }
}
