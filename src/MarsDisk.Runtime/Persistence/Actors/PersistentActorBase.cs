namespace MarsDisk.Runtime.Persistence;

/// <summary>
/// An actor whose state is the fold of its events. While it recovers, and while an event is on its way to the
/// journal, its mailbox is held: only the answers of journal and snapshot store pass.
/// </summary>
public abstract class PersistentActorBase : ActorBase, IWithUnboundedStash
{
    private readonly EventWriter _writer;
    private readonly Recovery _recovery;

    /// <summary>Persistence ids and plugins are asked for when the actor starts.</summary>
    protected PersistentActorBase()
    {
        _writer = new EventWriter(this);
        _recovery = new Recovery(this);
    }

    /// <summary>Commands that the actor put aside itself; those that wait for a write are not among them.</summary>
    public IStash Stash { get; set; } = null!;

    /// <summary>The name of this actor's journal; the same in every incarnation.</summary>
    public abstract string PersistenceId { get; }

    /// <summary>The id of the journal plugin; empty means the default of the system.</summary>
    public virtual string JournalPluginId => "";

    /// <summary>The id of the snapshot store plugin; empty means the default of the system.</summary>
    public virtual string SnapshotPluginId => "";

    /// <summary>The number of the last event that was written or replayed.</summary>
    public long LastSequenceNr { get; internal set; }

    /// <summary>The number that a snapshot taken now belongs to.</summary>
    public long SnapshotSequenceNr => LastSequenceNr;

    /// <summary>The events are still being replayed.</summary>
    public bool IsRecovering => _recovery.IsRunning;

    internal bool IsReady => !_recovery.IsRunning && !_recovery.HasFailed;

    internal IActorRef Journal => Plugins.Of(Cell.System).Journal(JournalPluginId);

    internal IActorRef SnapshotStore => Plugins.Of(Cell.System).SnapshotStore(SnapshotPluginId);

    /// <summary>
    /// Writes an event; the next command waits until <paramref name="handler"/> has run with it. Several calls in one
    /// turn are written together, in order.
    /// </summary>
    public void Persist<TEvent>(TEvent @event, Action<TEvent> handler)
    {
        ArgumentNullException.ThrowIfNull(@event);
        PersistAll([@event], handler);
    }

