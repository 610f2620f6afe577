namespace MarsDisk.Runtime;

/// <summary>Puts messages aside until the actor can handle them.</summary>
public interface IStash
{
    /// <summary>Puts the message in work aside.</summary>
    /// <exception cref="IllegalActorStateException">It was put aside already.</exception>
    void Stash();

    /// <summary>Puts the oldest message back in front of the mailbox.</summary>
    void Unstash();

    /// <summary>Puts all messages back in front of the mailbox, in their order.</summary>
    void UnstashAll();
}

/// <summary>An actor with a stash. It has no bound: whoever stashes must say what limits the senders.</summary>
public interface IWithUnboundedStash
{
    /// <summary>Set by the runtime after construction.</summary>
    IStash Stash { get; set; }
}

internal sealed class ActorStash(ActorCell cell) : IStash
{
    private readonly Queue<Envelope> _stashed = new();
    private long _lastDelivery = -1;

    public void Stash()
    {
        if (_lastDelivery == cell.Deliveries)
            throw new IllegalActorStateException($"Can't stash the same message {cell.Envelope.Message} more than once.");
        _lastDelivery = cell.Deliveries;
        _stashed.Enqueue(cell.Envelope);
    }

    public void Unstash()
    {
        if (_stashed.TryDequeue(out var oldest))
            cell.Mailbox.Return([oldest]);
    }

    public void UnstashAll()
    {
        if (_stashed.Count == 0)
            return;
        cell.Mailbox.Return(_stashed);
        _stashed.Clear();
    }
}
