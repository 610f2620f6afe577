namespace MarsDisk.Actors.Tests.Support;

/// <summary>As <see cref="StageSpec"/>, with time that only the test moves.</summary>
public abstract class ClockedSpec() : ActorSpec(new SpecSetup { RunsOnCallingThread = true, HasVirtualTime = true })
{
    protected void Advance(TimeSpan time) => Clock.Advance(time);
}
