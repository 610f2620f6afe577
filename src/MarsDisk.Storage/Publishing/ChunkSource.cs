using MarsDisk.History.Chunks;
using MarsDisk.History.Columns;
using MarsDisk.Journal.Events;

namespace MarsDisk.Storage.Publishing;

/// <summary>What is to be published as one chunk. The writers are called once, in order, on the caller's thread.</summary>
/// <param name="Steps">Its steps.</param>
/// <param name="Time">Its simulated time.</param>
/// <param name="Tables">One source per table, in schema order.</param>
/// <param name="WriteState">Writes the body <c>marsdisk.sim-state</c> of the state behind the chunk.</param>
/// <param name="NextInputOrdinal">Every scenario input below it has been consumed.</param>
/// <param name="Cause">Name of the flush cause.</param>
public sealed record ChunkSource(
    StepRange Steps,
    TimeRange Time,
    IReadOnlyList<TableSource> Tables,
    Action<Stream> WriteState,
    long NextInputOrdinal,
    string Cause)
{
    /// <summary>The chunk of a sealed buffer. A table without rows in this range gets no file.</summary>
    /// <param name="buffer">The sealed buffer; it is only read, so a failed attempt can be repeated.</param>
    /// <param name="encoder">Encoder of the run.</param>
    /// <param name="isWholeRun">Streaming is off: files are named without a step range.</param>
    /// <param name="time">Simulated time of the rows.</param>
    /// <param name="writeState">Writes the body of the state behind the rows.</param>
    /// <param name="nextInputOrdinal">Every scenario input below it has been consumed.</param>
    /// <param name="cause">Name of the flush cause.</param>
    public static ChunkSource Of(
        ChunkBuffer buffer,
        ChunkEncoder encoder,
        bool isWholeRun,
        TimeRange time,
        Action<Stream> writeState,
        long nextInputOrdinal,
        string cause)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        ArgumentNullException.ThrowIfNull(encoder);
        var tables = new List<TableSource>();
        foreach (var table in encoder.Schemas.Tables)
        {
            var rows = encoder.Rows(table, buffer);
            if (rows == 0)
                continue;
            var name = isWholeRun
                ? ChunkNames.Whole(table.Name)
                : ChunkNames.Chunk(table.Name, buffer.FirstStep, buffer.EndStep);
            tables.Add(new TableSource(name, rows, stream => encoder.Write(table, buffer, stream)));
        }
        return new ChunkSource(
            new StepRange(buffer.FirstStep, buffer.EndStep), time, tables, writeState, nextInputOrdinal, cause);
    }
}

/// <summary>One table of a chunk.</summary>
/// <param name="FileName">Name of the file in <c>series</c>.</param>
/// <param name="Rows">Rows that the file will hold.</param>
/// <param name="Write">Writes the file.</param>
public sealed record TableSource(string FileName, long Rows, Action<Stream> Write);

/// <summary>Exactly one of the two is set.</summary>
/// <param name="Chunk">The event that commits the published files.</param>
/// <param name="Error">Why there is none.</param>
public sealed record PublishResult(ChunkCommitted? Chunk = null, PublishError? Error = null);
