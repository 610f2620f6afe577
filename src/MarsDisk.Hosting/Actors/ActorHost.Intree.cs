using MarsDisk.Actors.Node;
using MarsDisk.Actors.Offload;
using MarsDisk.Configuration.Node;
using MarsDisk.Journal.Events;
using MarsDisk.Runtime.Logging;

namespace MarsDisk.Hosting.Actors;

/// <summary>
/// Starts the actor system of one process: dispatchers, journal and the node. The in-tree side of the seam between the
/// two actor runtimes (architecture.md §3.3).
/// </summary>
public sealed class ActorHost : IAsyncDisposable
{
    private const string JournalId = "marsdisk.journal.file";
    private const int QueuedJobs = 256;

    private readonly WorkThread _journalThread = new("journal", QueuedJobs);
    private readonly WorkThread _fileThread = new("file-work", QueuedJobs);
    private readonly IDisposable _log;

    /// <summary>Starts the system and its node.</summary>
    /// <param name="settings">Threads and queues.</param>
    /// <param name="runs">Runs that this process holds.</param>
    /// <param name="target">Where state files are copied to; null: nowhere.</param>
    /// <param name="log">Receives warnings and errors of actors.</param>
    public ActorHost(NodeSettings settings, OpenRuns runs, IOffloadTarget? target, Action<ActorLogEntry> log)
    {
        var journalThread = _journalThread;
        var fileThread = _fileThread;
        var setup = new RuntimeSetup { DefaultJournal = JournalId, LogLevel = LogLevel.Warning };
        setup.Dispatchers[DispatcherNames.Compute] = () => new FixedThreadDispatcher(settings.Slots, "compute");
        setup.Journals[JournalId] = Props.Create(() => new FileJournal(runs, journalThread));
        setup.Serializers[typeof(IRunEvent)] = static system => new RunEventSerializer(system);
        setup.Serializers[typeof(IScenarioEvent)] = static system => new ScenarioEventSerializer(system);

        System = ActorSystem.Create("marsdisk", setup);
        _log = System.EventStream.Listen<LogEvent>(entry => log(new ActorLogEntry(entry.Level == LogLevel.Error, entry.Source, entry.Message, entry.Cause)));
        var lines = new WorkThreads();
        Node = System.ActorOf(Props.Create(() => new NodeActor(settings, lines, fileThread, target)), "node");
    }

    /// <summary>What node settings may say about the actor library; null: this runtime reads no such settings.</summary>
    public static ActorLibrary? Library => null;

    /// <summary>The actor system.</summary>
    public ActorSystem System { get; }

    /// <summary>The root of the node's actors.</summary>
    public IActorRef Node { get; }

    /// <summary>Stops all actors; what is not committed is computed again by the next attempt.</summary>
    public async ValueTask DisposeAsync()
    {
        await System.Terminate();
        _log.Dispose();
        _journalThread.Dispose();
        _fileThread.Dispose();
    }
}
