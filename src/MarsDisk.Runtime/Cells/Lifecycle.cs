namespace MarsDisk.Runtime;

/// <summary>Birth, failure, restart and death of the actor in one cell.</summary>
internal sealed class Lifecycle(ActorCell cell)
{
    private enum Phase { Alive, Restarting, Terminating, Terminated }

    private Phase _phase;
    private bool _hasFailed;
    private Exception? _restartCause;
    private SupervisorStrategy? _strategy;
    private Envelope _failedEnvelope;

    // Answers that arrived while the supervisor was deciding.
    private readonly Queue<SystemMessage.StoreReply> _deferred = new();

    public ActorBase? Actor { get; private set; }

    public bool IsTerminating => _phase >= Phase.Terminating;

    public void Create()
    {
        try
        {
            Actor = Incarnate();
            Actor.AroundPreStart();
        }
        catch (Exception error)
        {
            Discard();
            throw new ActorInitializationException(cell.Self, $"Exception during creation of {cell.Self.Path}.", error);
        }
    }

    public void Suspend()
    {
        cell.Mailbox.Suspend();
        cell.Children.SendAll(new SystemMessage.Suspend());
    }

    public void Resume()
    {
        if (Actor is null && !IsTerminating)
        {
            Recreate(_restartCause ?? new ActorInitializationException(cell.Self, "Resumed before it was created."));
            return;
        }
        _hasFailed = false;
        cell.Mailbox.Resume();
        cell.Children.SendAll(new SystemMessage.Resume());
        Actor?.Resumed();
        while (!_hasFailed && _deferred.TryDequeue(out var reply))
            ReceiveReply(reply);
    }

    /// <summary>A handler threw: the actor and its children wait until the supervisor has decided.</summary>
    public void Fail(Exception error, IActorRef? failedChild = null)
    {
        if (_hasFailed || IsTerminating)
            return;
        _hasFailed = true;
        _failedEnvelope = cell.Envelope;
        cell.Mailbox.Suspend();
        cell.Children.SendAll(new SystemMessage.Suspend(), except: failedChild);
        var cause = error is EscalatedFailureException { InnerException: { } inner } ? inner : error;
        cell.ParentRef.SendSystem(new SystemMessage.Failed(cell.Self, cause));
    }

    public void Judge(SystemMessage.Failed failed)
    {
        if (cell.Children.Find(failed.Child) is not { } child || child.IsStopping)
            return;
        _strategy ??= Actor?.GetSupervisorStrategy() ?? SupervisorStrategy.DefaultStrategy;
        _strategy.HandleFailure(cell, child, failed.Cause);
    }

    public void Recreate(Exception cause)
    {
        if (_phase != Phase.Alive)
            return;
        _phase = Phase.Restarting;
        _restartCause = cause;
        if (Actor is { } actor)
            cell.RunAs(_failedEnvelope, () => Guarded(() => actor.AroundPreRestart(cause, _failedEnvelope.Message)));
        Discard();
        ChildGone();
    }

    public void Terminate()
    {
        if (IsTerminating)
            return;
        _phase = Phase.Terminating;
        cell.Mailbox.Suspend();
        cell.Children.Close();
        cell.Children.SendAll(new SystemMessage.Terminate());
        ChildGone();
    }

    /// <summary>Goes on with a restart or a stop that waited for children.</summary>
    public void ChildGone()
    {
        if (_phase == Phase.Restarting && !cell.Children.HasStopping)
            FinishRestart();
        else if (_phase == Phase.Terminating && cell.Children.IsEmpty)
            FinishTermination();
    }

    public void ReceiveReply(SystemMessage.StoreReply reply)
    {
        if (_phase != Phase.Alive || !ReferenceEquals(reply.Incarnation, Actor))
            return;
        if (_hasFailed)
            _deferred.Enqueue(reply);
        else
            Actor!.ReceiveReply(reply.Reply);
    }

    private void FinishRestart()
    {
        var cause = _restartCause!;
        _phase = Phase.Alive;
        _hasFailed = false;
        _failedEnvelope = default;
        var survivors = cell.Children.All();
        try
        {
            Actor = Incarnate();
            cell.Mailbox.Resume();
            Actor.AroundPostRestart(cause);
        }
        catch (Exception error)
        {
            Discard();
            throw new PostRestartException(cell.Self, error, cause);
        }
        foreach (var child in survivors)
            ((InternalActorRef)child).SendSystem(new SystemMessage.Recreate(cause));
    }

    private void FinishTermination()
    {
        _phase = Phase.Terminated;
        if (Actor is { } actor)
            Guarded(actor.AroundPostStop);
        Discard();
        cell.AnnounceDeath();
    }

    private ActorBase Incarnate()
    {
        _strategy = null;
        cell.Mailbox.IsHeld = false;
        var actor = cell.Props.NewActor();
        if (actor is IWithTimers timed)
            timed.Timers = actor.UseTimers(new ActorTimers(cell));
        if (actor is IWithUnboundedStash stashing)
            stashing.Stash = actor.UseStash(new ActorStash(cell));
        return actor;
    }

    /// <summary>Takes leave of an incarnation: its timers die, its stash goes back to the mailbox.</summary>
    private void Discard()
    {
        _deferred.Clear();
        Actor?.Release();
        Actor = null;
    }

    private void Guarded(Action hook)
    {
        try
        {
            hook();
        }
        catch (Exception error)
        {
            cell.System.Log(Logging.LogLevel.Error, cell.Self.Path.ToString(), error, "A life-cycle hook failed: {0}", error.Message);
        }
    }
}
