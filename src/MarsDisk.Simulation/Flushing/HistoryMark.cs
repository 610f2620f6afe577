using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Flushing;

/// <summary>
/// The border that a history is stored up to. The rows before it never change again, so they are read from the buffer while the
/// integrator appends to it.
/// </summary>
/// <param name="State">The integrator's state at the border.</param>
/// <param name="Aggregates">Aggregation's state at the same border; Aggregation fills it in.</param>
/// <param name="Rows">Rows of the buffer before it.</param>
public sealed record HistoryMark(RunState State, AggregateState? Aggregates, FilledRows Rows);
