using System.Collections.Immutable;

namespace MarsDisk.Journal.Events;

/// <summary>A fact about a run, kept for ever in its journal. Each is below 1 kB: files hold the data.</summary>
public interface IRunEvent;

/// <summary>The run exists. The first event of every journal.</summary>
/// <param name="PlanHash">Hash of everything that can change a byte of <c>series</c>.</param>
/// <param name="Fingerprint">Hash of everything in the program that can change results.</param>
/// <param name="SchemaVersion">Version of the table schemas.</param>
/// <param name="Seed">The rng seed that is really used.</param>
public sealed record RunStarted(ContentHash PlanHash, ContentHash Fingerprint, int SchemaVersion, long Seed) : IRunEvent;

/// <summary>An attempt begins: a process took the lease. Takes a failure back.</summary>
/// <param name="Epoch">Epoch of the lease; grows with every attempt.</param>
/// <param name="Node">Name of the node.</param>
/// <param name="ProcessId">Process on that node.</param>
/// <param name="WallTime">When, for people only; kept to 100 ns, in UTC.</param>
public sealed record OwnershipTaken(long Epoch, string Node, int ProcessId, DateTimeOffset WallTime) : IRunEvent;

/// <summary>The rows of one step range exist in all tables. Written after their files are in place: this is the commit.</summary>
/// <param name="Steps">The range.</param>
/// <param name="Time">Simulated time of the range.</param>
/// <param name="Tables">One file per table, in schema order.</param>
/// <param name="State">State at the border behind the range.</param>
/// <param name="NextInputOrdinal">Every scenario input below it has been consumed.</param>
/// <param name="Cause">Why the chunk ended: the name of the flush cause, e.g. <c>StepLimit</c>.</param>
public sealed record ChunkCommitted(
    StepRange Steps,
    TimeRange Time,
    ImmutableArray<TableFile> Tables,
    StateFile State,
    long NextInputOrdinal,
    string Cause) : IRunEvent
{
    /// <summary>Equal content, table by table; the generated equality would compare the array's identity.</summary>
    public bool Equals(ChunkCommitted? other) =>
        other is not null && Steps == other.Steps && Time == other.Time && State == other.State
        && NextInputOrdinal == other.NextInputOrdinal && Cause == other.Cause
        && Tables.AsSpan().SequenceEqual(other.Tables.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Steps, Time, State, NextInputOrdinal, Cause);
}

/// <summary>A state was stored on request. Resume does not use it.</summary>
/// <param name="Step">The border before this step.</param>
/// <param name="Label">Label of the scenario or person.</param>
/// <param name="File">The published file.</param>
public sealed record SnapshotTaken(long Step, string Label, SnapshotFile File) : IRunEvent;

/// <summary>
/// The state at a step border and all rows before it were stored, by a run that keeps its whole history in memory. Commits
/// nothing; whoever takes the run up goes on there. The next <see cref="ChunkCommitted"/> makes it void.
/// </summary>
/// <param name="Step">The border before this step.</param>
/// <param name="TimeSeconds">Simulated time behind the last row, s.</param>
/// <param name="NextInputOrdinal">Every scenario input below it has been consumed by a step before the border.</param>
/// <param name="File">The published file.</param>
public sealed record HistorySaved(long Step, double TimeSeconds, long NextInputOrdinal, StateFile File) : IRunEvent;

/// <summary>A published file was copied to a remote store and read back.</summary>
/// <param name="Name">Path relative to the run directory.</param>
/// <param name="Target">Where the copy is.</param>
/// <param name="VerifiedSha256">Hash of the copy.</param>
public sealed record FileOffloaded(string Name, string Target, ContentHash VerifiedSha256) : IRunEvent;

/// <summary>From here on the merged file stands for the chunks of its table.</summary>
/// <param name="Table">Name of the table.</param>
/// <param name="Steps">Range of the merged chunks.</param>
/// <param name="File">The merged file.</param>
public sealed record ChunksMerged(string Table, StepRange Steps, TableFile File) : IRunEvent;

/// <summary>A person stopped the run; it ends before this step, also after a crash.</summary>
/// <param name="Step">The exclusive end.</param>
/// <param name="Why">Reason given.</param>
public sealed record StopAccepted(long Step, string Why) : IRunEvent;

/// <summary>The run is finished. Only offloads and merges may follow.</summary>
/// <param name="Steps">Steps computed.</param>
/// <param name="TimeSeconds">Simulated time reached, s.</param>
/// <param name="Chunks">Chunks committed.</param>
/// <param name="Bytes">Bytes of all table files.</param>
/// <param name="StopReason">Word of <c>summary.json</c>, e.g. <c>t_end</c>.</param>
public sealed record RunCompleted(long Steps, double TimeSeconds, int Chunks, long Bytes, string StopReason) : IRunEvent;

/// <summary>The run itself failed; everything committed stays.</summary>
/// <param name="Reason">Message for a person; clipped so that the event stays small.</param>
/// <param name="ExitCode">Exit code of the process.</param>
/// <param name="Step">Step at which it failed.</param>
/// <param name="Restarts">How often the pipeline was rebuilt at this range before.</param>
public sealed record RunFailed(string Reason, int ExitCode, long Step, int Restarts) : IRunEvent
{
    private const int ReasonCharactersMax = 250;

    /// <summary>Message for a person, at most 250 characters.</summary>
    public string Reason { get; } = Reason.Length <= ReasonCharactersMax ? Reason : Reason[..ReasonCharactersMax];
}
