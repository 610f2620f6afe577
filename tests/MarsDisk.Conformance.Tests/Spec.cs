namespace MarsDisk.Conformance.Tests;

/// <summary>Base of the tests of this project. None of them knows which runtime it runs on.</summary>
public abstract class Spec(SpecSetup? setup = null) : ActorSpec(setup)
{
    protected static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(1);

    /// <summary>Returns when the actor has handled everything that was sent to it before.</summary>
    protected void Settle(IActorRef actor)
    {
        var probe = CreateTestProbe();
        actor.Tell(new Identify("settle"), probe.Ref);
        probe.ExpectMsg<ActorIdentity>();
    }
}
