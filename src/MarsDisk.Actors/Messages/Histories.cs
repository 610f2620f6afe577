using MarsDisk.History.Columns;
using MarsDisk.Journal.Events;
using MarsDisk.Simulation.Flushing;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Actors.Messages;

/// <summary>RunActor → Integrator. The history up to the next step border is to be stored, when the last one is.</summary>
public sealed record SaveHistory : INoSerializationVerificationNeeded;

/// <summary>
/// FlushTrigger → ParquetWriter. Stores a state and the rows before it; the integrator goes on appending behind them. The answer
/// goes to the RunActor.
/// </summary>
/// <param name="Run">The run whose lane takes it.</param>
/// <param name="Buffer">Holds the rows; it comes home only behind this message, because both pass the same lane.</param>
/// <param name="Generation">Which renting of the buffer the rows belong to.</param>
/// <param name="Mark">State and number of rows at one border.</param>
public sealed record WriteHistory(RunId Run, ChunkBuffer Buffer, int Generation, HistoryMark Mark) : INoSerializationVerificationNeeded;

/// <summary>ParquetWriter → RunActor. The history has its name and is synced.</summary>
/// <param name="Event">What the journal is to say.</param>
public sealed record HistoryPublished(HistorySaved Event) : INoSerializationVerificationNeeded;

/// <summary>ParquetWriter → RunActor. There is no new history; the run goes on.</summary>
/// <param name="Step">The border before this step.</param>
/// <param name="Error">What the disk or the lease said.</param>
public sealed record HistoryRefused(long Step, PublishError Error) : INoSerializationVerificationNeeded;

/// <summary>RunActor → Integrator. The history that it marked is durable, or will never be.</summary>
/// <param name="Step">The border before this step.</param>
public sealed record HistorySettled(long Step) : INoSerializationVerificationNeeded;
