namespace MarsDisk.Runtime.Persistence;

/// <summary>Failures that are logged when the actor has no rule for them.</summary>
internal interface IStoreFailure
{
    Exception Cause { get; }
}

/// <summary>Journal → actor: the events are deleted.</summary>
/// <param name="ToSequenceNr">Last deleted number.</param>
public sealed record DeleteMessagesSuccess(long ToSequenceNr);

/// <summary>Journal → actor: the events could not be deleted.</summary>
/// <param name="Cause">Why.</param>
/// <param name="ToSequenceNr">Last number that was to be deleted.</param>
public sealed record DeleteMessagesFailure(Exception Cause, long ToSequenceNr) : IStoreFailure;

/// <summary>Snapshot store → actor: the snapshot is saved.</summary>
/// <param name="Metadata">Which one.</param>
public sealed record SaveSnapshotSuccess(SnapshotMetadata Metadata);

/// <summary>Snapshot store → actor: the snapshot could not be saved.</summary>
/// <param name="Metadata">Which one.</param>
/// <param name="Cause">Why.</param>
public sealed record SaveSnapshotFailure(SnapshotMetadata Metadata, Exception Cause) : IStoreFailure;

/// <summary>Snapshot store → actor: the snapshot is deleted.</summary>
/// <param name="Metadata">Which one.</param>
public sealed record DeleteSnapshotSuccess(SnapshotMetadata Metadata);

/// <summary>Snapshot store → actor: the snapshot could not be deleted.</summary>
/// <param name="Metadata">Which one.</param>
/// <param name="Cause">Why.</param>
public sealed record DeleteSnapshotFailure(SnapshotMetadata Metadata, Exception Cause) : IStoreFailure;

/// <summary>Snapshot store → actor: the snapshots are deleted.</summary>
/// <param name="Criteria">Which ones.</param>
public sealed record DeleteSnapshotsSuccess(SnapshotSelectionCriteria Criteria);

/// <summary>Snapshot store → actor: the snapshots could not be deleted.</summary>
/// <param name="Criteria">Which ones.</param>
/// <param name="Cause">Why.</param>
public sealed record DeleteSnapshotsFailure(SnapshotSelectionCriteria Criteria, Exception Cause) : IStoreFailure;
