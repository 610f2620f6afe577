namespace MarsDisk.Physics;

/// <summary>A physical argument lies outside the domain of the model; the message names value and domain.</summary>
public sealed class PhysicsException(string message) : Exception(message);
