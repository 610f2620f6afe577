namespace MarsDisk.Runtime.Persistence;

/// <summary>Lets a bounded number of actors recover at once; the others wait in the order in which they asked.</summary>
internal sealed class RecoveryPermits(int most)
{
    private readonly Lock _gate = new();
    private readonly HashSet<PersistentActorBase> _holders = [];
    private readonly LinkedList<PersistentActorBase> _waiting = [];

    public static RecoveryPermits Of(ActorSystem system) =>
        system.Extension(created => new RecoveryPermits(created.Setup.RecoveriesMax));

    /// <summary>True if the actor may begin now; otherwise it will hear <see cref="RecoveryPermitted"/>.</summary>
    public bool TryTake(PersistentActorBase actor)
    {
        lock (_gate)
        {
            if (_holders.Count < most)
                return _holders.Add(actor);
            _waiting.AddLast(actor);
            return false;
        }
    }

    /// <summary>Gives the actor's permit to the next one, or takes it out of the line.</summary>
    public void Return(PersistentActorBase actor)
    {
        PersistentActorBase? next;
        lock (_gate)
        {
            if (!_holders.Remove(actor))
            {
                _waiting.Remove(actor);
                return;
            }
            next = _waiting.First?.Value;
            if (next is null)
                return;
            _waiting.RemoveFirst();
            _holders.Add(next);
        }
        new ReplyAddress(next).Send(RecoveryPermitted.Instance);
    }
}

/// <summary>System → persistent actor: it is your turn to recover.</summary>
internal sealed class RecoveryPermitted
{
    public static readonly RecoveryPermitted Instance = new();
}
