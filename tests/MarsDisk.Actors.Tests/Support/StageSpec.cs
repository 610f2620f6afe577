namespace MarsDisk.Actors.Tests.Support;

/// <summary>
/// Base of the tests of one stage: every actor runs on the thread that sends, so that all a message caused has happened
/// when <c>Tell</c> returns, and silence is exact.
/// </summary>
public abstract class StageSpec() : ActorSpec(new SpecSetup { RunsOnCallingThread = true })
{
    protected static readonly TimeSpan AtOnce = TimeSpan.Zero;
}
