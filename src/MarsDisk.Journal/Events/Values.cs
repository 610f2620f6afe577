namespace MarsDisk.Journal.Events;

/// <summary>Name of a run, unique in its data directory.</summary>
/// <param name="Value">Text as the user or the sweep chose it.</param>
public readonly record struct RunId(string Value)
{
    /// <summary>The name itself.</summary>
    public override string ToString() => Value;
}

/// <summary>A half-open range of steps, [First, End).</summary>
/// <param name="First">First step of the range.</param>
/// <param name="End">The step behind the last one.</param>
public readonly record struct StepRange(long First, long End)
{
    /// <summary>Number of steps.</summary>
    public long Count => End - First;

    /// <summary>Whether this range begins where the earlier one ended.</summary>
    public bool Continues(StepRange earlier) => First == earlier.End;
}

/// <summary>A half-open range of simulated time, [Begin, End), in seconds since the start of the run.</summary>
/// <param name="BeginSeconds">Simulated time before the first step, s.</param>
/// <param name="EndSeconds">Simulated time after the last step, s.</param>
public readonly record struct TimeRange(double BeginSeconds, double EndSeconds);

/// <summary>A published file of one table.</summary>
/// <param name="Name">Path relative to the run directory with forward slashes, e.g. <c>series/run_chunk_000000000_000009999.parquet</c>.</param>
/// <param name="Bytes">Length of the file.</param>
/// <param name="Rows">Rows of the table in this file.</param>
/// <param name="Sha256">Hash of every byte of the file.</param>
public sealed record TableFile(string Name, long Bytes, long Rows, ContentHash Sha256)
{
    private const string ChunkMark = "_chunk_";

    /// <summary>Name of the table: the file name up to <c>_chunk_</c>, or without its extension.</summary>
    public string Table
    {
        get
        {
            var file = Name.AsSpan(Name.LastIndexOf('/') + 1);
            var end = file.LastIndexOf(ChunkMark, StringComparison.Ordinal);
            if (end < 0)
                end = file.LastIndexOf('.');
            return (end < 0 ? file : file[..end]).ToString();
        }
    }
}

/// <summary>A published state file; resume begins at it.</summary>
/// <param name="Name">Path relative to the run directory, e.g. <c>state/state-000010000.bin</c>.</param>
/// <param name="Bytes">Length of the file.</param>
/// <param name="Sha256">Hash of every byte of the file.</param>
public sealed record StateFile(string Name, long Bytes, ContentHash Sha256);

/// <summary>A snapshot that a scenario or a person asked for.</summary>
/// <param name="Name">Path relative to the run directory, e.g. <c>snapshots/warm-000000500.bin</c>.</param>
/// <param name="Bytes">Length of the file.</param>
/// <param name="Sha256">Hash of every byte of the file.</param>
public sealed record SnapshotFile(string Name, long Bytes, ContentHash Sha256);
