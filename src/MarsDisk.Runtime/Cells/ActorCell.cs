namespace MarsDisk.Runtime;

/// <summary>Everything behind a reference that is not the actor's own: context, children, watches, mailbox.</summary>
internal sealed class ActorCell : IActorContext
{
    [ThreadStatic]
    private static ActorCell? _current;

    private readonly LocalActorRef _self;
    private readonly Lifecycle _lifecycle;
    private readonly DeathWatch _watch;
    private Envelope _envelope;

    public ActorCell(LocalActorRef self, ActorSystem system, Props props, InternalActorRef parent)
    {
        _self = self;
        System = system;
        Props = props;
        ParentRef = parent;
        Mailbox = new Mailbox(this, system.Dispatchers.Lookup(props.Dispatcher));
        Children = new ChildActors(this);
        _watch = new DeathWatch(self);
        _lifecycle = new Lifecycle(this);
    }

    /// <summary>The cell whose turn runs on this thread.</summary>
    public static ActorCell? Current
    {
        get => _current;
        set => _current = value;
    }

    public IActorRef Self => _self;

    public IActorRef Sender => _envelope.Sender ?? System.DeadLetters;

    public IActorRef Parent => ParentRef;

    public ActorSystem System { get; }

    public Props Props { get; }

    public InternalActorRef ParentRef { get; }

    public Mailbox Mailbox { get; }

    public ChildActors Children { get; }

    /// <summary>The envelope in work.</summary>
    public Envelope Envelope => _envelope;

    /// <summary>Numbers the deliveries, so that one message is not stashed twice.</summary>
    public long Deliveries { get; private set; }

    public IActorRef ActorOf(Props props, string? name = null) => Children.Add(props, name);

    public IActorRef Child(string name) => Children.Find(name) ?? ActorRefs.Nobody;

    public IEnumerable<IActorRef> GetChildren() => Children.All();

    public IActorRef Watch(IActorRef subject)
    {
        _watch.Watch((InternalActorRef)subject);
        return subject;
    }

    public IActorRef Unwatch(IActorRef subject)
    {
        _watch.Unwatch((InternalActorRef)subject);
        return subject;
    }

    public void Stop(IActorRef child)
    {
        ArgumentNullException.ThrowIfNull(child);
        Children.MarkStopping(child);
        ((InternalActorRef)child).SendSystem(new SystemMessage.Terminate());
    }

    public void Invoke(in Envelope envelope)
    {
        _envelope = envelope;
        Deliveries++;
        try
        {
            if (envelope.Message is IAutoReceivedMessage special)
                ReceiveSpecial(special);
            else
                _lifecycle.Actor!.Deliver(envelope.Message);
        }
        catch (Exception error)
        {
            _lifecycle.Fail(error);
        }
        _envelope = default;
    }

    public void InvokeSystem(SystemMessage message)
    {
        try
        {
            Dispatch(message);
        }
        catch (Exception error)
        {
            _lifecycle.Fail(error, message is SystemMessage.Failed failed ? failed.Child : null);
        }
    }

    /// <summary>Gives the actor a message as if it had just been taken from the mailbox, with a chosen sender.</summary>
    public void RunAs(in Envelope envelope, Action action)
    {
        var outer = _envelope;
        _envelope = envelope;
        action();
        _envelope = outer;
    }

    public void AnswerAfterDeath(SystemMessage message)
    {
        if (message is SystemMessage.Watch watch)
            watch.Watcher.SendSystem(new SystemMessage.DeathNotice(_self));
        else if (message is SystemMessage.StoreReply reply)
            System.EventStream.Publish(new DeadLetter(reply.Reply, System.DeadLetters, _self));
    }

    public void ToDeadLetters(in Envelope envelope)
    {
        if (envelope.Message is TimerMessage or PoisonPill)
            return;
        if (envelope.Message is Identify identify)
            (envelope.Sender ?? System.DeadLetters).Tell(new ActorIdentity(identify.MessageId, null), _self);
        else
            System.EventStream.Publish(new DeadLetter(envelope.Message, envelope.Sender ?? System.DeadLetters, _self));
    }

    /// <summary>Last step of a death: nothing arrives any more, and everybody who asked hears of it.</summary>
    public void AnnounceDeath()
    {
        _watch.ForgetAll();
        Mailbox.Close();
        _watch.TellWatchers(except: ParentRef);
        ParentRef.SendSystem(new SystemMessage.DeathNotice(_self));
    }

    public void Unhandled(object message)
    {
        if (message is Terminated terminated)
            throw new DeathPactException(terminated.ActorRef);
        System.EventStream.Publish(new UnhandledMessage(message, Sender, Self));
    }

    private void ReceiveSpecial(IAutoReceivedMessage message)
    {
        switch (message)
        {
            case Terminated terminated when !_watch.TakeQueued(terminated.ActorRef):
                break;                                       // unwatched while the notice was in the queue
            case TimerMessage timer when !timer.Owner.Take(timer):
                break;                                       // cancelled, or of an earlier incarnation
            case TimerMessage timer:
                _envelope = new Envelope(timer.Message, null);
                _lifecycle.Actor!.Deliver(timer.Message);
                break;
            case PoisonPill:
                _self.SendSystem(new SystemMessage.Terminate());
                break;
            case Identify identify:
                Sender.Tell(new ActorIdentity(identify.MessageId, Self), Self);
                break;
            default:
                _lifecycle.Actor!.Deliver(message);
                break;
        }
    }

    private void Dispatch(SystemMessage message)
    {
        switch (message)
        {
            case SystemMessage.Create: _lifecycle.Create(); break;
            case SystemMessage.Suspend: _lifecycle.Suspend(); break;
            case SystemMessage.Resume: _lifecycle.Resume(); break;
            case SystemMessage.Recreate recreate: _lifecycle.Recreate(recreate.Cause); break;
            case SystemMessage.Terminate: _lifecycle.Terminate(); break;
            case SystemMessage.Failed failed: _lifecycle.Judge(failed); break;
            case SystemMessage.Watch watch: _watch.AddWatcher(watch.Watcher); break;
            case SystemMessage.Unwatch watch: _watch.RemoveWatcher(watch.Watcher); break;
            case SystemMessage.StoreReply reply: _lifecycle.ReceiveReply(reply); break;
            case SystemMessage.DeathNotice notice:
                Children.Remove(notice.Actor);
                _watch.Died(notice.Actor, isAlive: !_lifecycle.IsTerminating);
                _lifecycle.ChildGone();
                break;
        }
    }
}
