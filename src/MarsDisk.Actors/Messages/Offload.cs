using MarsDisk.Actors.Offload;
using MarsDisk.Journal.Events;

namespace MarsDisk.Actors.Messages;

/// <summary>RunActor → SnapshotOffload. Stores one committed file at the target; the answer may take its time.</summary>
/// <param name="Run">The run.</param>
/// <param name="File">A state file or snapshot that the journal names.</param>
/// <param name="Step">The border before this step.</param>
/// <param name="Marker">Label of the last chunk before that border, or that of histories; null: a snapshot, which resume does not use.</param>
/// <param name="Source">Where it lies now.</param>
public sealed record OffloadSnapshot(RunId Run, StateFile File, long Step, string? Marker, string Source) : INoSerializationVerificationNeeded;

/// <summary>SnapshotOffload → RunActor. The copy is durable and was read back.</summary>
/// <param name="File">The file that was stored.</param>
/// <param name="Receipt">Where, and what is there.</param>
public sealed record SnapshotOffloaded(StateFile File, OffloadReceipt Receipt) : INoSerializationVerificationNeeded;

/// <summary>SnapshotOffload → RunActor. The local file stays the only one for now; the run goes on.</summary>
/// <param name="File">The file that was not stored.</param>
/// <param name="Error">Why.</param>
/// <param name="WillRetryAfter">Wait until it is tried again; null: this was the last answer.</param>
public sealed record OffloadRefused(StateFile File, OffloadError Error, TimeSpan? WillRetryAfter = null) : INoSerializationVerificationNeeded;

/// <summary>Anyone → SnapshotOffload. Finish what runs and what waits, within a time.</summary>
/// <param name="Deadline">After it the running one is given up.</param>
public sealed record DrainOffload(TimeSpan Deadline) : INoSerializationVerificationNeeded;

/// <summary>SnapshotOffload → who asked. Nothing runs and nothing will.</summary>
/// <param name="Left">Files that were given up, this time or before.</param>
public sealed record OffloadDrained(int Left) : INoSerializationVerificationNeeded;

/// <summary>Anyone → SnapshotOffload.</summary>
public sealed record GetOffloadStatus : INoSerializationVerificationNeeded;

/// <summary>SnapshotOffload → who asked.</summary>
/// <param name="Phase">What it is doing.</param>
/// <param name="Queued">Files that wait.</param>
/// <param name="Failures">Failures in a row.</param>
/// <param name="IsDegraded">So many that somebody should know.</param>
/// <param name="LastError">The last failure; null: none since the last success.</param>
public sealed record OffloadStatus(
    MarsDisk.Snapshots.Offload.OffloadPhase Phase, int Queued, int Failures, bool IsDegraded, OffloadError? LastError) : INoSerializationVerificationNeeded
{
    /// <summary>When the last file became durable; null: none yet.</summary>
    public DateTimeOffset? Stored { get; init; }

    /// <summary>Since when something that was asked for has not been stored; null: everything was.</summary>
    public DateTimeOffset? BehindSince { get; init; }
}
