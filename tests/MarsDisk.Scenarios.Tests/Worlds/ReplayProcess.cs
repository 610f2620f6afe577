using System.Text;

using MarsDisk.Actors.Node;
using MarsDisk.Actors.Parsing;
using MarsDisk.Actors.Parsing.Coordination;
using MarsDisk.Actors.Parsing.Parser;
using MarsDisk.Configuration.Node;
using MarsDisk.History.Columns;
using MarsDisk.Hosting.Actors;
using MarsDisk.Hosting.Running;
using MarsDisk.Hosting.Scenarios.Binding;
using MarsDisk.Hosting.Scenarios.Running;
using MarsDisk.Journal.Files;
using MarsDisk.Parsing;
using MarsDisk.Runtime.Logging;
using MarsDisk.Scenario;
using MarsDisk.Scenarios.Transcribing;
using MarsDisk.Simulated.Worlds;

namespace MarsDisk.Scenarios.Worlds;

/// <summary>
/// One process that runs a scenario: the composition of ActorHost and ScenarioSession on one thread, with virtual time and a disk
/// in memory. It is killed by forgetting it.
/// </summary>
internal sealed class ReplayProcess
{
    /// <summary>Id of the scenario.</summary>
    public const string ScenarioId = "replayed";

    private const string JournalId = "marsdisk.journal.file";
    private const int QueuedJobs = 256;
    private const int BatchSteps = 8;

    private readonly List<ChunkBuffer> _buffers = [];

    /// <summary>Starts the process; its first turns take the scenario up.</summary>
    public ReplayProcess(ReplaySettings settings, IDisk disk, Transcript transcript, TimeSpan now)
    {
        Transcript = transcript;
        Outage = settings.Outage;
        Dispatcher = new SimulationDispatcher(settings.Order);
        Scheduler.Advance(now);
        var open = new ScenarioDirectory(Path.Combine(ReplaySettings.Root, ".marsdisk"), ScenarioId, disk).TryOpen()
            ?? throw new InvalidOperationException("The scenario is held by a process that is gone.");
        var runs = new OpenRuns();
        runs.Add(open);
        var lines = new ReplayLines(Dispatcher, Scheduler, name => name.StartsWith("parquet-writer", StringComparison.Ordinal) ? settings.WriterLatency : TimeSpan.Zero);
        System = NewSystem(runs, lines);
        var files = lines.Start("file-work", QueuedJobs);
        var nodeSettings = new NodeSettings(Slots: 4, WriterThreads: 1, QueuedJobs, OffloadQueue: 1);
        var node = System.ActorOf(Props.Create(() => new NodeActor(nodeSettings, lines, files, null)), "node");
        Source = new ReplaySource(Encoding.UTF8.GetBytes(settings.Text), settings.Delivery, Scheduler);
        var work = lines.Start("scenario-work", QueuedJobs);
        var parser = ParserOf(settings, new VirtualClock(Scheduler));
        var coordinator = new CoordinatorSetup(ScenarioId, WorkOf(settings, runs, disk), node, work);
        var self = this;
        Scenario = System.ActorOf(Props.Create(() => new ReplayOwner(parser, coordinator, work, self)), "scenarios");
    }

    public ActorSystem System { get; }

    public SimulationDispatcher Dispatcher { get; }

    public TestScheduler Scheduler { get; } = new();

    public Transcript Transcript { get; }

    public JournalOutage? Outage { get; }

    public ReplaySource Source { get; }

    /// <summary>The parent of the scenario's actor.</summary>
    public IActorRef Scenario { get; }

    /// <summary>How the scenario has ended; null while it has not.</summary>
    public ScenarioReport? Report { get; set; }

    /// <summary>Virtual time.</summary>
    public TimeSpan Now => Scheduler.MonotonicClock;

    /// <summary>What is left of a killed process: nothing but what it wrote.</summary>
    public void Forget()
    {
        foreach (var buffer in _buffers)
            buffer.Dispose();
    }

    private ActorSystem NewSystem(OpenRuns runs, ReplayLines lines)
    {
        var journalLine = lines.Start("journal", QueuedJobs);
        var setup = new RuntimeSetup { DefaultJournal = JournalId, LogLevel = LogLevel.Warning, Scheduler = Scheduler };
        foreach (var id in (ReadOnlySpan<string>)[Dispatchers.DefaultDispatcherId, DispatcherNames.Compute, CallingThreadDispatcher.Id])
            setup.Dispatchers[id] = () => Dispatcher;
        var self = this;
        setup.Journals[JournalId] = Props.Create(() => new ReplayJournal(runs, journalLine, self));
        var system = ActorSystem.Create("replay", setup);
        system.EventStream.Listen<object>(published => Transcript.Published(Now, published));
        return system;
    }

    private ParserSetup ParserOf(ReplaySettings settings, TimeProvider clock)
    {
        var run = new RunConfig();
        if (settings.Collects)
            run = run.WithExtension("recover", map => new ExtensionMap(map.Values.SetItem("mode", "collect")));
        var config = new StreamingConfig { RunConfig = run, Flow = settings.Flow, Clock = clock };
        return new ParserSetup(
            ScenarioId, settings.Source, Source, new ScenarioGrammar(), config, settings.Times with { Clock = clock });
    }

    private ScenarioWork WorkOf(ReplaySettings settings, OpenRuns runs, IDisk disk)
    {
        var node = NodeConfiguration.Default;
        node = node with { Node = node.Node with { Name = "replay" }, Pipeline = node.Pipeline with { BatchSteps = BatchSteps, MaxRestarts = settings.RestartsMax } };
        var clock = new VirtualClock(Scheduler);
        var session = new SessionSettings(node, ReopensFailed: true, null, clock, _ => { });
        var binder = new BinderSettings(new ScenarioRoot(ReplaySettings.Root), settings.Name) { AreFaultsAllowed = settings.AreFaultsAllowed };
        return new ScenarioWork(
            binder, session, runs, _ => null, settings.AreFaultsAllowed, disk,
            (prepared, directory) => new ReplayRunWork(prepared, directory, runs, clock, _buffers.Add));
    }

    /// <summary>Starts the scenario and takes its report.</summary>
    private sealed class ReplayOwner : ReceiveActor
    {
        public ReplayOwner(ParserSetup parser, CoordinatorSetup coordinator, IWorkLine line, ReplayProcess process)
        {
            Receive<ScenarioReport>(report => { process.Report = report; Context.Stop(Sender); });
            var scenario = Context.ActorOf(Props.Create(() => new ScenarioActor(parser, coordinator, line)), "scenario");
            ReceiveAny(message => scenario.Forward(message));
        }
    }
}
