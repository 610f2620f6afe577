namespace MarsDisk.Actors.Tests.Support;

/// <summary>
/// Base of the tests of one stage: every actor runs on the thread that sends, so that all a message caused has happened
/// when <c>Tell</c> returns, and silence is exact.
/// </summary>
public abstract class StageSpec() : TestKit(OnThisThread())
{
    protected static readonly TimeSpan Now = TimeSpan.Zero;

    private static RuntimeSetup OnThisThread()
    {
        var setup = new RuntimeSetup();
        setup.Dispatchers[Dispatchers.DefaultDispatcherId] = () => new CallingThreadDispatcher();
        return setup;
    }
}
