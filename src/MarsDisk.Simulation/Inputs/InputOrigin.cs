namespace MarsDisk.Simulation.Inputs;

/// <summary>Where an input stands in its source. The simulation never looks inside; reports and messages show it.</summary>
/// <param name="Offset">Offset of the first byte.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Line">Line, from 1; 0 if unknown.</param>
/// <param name="Column">Column, from 1; 0 if unknown.</param>
public readonly record struct InputOrigin(long Offset, long Length, int Line, int Column);
