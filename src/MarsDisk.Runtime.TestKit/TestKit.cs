using Xunit;

namespace MarsDisk.Runtime.Testing;

/// <summary>
/// Base of a test class of actors: a system of its own, a test actor, probes. Unhandled messages, dead letters and
/// log entries of level error fail the test unless an <see cref="EventFilter"/> announced them.
/// </summary>
public abstract class TestKit : TestKitBase, IDisposable
{
    private readonly Incidents _incidents;

    /// <summary>Starts the system; <paramref name="setup"/> as a host would give it.</summary>
    protected TestKit(RuntimeSetup? setup = null, string actorSystemName = "test")
        : this(ActorSystem.Create(actorSystemName, setup))
    {
    }

    private TestKit(ActorSystem system) : this(system, new Incidents(system.EventStream))
    {
    }

    private TestKit(ActorSystem system, Incidents incidents) : base(system, "testActor")
    {
        _incidents = incidents;
        EventFilter = new EventFilterFactory(incidents);
    }

    /// <summary>Announces log entries and dead letters that a test provokes.</summary>
    public EventFilterFactory EventFilter { get; }

    /// <summary>Creates a top-level actor.</summary>
    public IActorRef ActorOf(Props props, string? name = null) => Sys.ActorOf(props, name);

    /// <summary>A second test actor with a mailbox of its own.</summary>
    public TestProbe CreateTestProbe(string? name = null) => new(Sys, name);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the system and reports what went wrong unannounced.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        var unannounced = _incidents.Close();
        Shutdown();
        Assert.True(unannounced.Count == 0, "Not announced by an EventFilter:\n" + string.Join('\n', unannounced));
    }

    /// <summary>Ends the system and waits for it.</summary>
    public void Shutdown(TimeSpan? duration = null) =>
        Assert.True(((IAsyncResult)Sys.Terminate()).AsyncWaitHandle.WaitOne(duration ?? Patience), "The system did not terminate.");
}
