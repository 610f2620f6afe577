namespace MarsDisk.Simulation.Tables;

/// <summary>A table file is malformed; the message names file, place, found and expected.</summary>
/// <param name="message">What was found and what was expected.</param>
public sealed class TableException(string message) : Exception(message);
