using MarsDisk.Journal.Events;

namespace MarsDisk.Actors.Messages;

/// <summary>RunActor → SnapshotOffload. Copies one committed file to the target; the answer may take its time.</summary>
/// <param name="Run">The run.</param>
/// <param name="File">A state file that the journal names.</param>
/// <param name="Source">Where it lies now.</param>
public sealed record OffloadSnapshot(RunId Run, StateFile File, string Source) : INoSerializationVerificationNeeded;

/// <summary>SnapshotOffload → RunActor. The copy is complete and its hash is the recorded one.</summary>
/// <param name="File">The file that was copied.</param>
/// <param name="Target">Name of the target, for the journal.</param>
public sealed record SnapshotOffloaded(StateFile File, string Target) : INoSerializationVerificationNeeded;

/// <summary>SnapshotOffload → RunActor. The local file stays the only one; the run goes on.</summary>
/// <param name="File">The file that was not copied.</param>
/// <param name="Reason">One sentence.</param>
public sealed record OffloadRefused(StateFile File, string Reason) : INoSerializationVerificationNeeded;
