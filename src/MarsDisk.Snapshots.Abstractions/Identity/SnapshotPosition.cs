namespace MarsDisk.Snapshots;

/// <summary>Where in the history of its series a snapshot stands.</summary>
/// <param name="Generation">Rises when the series is rebuilt from scratch; any snapshot of it is newer than all of the one before.</param>
/// <param name="Sequence">Step number, number of events, or sequence number.</param>
/// <param name="TimestampTicks">
/// UTC ticks of 100 ns. Kept as a 64-bit integer everywhere: database timestamps round them, and then a comparison fails.
/// </param>
/// <param name="Marker">Opaque position of the owner, e.g. the label of the last durable chunk; at most 256 characters.</param>
public readonly record struct SnapshotPosition(long Generation, long Sequence, long TimestampTicks, string? Marker = null);
