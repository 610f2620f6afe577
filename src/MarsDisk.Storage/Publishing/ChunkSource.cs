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
    string Cause);

/// <summary>One table of a chunk.</summary>
/// <param name="FileName">Name of the file in <c>series</c>.</param>
/// <param name="Rows">Rows that the file will hold.</param>
/// <param name="Write">Writes the file.</param>
public sealed record TableSource(string FileName, long Rows, Action<Stream> Write);

/// <summary>Exactly one of the two is set.</summary>
/// <param name="Chunk">The event that commits the published files.</param>
/// <param name="Error">Why there is none.</param>
public sealed record PublishResult(ChunkCommitted? Chunk = null, PublishError? Error = null);
