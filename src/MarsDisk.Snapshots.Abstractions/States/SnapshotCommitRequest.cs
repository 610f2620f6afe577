namespace MarsDisk.Snapshots;

/// <summary>Asks for a record to become live.</summary>
/// <param name="Series">Whose.</param>
/// <param name="Position">Where in the history.</param>
/// <param name="Payload">Bytes that are durable already, or within <see cref="SnapshotPayloadHandle.InlineBytes"/>.</param>
/// <param name="Expectation">What must be there.</param>
/// <param name="Writer">Who writes: tickets are compared between requests of one writer only. See <see cref="SnapshotTicket"/>.</param>
/// <param name="BuildSource">What made it.</param>
/// <param name="BuildHost">Where; null when unknown.</param>
public sealed record SnapshotCommitRequest(
    SnapshotSeries Series,
    SnapshotPosition Position,
    SnapshotPayloadHandle Payload,
    SnapshotExpectation Expectation,
    SnapshotTicket Writer,
    string BuildSource,
    string? BuildHost);

/// <summary>
/// Orders the writes of one writer: of two for the same position, the one asked for last wins, whichever commits first.
/// </summary>
/// <param name="Epoch">Random number of the writer's life.</param>
/// <param name="Number">Rises with each request of that life.</param>
public readonly record struct SnapshotTicket(Guid Epoch, long Number);

/// <summary>A record that became live.</summary>
/// <param name="Record">The record.</param>
/// <param name="Displaced">Payloads that nothing refers to any more; they are in the list of garbage.</param>
public sealed record SnapshotCommit(SnapshotStateRecord Record, IReadOnlyList<SnapshotPayloadHandle> Displaced);

/// <summary>Asks for a body to be written and a record of it to become live.</summary>
/// <param name="Write">How the body is written.</param>
/// <param name="Body">Writes it, once.</param>
/// <param name="Expectation">What must be there.</param>
/// <param name="BuildSource">What made it.</param>
public sealed record SnapshotStateWriteRequest(
    SnapshotWriteOptions Write, SnapshotBodyWriter Body, SnapshotExpectation Expectation, string BuildSource);
