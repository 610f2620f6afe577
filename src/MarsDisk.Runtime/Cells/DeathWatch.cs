namespace MarsDisk.Runtime;

/// <summary>Whom an actor watches and who watches it. Touched only in its turn.</summary>
internal sealed class DeathWatch(LocalActorRef self)
{
    private readonly HashSet<InternalActorRef> _watching = [];
    private readonly HashSet<InternalActorRef> _watchers = [];

    // Deaths whose Terminated lies in the mailbox; unwatching takes it back.
    private readonly HashSet<IActorRef> _queued = [];

    public void Watch(InternalActorRef subject)
    {
        if (!subject.Equals(self) && _watching.Add(subject))
            subject.SendSystem(new SystemMessage.Watch(self));
    }

    public void Unwatch(InternalActorRef subject)
    {
        _queued.Remove(subject);
        if (_watching.Remove(subject))
            subject.SendSystem(new SystemMessage.Unwatch(self));
    }

    public void AddWatcher(InternalActorRef watcher) => _watchers.Add(watcher);

    public void RemoveWatcher(InternalActorRef watcher) => _watchers.Remove(watcher);

    public void Died(InternalActorRef subject, bool isAlive)
    {
        // Queued like a message: what the dead actor said before is read before.
        if (_watching.Remove(subject) && isAlive && _queued.Add(subject))
            self.Tell(new Terminated(subject, true, false), subject);
    }

    public bool TakeQueued(IActorRef subject) => _queued.Remove(subject);

    public void TellWatchers(IActorRef except)
    {
        foreach (var watcher in _watchers)
        {
            if (!watcher.Equals(except))
                watcher.SendSystem(new SystemMessage.DeathNotice(self));
        }
    }

    public void ForgetAll()
    {
        foreach (var subject in _watching)
            subject.SendSystem(new SystemMessage.Unwatch(self));
        _watching.Clear();
        _queued.Clear();
    }
}
