namespace MarsDisk.Simulation.States;

/// <summary>Bytes that should be a saved state are not one.</summary>
/// <param name="message">What was found and what was expected.</param>
public sealed class StateFormatException(string message) : Exception(message);
