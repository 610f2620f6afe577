namespace MarsDisk.Runtime.Persistence;

/// <summary>What journal-backed actors have in common.</summary>
public abstract class PersistentActorBase : ActorBase
{
    internal abstract void ReceiveReply(object reply);
}
