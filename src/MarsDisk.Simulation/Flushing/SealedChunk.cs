using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Flushing;

/// <summary>Stands on the last window of a chunk: the state after its last row, and why the chunk ends here.</summary>
/// <param name="State">The integrator's state after the last row.</param>
/// <param name="Aggregates">Aggregation's state after the same row; Aggregation fills it in.</param>
/// <param name="Cause">Why the chunk ends.</param>
public sealed record SealedChunk(RunState State, AggregateState? Aggregates, FlushCause Cause);