    /// <summary>Writes events as one unit: all of them or none.</summary>
    public void PersistAll<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(handler);
        if (IsRecovering)
            throw new InvalidOperationException("Cannot persist during replay. Events can be persisted when receiving RecoveryCompleted or later.");
        _writer.Add(events, handler);
    }

    /// <summary>Saves the state under <see cref="SnapshotSequenceNr"/>; answered by <see cref="SaveSnapshotSuccess"/> or <see cref="SaveSnapshotFailure"/>.</summary>
    public void SaveSnapshot(object snapshot) =>
        SnapshotStore.Tell(new SaveSnapshot(new SnapshotMetadata(PersistenceId, SnapshotSequenceNr, Now), snapshot), Self);

    /// <summary>Deletes events up to a number, inclusive; answered by <see cref="DeleteMessagesSuccess"/> or <see cref="DeleteMessagesFailure"/>.</summary>
    public void DeleteMessages(long toSequenceNr) => Journal.Tell(new DeleteMessagesTo(PersistenceId, toSequenceNr), Self);

    /// <summary>Deletes one snapshot; answered by <see cref="DeleteSnapshotSuccess"/> or <see cref="DeleteSnapshotFailure"/>.</summary>
    public void DeleteSnapshot(long sequenceNr) =>
        SnapshotStore.Tell(new DeleteSnapshot(new SnapshotMetadata(PersistenceId, sequenceNr, DateTime.MinValue)), Self);

    /// <summary>Deletes snapshots; answered by <see cref="DeleteSnapshotsSuccess"/> or <see cref="DeleteSnapshotsFailure"/>.</summary>
    public void DeleteSnapshots(SnapshotSelectionCriteria criteria) =>
        SnapshotStore.Tell(new DeleteSnapshots(PersistenceId, criteria), Self);

    /// <summary>Handles what was replayed: <see cref="SnapshotOffer"/>, events, <see cref="RecoveryCompleted"/>; false if there is no rule.</summary>
    protected abstract bool ReceiveRecover(object message);

    /// <summary>Handles a command; false if there is no rule.</summary>
    protected abstract bool ReceiveCommand(object message);

    /// <summary>A write failed and nobody knows whether it happened. The actor stops after this.</summary>
    protected virtual void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        Cell.System.Log(Logging.LogLevel.Error, Self.Path.ToString(), cause,
            "Failed to persist event type [{0}] with sequence number [{1}] for persistenceId [{2}].",
            @event.GetType(), sequenceNr, PersistenceId);

    /// <summary>The journal refused an event before writing it. The actor goes on; the event's handler is not called.</summary>
    protected virtual void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        Cell.System.Log(Logging.LogLevel.Error, Self.Path.ToString(), cause,
            "Rejected to persist event type [{0}] with sequence number [{1}] for persistenceId [{2}] due to [{3}].",
            @event.GetType(), sequenceNr, PersistenceId, cause.Message);

    /// <summary>The replay failed, at <paramref name="message"/> if a handler threw. The actor stops after this.</summary>
    protected virtual void OnRecoveryFailure(Exception reason, object? message = null) =>
        Cell.System.Log(Logging.LogLevel.Error, Self.Path.ToString(), reason,
            "Exception in ReceiveRecover when replaying event type [{0}] with sequence number [{1}] for persistenceId [{2}].",
            message?.GetType(), LastSequenceNr, PersistenceId);

    /// <summary>Recovery is complete; the rule for it is optional.</summary>
    protected virtual void OnReplaySuccess()
    {
    }

    /// <inheritdoc/>
    protected sealed override bool Receive(object message) => ReceiveCommand(message);

    /// <summary>Failures of snapshots and deletions without a rule are logged, and are unhandled as in every actor.</summary>
    protected override void Unhandled(object message)
    {
        if (message is IStoreFailure failure)
            Cell.System.Log(Logging.LogLevel.Warning, Self.Path.ToString(), failure.Cause,
                "{0} for persistenceId [{1}]: {2}", message.GetType().Name, PersistenceId, failure.Cause.Message);
        base.Unhandled(message);
    }

    private DateTime Now => Cell.System.Scheduler.Now.UtcDateTime;

    internal override void AroundPreStart()
    {
        Recovering(base.AroundPreStart);
    }

    internal override void AroundPreRestart(Exception reason, object? message)
    {
        _recovery.End();
        base.AroundPreRestart(reason, message);
    }

    internal override void AroundPostStop()
    {
        _recovery.End();
        base.AroundPostStop();
    }

    internal override void AroundPostRestart(Exception reason)
    {
        Recovering(() => base.AroundPostRestart(reason));
    }

    private void Recovering(Action start)
    {
        _recovery.Begin();
        try
        {
            start();
        }
        catch
        {
            _recovery.End();
            throw;
        }
    }

    internal override void Deliver(object message)
    {
        try
        {
            base.Deliver(message);
        }
        finally
        {
            // Also when the handler threw: what it asked for is written, and the next incarnation will replay it.
            _writer.Flush();
        }
    }

    internal override void ReceiveReply(object reply)
    {
        if (!_recovery.Handle(reply))
            _writer.Handle(reply);
        _writer.Flush();
    }

    internal override void Resumed()
    {
        _writer.RunHandlers();
        _writer.Flush();
    }

    internal void Offer(object message)
    {
        if (!ReceiveRecover(message) && message is not RecoveryCompleted)
            Unhandled(message);
        if (message is RecoveryCompleted)
            OnReplaySuccess();
    }

    internal void FailWrite(Exception cause, IPersistentRepresentation written)
    {
        try
        {
            OnPersistFailure(cause, written.Payload, written.SequenceNr);
        }
        finally
        {
            Context.Stop(Self);
        }
    }

    internal void RejectWrite(Exception cause, IPersistentRepresentation refused) =>
        OnPersistRejected(cause, refused.Payload, refused.SequenceNr);

    internal void FailRecovery(Exception cause, object? message)
    {
        try
        {
            OnRecoveryFailure(cause, message);
        }
        finally
        {
            Context.Stop(Self);
        }
    }
}
