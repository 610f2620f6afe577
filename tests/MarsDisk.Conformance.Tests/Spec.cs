namespace MarsDisk.Conformance.Tests;

/// <summary>Base of the tests: the one place that knows which runtime starts the system.</summary>
public abstract class Spec : TestKit
{
    protected static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(1);

    protected Spec(RuntimeSetup? setup = null) : base(setup)
    {
    }

    /// <summary>Returns when the actor has handled everything that was sent to it before.</summary>
    protected void Settle(IActorRef actor)
    {
        var probe = CreateTestProbe();
        actor.Tell(new Identify("settle"), probe.Ref);
        probe.ExpectMsg<ActorIdentity>();
    }
}
