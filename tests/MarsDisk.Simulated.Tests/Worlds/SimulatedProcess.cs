using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;
using MarsDisk.Actors.Runs;
using MarsDisk.History.Columns;
using MarsDisk.Hosting.Actors;
using MarsDisk.Hosting.Identity;
using MarsDisk.Journal.Events;
using MarsDisk.Journal.Files;
using MarsDisk.Runtime.Logging;
using MarsDisk.Simulated.Faults;
using MarsDisk.Simulated.Laws;
using MarsDisk.Simulated.Runs;
using MarsDisk.Storage.Directories;

namespace MarsDisk.Simulated.Worlds;

/// <summary>
/// One process of the product on one thread: the composition of ActorHost and RunSession with virtual threads, clock and
/// disk. It is killed by forgetting it.
/// </summary>
internal sealed class SimulatedProcess
{
    private const string JournalId = "marsdisk.journal.file";
    private const int QueuedJobs = 256;
    private const int LaneMessages = 5;
    private const int OffloadQueue = 64;

    private static readonly RetryPolicy Retries = new(WorldLaws.FailuresToGiveUp, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(30));

    private readonly World _world;
    private readonly ProcessDisk _disk;
    private readonly List<ChunkBuffer> _buffers = [];
    private readonly Dictionary<string, IActorRef> _actors = new(StringComparer.Ordinal);

    /// <summary>Starts the process; its first turns begin the runs.</summary>
    public SimulatedProcess(string name, World world, IDisk disk, TimeSpan now)
    {
        Name = name;
        _world = world;
        _disk = new ProcessDisk(disk, Trouble, world.Witness, name);
        Dispatcher = new SimulationDispatcher(world.Random);
        Lines = new SimulatedLines(Dispatcher);
        Scheduler.Advance(now);
        var runs = new OpenRuns();
        var journalLine = Lines.Start("journal", QueuedJobs);
        var files = Lines.Start("file-work", QueuedJobs);
        var setup = new RuntimeSetup { DefaultJournal = JournalId, LogLevel = LogLevel.Warning, Scheduler = Scheduler };
        foreach (var id in (ReadOnlySpan<string>)[Dispatchers.DefaultDispatcherId, DispatcherNames.Compute, CallingThreadDispatcher.Id])
            setup.Dispatchers[id] = () => Dispatcher;
        var trouble = Trouble;
        setup.Journals[JournalId] = Props.Create(() => new SimulatedJournal(runs, journalLine, trouble));

        System = ActorSystem.Create(name, setup);
        System.EventStream.Listen<object>(published => world.Laws.Published(this, published));
        var settings = new NodeSettings(1, world.Settings.WriterLoops, world.Settings.BuffersOfAllRuns + (LaneMessages * world.Settings.Runs.Count), OffloadQueue);
        var target = world.Settings.Offloads ? new SimulatedOffload(_disk, Trouble) : null;
        IWorkLines lines = Lines;
        var node = System.ActorOf(Props.Create(() => new NodeActor(settings, lines, files, target)), "node");
        IReadOnlyList<RunSetup> setups = [.. world.Settings.Runs.Select(run => SetupOf(run, runs))];
        var self = this;
        System.ActorOf(Props.Create(() => new OperatorActor(node, setups, self)), "operator");
    }

    public string Name { get; }

    public ActorSystem System { get; }

    public SimulationDispatcher Dispatcher { get; }

    public SimulatedLines Lines { get; }

    public TestScheduler Scheduler { get; } = new();

    public DiskTrouble Trouble { get; } = new();

    /// <summary>The process is stopped before this turn of the world.</summary>
    public int PausedUntil { get; set; }

    /// <summary>Where the buffers of this process are.</summary>
    public BufferWitness Buffers { get; } = new();

    /// <summary>The node answered about a run.</summary>
    public void Heard(RunEnded ended) => _world.Heard(this, ended);

    /// <summary>The node is gone, and the process with it.</summary>
    public void NodeEnded() => _world.NodeEnded(this);

    /// <summary>Notes that an actor has a turn: what arrives late at its path is meant for it.</summary>
    public void Knows(IActorRef actor)
    {
        var path = actor.Path.ToStringWithoutAddress();
        if (_actors.TryGetValue(path, out var known) && ReferenceEquals(known, actor))
            return;
        _actors[path] = actor;
        if (known is not null && WorldLaws.RunOf(actor) is { } run && path.EndsWith(run, StringComparison.Ordinal))
            Buffers.Forget(run);
    }

    /// <summary>The actor that was last seen at a path.</summary>
    public IActorRef? Find(string path) => _actors.GetValueOrDefault(path);

    /// <summary>Makes up for the time that passed while the process was stopped.</summary>
    public void CatchUp(TimeSpan now)
    {
        if (now > Scheduler.MonotonicClock)
            Scheduler.Advance(now - Scheduler.MonotonicClock);
    }

    /// <summary>What is left of a killed process: nothing but what it wrote.</summary>
    public void Forget()
    {
        Trouble.Die();
        _disk.CloseAll();
        foreach (var buffer in _buffers)
            buffer.Dispose();
    }

    private RunSetup SetupOf(RunChoice choice, OpenRuns runs)
    {
        var run = choice.Run;
        var clock = new VirtualClock(Scheduler);
        var directory = new RunDirectory($"{DiskWitness.Root}/{run.Id}", run.Id, _disk);
        var work = new SimulatedRunWork(run, directory, runs, clock, _world.Witness, _buffers);
        var prepared = run.Prepared;
        return new RunSetup(
            run.Id, prepared.Plan, prepared.Policy, choice.Buffers, choice.BatchSteps,
            new RunStarted(prepared.Identity.PlanHash, PhysicsFingerprint.Value, 1, prepared.Plan.Excitation.Seed),
            Name, ReopenFailed: true, Retries, work, clock, FeedOf(choice))
        { History = choice.Histories };
    }

    private RunFeed? FeedOf(RunChoice choice)
    {
        if (choice.Run.Inputs is null)
            return null;
        var (run, capacity) = (choice.Run, choice.InputCapacity);
        var coordinator = System.ActorOf(Props.Create(() => new SimulatedCoordinator(run, capacity)), $"scenario-{run.Id}");
        return new RunFeed(coordinator, StopsOnFailure: false, PermitsFaults: false);
    }
}
