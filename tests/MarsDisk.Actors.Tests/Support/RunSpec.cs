using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;
using MarsDisk.Actors.Pipeline;
using MarsDisk.Actors.Runs;

namespace MarsDisk.Actors.Tests.Support;

/// <summary>
/// Base of the tests of a whole run in memory: the real stages and the real writer, a journal and a disk that do as the
/// test says, and a clock that the test moves.
/// </summary>
public abstract class RunSpec : ActorSpec
{
    private protected static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(30);

    private readonly WorkThread _files = new("file-work", 64);

    private protected RunSpec() : this(new JournalScript())
    {
    }

    private RunSpec(JournalScript journal) : base(SetupOf(journal))
    {
        Journal = journal;
        Statuses = CreateTestProbe();
        EventFilter.DeadLetter().Mute();           // what is under way when a pipeline is taken down is lost, by design
        Sys.EventStream.Subscribe(Statuses.Ref, typeof(RunStatus));
    }

    private protected JournalScript Journal { get; }

    /// <summary>Hears every status that the run publishes.</summary>
    private protected TestProbe Statuses { get; }

    private protected WorkThread Files => _files;

    /// <summary>The run that was started last; what it is told goes to its RunActor.</summary>
    private protected IActorRef Run { get; private set; } = ActorRefs.Nobody;

    /// <summary>Starts a RunActor below a parent that passes on what it hears: the end, then the termination.</summary>
    private protected void Start(SmallRun run, MemoryDisk disk, bool reopensFailed = false, IActorRef? writer = null, RunFeed? feed = null)
    {
        var lease = disk.TakeLease();
        var (setup, files, listener) = (run.Setup(disk, reopensFailed, feed), _files, TestActor);
        var lanes = writer ?? Writer();
        var actor = Props.Create(() => new RunActor(setup, lease, files, lanes, ActorRefs.Nobody));
        Run = ActorOf(Props.Create(() => new Parent(actor, listener)));
    }

    private protected IActorRef Writer() => ActorOf(Props.Create(() => new ParquetWriterActor(1, 16, new WorkThreads())));

    /// <summary>How the run ended; the actor is gone.</summary>
    private protected RunOutcomeReport Outcome()
    {
        var outcome = ExpectMsg<RunEnded>().Outcome;
        ExpectMsg<Gone>();
        return outcome;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _files.Dispose();
    }

    private static SpecSetup SetupOf(JournalScript journal) => new()
    {
        HasVirtualTime = true,
        Journal = typeof(MemoryJournal),
        Belongings = [journal],
        ThreadPools = new Dictionary<string, int>(StringComparer.Ordinal) { [DispatcherNames.Compute] = 1 },
    };

    /// <summary>The RunActor has stopped.</summary>
    private protected sealed record Gone
    {
        public static readonly Gone Instance = new();
    }

    private sealed class Parent : ReceiveActor
    {
        public Parent(Props run, IActorRef listener)
        {
            Context.Watch(Context.ActorOf(run, "run"));
            Receive<RunEnded>(ended => listener.Tell(ended, Self));
            Receive<Terminated>(_ => listener.Tell(Gone.Instance, Self));
            ReceiveAny(message => Context.Child("run").Forward(message));
        }

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);
    }
}
