using System.Collections.Immutable;

namespace MarsDisk.Runtime.Persistence;

/// <summary>Where a journal or store answers to: past the held mailbox, and to the incarnation that asked only.</summary>
internal sealed class ReplyAddress(PersistentActorBase incarnation)
{
    private readonly InternalActorRef _actor = (InternalActorRef)incarnation.Cell.Self;

    public void Send(object reply) => _actor.SendSystem(new SystemMessage.StoreReply(incarnation, reply));
}

// actor → journal
internal sealed record WriteMessages(ImmutableArray<AtomicWrite> Units, ReplyAddress ReplyTo);
internal sealed record ReplayMessages(string PersistenceId, long FromSequenceNr, ReplyAddress ReplyTo);
internal sealed record DeleteMessagesTo(string PersistenceId, long ToSequenceNr);

// journal → actor
internal sealed record WriteDone(IImmutableList<Exception?>? Rejections);
internal sealed record WriteFailed(Exception Cause);
internal sealed record Replayed(IPersistentRepresentation Event);
internal sealed record ReplayDone(long HighestSequenceNr);
internal sealed record ReplayFailed(Exception Cause);

// actor → snapshot store
internal sealed record LoadSnapshot(string PersistenceId, SnapshotSelectionCriteria Criteria, ReplyAddress ReplyTo);
internal sealed record SaveSnapshot(SnapshotMetadata Metadata, object Snapshot);
internal sealed record DeleteSnapshot(SnapshotMetadata Metadata);
internal sealed record DeleteSnapshots(string PersistenceId, SnapshotSelectionCriteria Criteria);

// snapshot store → actor
internal sealed record SnapshotLoaded(SelectedSnapshot? Snapshot);
