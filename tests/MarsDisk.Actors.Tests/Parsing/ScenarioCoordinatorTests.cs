using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;
using MarsDisk.Actors.Parsing.Binding;
using MarsDisk.Actors.Parsing.Coordination;
using MarsDisk.Parsing;
using MarsDisk.Scenario;

namespace MarsDisk.Actors.Tests.Parsing;

public sealed class ScenarioCoordinatorTests() : ActorSpec(new SpecSetup { RunsOnCallingThread = true, HasVirtualTime = true })
{
    private const string Id = "s";

    private readonly RecordingWork _work = new();
    private int _coordinators;

    private static SourceSpan Span(long ordinal) => new(ordinal * 10, ordinal * 10 + 9, ordinal + 1, 1, ordinal + 1, 10);

    private static ConfigBaseRequested Unit(long ordinal) => new(Span(ordinal), $"{ordinal}.yml");

    private IActorRef Start(long from)
    {
        var setup = new CoordinatorSetup(Id, _work, TestActor, new InstantLine());
        var test = TestActor;
        Sys.ActorOf(Props.Create(() => new ParentActor(setup, test)), FormattableString.Invariant($"parent-{_coordinators++}"));
        var coordinator = ExpectMsg<IActorRef>();
        coordinator.Tell(new ParserPositioned(Id, from), TestActor);
        Assert.Equal(new Grant(Id, 16, 0), ExpectMsg<Grant>());
        return coordinator;
    }

    private void Send(IActorRef coordinator, long ordinal, ScenarioStatement? statement = null) =>
        coordinator.Tell(new Emit(Id, ordinal, 1, Span(ordinal), statement ?? Unit(ordinal)), TestActor);

    [Fact]
    public void Each_unit_gives_its_credit_back_and_is_acknowledged_once_it_is_kept()
    {
        var coordinator = Start(from: 0);

        Send(coordinator, 0);
        Assert.Equal(new Grant(Id, 1, 1), ExpectMsg<Grant>());
        Send(coordinator, 1);
        Assert.Equal(new Grant(Id, 1, 2), ExpectMsg<Grant>());
        Assert.Equal([0L, 1], _work.Bound);
    }

    [Fact]
    [Trait("Item", "120")]
    public void A_unit_that_comes_twice_acts_once_and_gives_its_credit_back()
    {
        var coordinator = Start(from: 0);
        Send(coordinator, 0);
        ExpectMsg<Grant>();

        Send(coordinator, 0);

        Assert.Equal(1, ExpectMsg<Grant>().Credits);
        Assert.Equal([0L], _work.Bound);
    }

    [Fact]
    public void A_unit_that_was_left_out_stops_the_parser()
    {
        var coordinator = Start(from: 0);

        Send(coordinator, 3);

        Assert.Equal(new Halt(Id, 0, 3), ExpectMsg<Halt>());
    }

    [Fact]
    public void A_new_life_understands_what_was_kept_and_does_not_act_on_it_again()
    {
        var first = Start(from: 0);
        Send(first, 0);
        Send(first, 1);
        ExpectMsg<Grant>();
        ExpectMsg<Grant>();
        Watch(first);
        Sys.Stop(first);
        ExpectTerminated(first);
        _work.Bound.Clear();

        var second = Start(from: 1);
        Assert.Equal([0L, 1], _work.Bound);
        Send(second, 1);

        Assert.Equal(new Grant(Id, 1, 2), ExpectMsg<Grant>());
        Assert.Equal([0L, 1], _work.Bound);
    }

    [Fact]
    public void A_unit_without_meaning_ends_the_scenario_with_its_diagnostic()
    {
        var coordinator = Start(from: 0);

        Send(coordinator, 0, new ConfigBaseRequested(Span(0), "wrong"));

        var report = FishForMessage<ScenarioReport>(_ => true);
        Assert.Equal(2, report.ExitCode);
        Assert.Equal("scn.path.outside_root", Assert.Single(report.Diagnostics).Code);
    }

    [Fact]
    public void A_scenario_without_runs_ends_when_its_source_does()
    {
        var coordinator = Start(from: 0);
        Send(coordinator, 0);
        var result = new ParseResult<StreamSummary>(new StreamSummary(1, 0, 9, 0), HasValue: true, null, [], Recovered: false);

        coordinator.Tell(new ScenarioParsed(Id, result, new StreamMeta()), TestActor);

        Assert.Equal(0, FishForMessage<ScenarioReport>(_ => true).ExitCode);
    }

    /// <summary>Hears the report, as the actor of a scenario does.</summary>
    private sealed class ParentActor : ReceiveActor
    {
        public ParentActor(CoordinatorSetup setup, IActorRef test)
        {
            Receive<ScenarioReport>(report => test.Tell(report, Self));
            test.Tell(Context.ActorOf(Props.Create(() => new ScenarioCoordinator(setup)), "coordinator"), Self);
        }
    }

    private sealed class RecordingWork : IScenarioWork
    {
        public List<long> Bound { get; } = [];

        public IScenarioWork Anew() => this;

        public bool IsLight(ScenarioStatement statement) => true;

        public BindResult Bind(long ordinal, ScenarioStatement statement)
        {
            Bound.Add(ordinal);
            return statement is ConfigBaseRequested { Path: "wrong" }
                ? new BindResult(null, [new Diagnostic("scn.path.outside_root", Severity.Error, "outside", statement.Span)])
                : new BindResult(new BoundUnit.Absorbed(), []);
        }

        public BindResult Bind(RowBatch rows) => new(new BoundUnit.Absorbed(), []);

        public RunOpening Open(IScenarioRun run, IActorRef coordinator) => new(null, "no runs here", 3);

        public string? SeriesHash(IScenarioRun run) => null;
    }

    private sealed class InstantLine : IWorkLine
    {
        public bool TryAdd(Action job)
        {
            job();
            return true;
        }

        public void Dispose()
        {
            // There is no thread to stop.
        }
    }
}
