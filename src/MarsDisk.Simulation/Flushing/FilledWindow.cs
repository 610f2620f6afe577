namespace MarsDisk.Simulation.Flushing;

/// <summary>Rows [FirstRow, EndRow) of a buffer, just filled.</summary>
/// <param name="FirstRow">First new row.</param>
/// <param name="EndRow">Row behind the last new one.</param>
/// <param name="Seal">Present if the chunk ends with these rows; the buffer then belongs to the receiver.</param>
public readonly record struct FilledWindow(int FirstRow, int EndRow, SealedChunk? Seal);
