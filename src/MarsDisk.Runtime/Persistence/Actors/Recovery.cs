namespace MarsDisk.Runtime.Persistence;

/// <summary>Brings a persistent actor back: snapshot, events behind it in order, RecoveryCompleted.</summary>
internal sealed class Recovery(PersistentActorBase actor)
{
    public bool IsRunning { get; private set; }

    /// <summary>The actor is on its way out and must not see a command.</summary>
    public bool HasFailed { get; private set; }

    public void Begin()
    {
        IsRunning = true;
        actor.Cell.Mailbox.IsHeld = true;
        if (Permits.TryTake(actor))
            Load();
    }

    /// <summary>The actor recovers no longer, however that ended.</summary>
    public void End() => Permits.Return(actor);

    /// <summary>True if the reply belongs to the recovery.</summary>
    public bool Handle(object reply)
    {
        switch (reply)
        {
            case RecoveryPermitted: Load(); return true;
            case SnapshotLoaded loaded: Restore(loaded.Snapshot); return true;
            case Replayed replayed: Replay(replayed.Event); return true;
            case ReplayDone done: Complete(done.HighestSequenceNr); return true;
            case ReplayFailed failed: Fail(failed.Cause, null); return true;
            default: return false;
        }
    }

    private RecoveryPermits Permits => RecoveryPermits.Of(actor.Cell.System);

    private void Load() => actor.SnapshotStore.Tell(
        new LoadSnapshot(actor.PersistenceId, SnapshotSelectionCriteria.Latest, new ReplyAddress(actor)),
        actor.Cell.Self);

    private void Restore(SelectedSnapshot? snapshot)
    {
        if (snapshot is not null)
        {
            actor.LastSequenceNr = snapshot.Metadata.SequenceNr;
            Offer(new SnapshotOffer(snapshot.Metadata, snapshot.Snapshot));
        }
        if (IsRunning)
        {
            actor.Journal.Tell(
                new ReplayMessages(actor.PersistenceId, actor.LastSequenceNr + 1, new ReplyAddress(actor)),
                actor.Cell.Self);
        }
    }

    private void Replay(IPersistentRepresentation replayed)
    {
        if (!IsRunning)
            return;                                          // failed before; the actor is on its way out
        actor.LastSequenceNr = replayed.SequenceNr;
        Offer(replayed.Payload);
    }

    private void Complete(long highestSequenceNr)
    {
        if (!IsRunning)
            return;
        IsRunning = false;
        actor.LastSequenceNr = Math.Max(actor.LastSequenceNr, highestSequenceNr);
        Offer(RecoveryCompleted.Instance);
        End();
    }

    private void Offer(object message)
    {
        try
        {
            actor.Offer(message);
        }
        catch (Exception error)
        {
            Fail(error, message);
        }
    }

    private void Fail(Exception cause, object? message)
    {
        HasFailed = true;
        IsRunning = false;
        End();
        actor.FailRecovery(cause, message);
    }
}
