using MarsDisk.Actors.Pipeline;
using MarsDisk.History.Columns;
using MarsDisk.Journal.Events;
using MarsDisk.Simulation;
using MarsDisk.Simulation.Flushing;
using MarsDisk.Simulation.States;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Actors.Messages;

/// <summary>RunActor → Integrator. The receiver owns the buffer until it sends the batch that seals it.</summary>
/// <param name="Buffer">A buffer whose rows, if it had any, are committed.</param>
/// <param name="IsBegun">It holds the rows between the last commit and the state that the integrator stands at; fill it first.</param>
public sealed record BufferGranted(ChunkBuffer Buffer, bool IsBegun = false) : INoSerializationVerificationNeeded;

/// <summary>
/// Integrator → Aggregation → FlushTrigger. Rows [FirstRow, EndRow) of a buffer, just filled; read-only for the
/// receiver. With a seal the whole buffer goes along and the sender forgets it.
/// </summary>
/// <param name="Buffer">The buffer that the rows stand in.</param>
/// <param name="Generation">Which renting of the buffer the rows belong to.</param>
/// <param name="FirstRow">First new row, counted in steps since the buffer's first step.</param>
/// <param name="EndRow">Row behind the last new one.</param>
/// <param name="Seal">State at the chunk's end; null while the chunk goes on.</param>
public sealed record StepBatch(ChunkBuffer Buffer, int Generation, int FirstRow, int EndRow, SealedChunk? Seal)
    : INoSerializationVerificationNeeded
{
    /// <summary>The history up to the border behind these rows is to be stored; null: not here.</summary>
    public HistoryMark? Mark { get; init; }
}

/// <summary>FlushTrigger → ParquetWriter. The writer owns the buffer until it answers published or refused.</summary>
/// <param name="Run">The run whose lane takes the chunk.</param>
/// <param name="Buffer">The sealed buffer.</param>
/// <param name="State">All that the step behind the chunk reads.</param>
/// <param name="Cause">Why the chunk ends here.</param>
public sealed record FlushChunk(RunId Run, ChunkBuffer Buffer, ResumeState State, FlushCause Cause)
    : INoSerializationVerificationNeeded;

/// <summary>ParquetWriter → RunActor. The files have their names and are synced; the receiver commits them.</summary>
/// <param name="Buffer">The buffer, now in the hands of the RunActor.</param>
/// <param name="Event">What the journal is to say.</param>
/// <param name="State">State at its end.</param>
/// <param name="Cause">Why the chunk ended.</param>
public sealed record ChunkPublished(ChunkBuffer Buffer, ChunkCommitted Event, ResumeState State, FlushCause Cause)
    : INoSerializationVerificationNeeded;

/// <summary>ParquetWriter → RunActor. Nothing of the chunk counts; the receiver rebuilds the pipeline or gives up.</summary>
/// <param name="Buffer">The buffer, now in the hands of the RunActor.</param>
/// <param name="Error">What the disk or the lease said.</param>
public sealed record ChunkRefused(ChunkBuffer Buffer, PublishError Error) : INoSerializationVerificationNeeded;

/// <summary>RunActor → ParquetWriter. Takes the run's chunks from <paramref name="FirstStep"/> on.</summary>
/// <param name="Run">Key of the lane.</param>
/// <param name="FirstStep">Step that the next chunk has to begin with.</param>
/// <param name="Publisher">Encodes and publishes; used by one writer loop only.</param>
public sealed record OpenLane(RunId Run, long FirstStep, IChunkPublisher Publisher) : INoSerializationVerificationNeeded;

/// <summary>Aggregation → RunActor. Progress for people, at most ten times a second and with each seal.</summary>
/// <param name="Facts">Where the computation stands.</param>
public sealed record StepsComputed(ProgressFacts Facts) : INoSerializationVerificationNeeded;

/// <summary>Integrator → RunActor. A step could not be computed; trying again would fail again.</summary>
/// <param name="Failure">Quantity, bin, step and last good value.</param>
public sealed record StepFailed(StepFailedException Failure) : INoSerializationVerificationNeeded;

/// <summary>Integrator → RunActor. The run has ended and no row stands behind the last seal.</summary>
/// <param name="State">State at the end; equal to the last committed one but for the reason of the end.</param>
public sealed record EndReached(RunState State) : INoSerializationVerificationNeeded;

/// <summary>Aggregation → RunActor. The first step whose mass budget is outside the tolerance; for the log.</summary>
/// <param name="Step">Steps that had been computed when it was seen.</param>
/// <param name="ErrorPercent">Largest error so far, percent.</param>
public sealed record BudgetViolated(long Step, double ErrorPercent) : INoSerializationVerificationNeeded;

/// <summary>
/// Integrator → Aggregation → FlushTrigger. No batch follows, for ever or until a buffer comes home. Nothing would show then
/// that the last one was lost, so this message says where the next one would begin.
/// </summary>
/// <param name="Step">The step behind the last row that was sent.</param>
public sealed record BatchesEnded(long Step) : INoSerializationVerificationNeeded;

/// <summary>
/// RunActor → ParquetWriter. No chunk of this run will come any more; the answer, <see cref="LaneClosed"/>, follows the
/// answers of all chunks that were still under way.
/// </summary>
/// <param name="Run">Key of the lane.</param>
public sealed record CloseLane(RunId Run) : INoSerializationVerificationNeeded;

/// <summary>ParquetWriter → RunActor. The writer holds no buffer of the run any more.</summary>
/// <param name="Run">Key of the lane.</param>
public sealed record LaneClosed(RunId Run) : INoSerializationVerificationNeeded;
