using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;
using MarsDisk.Actors.Parsing.Coordination;
using MarsDisk.Actors.Parsing.Parser;
using MarsDisk.Parsing;

namespace MarsDisk.Actors.Parsing;

/// <summary>
/// One open scenario: its coordinator and its parser. Starts a parser that failed again behind its last checkpoint, ever more
/// patiently, and gives up when it fails too often, or again and again at the same unit.
/// </summary>
public sealed class ScenarioActor : ReceiveActor, IWithTimers
{
    private sealed record Again(bool Both) : INoSerializationVerificationNeeded;

    private readonly RestartBudget _budget;
    private readonly ParserSetup _parserSetup;
    private readonly CoordinatorSetup _coordinatorSetup;
    private readonly IWorkLine _line;
    private IActorRef _parser = ActorRefs.Nobody;
    private IActorRef _coordinator = ActorRefs.Nobody;
    private PauseParsing? _held;
    private int _lives;
    private bool _hasReported;

    /// <summary>Starts both.</summary>
    /// <param name="parser">What is read.</param>
    /// <param name="coordinator">What becomes of it.</param>
    /// <param name="line">Line for opening sources.</param>
    public ScenarioActor(ParserSetup parser, CoordinatorSetup coordinator, IWorkLine line)
    {
        ArgumentNullException.ThrowIfNull(parser);
        _parserSetup = parser;
        _coordinatorSetup = coordinator;
        _line = line;
        _budget = new RestartBudget(parser.Times.Clock);
        Receive<Again>(again => { if (again.Both) StartCoordinator(); StartParser(); });
        Receive<ScenarioReport>(report => { _hasReported = true; Context.Parent.Tell(report, Self); Context.Stop(_parser); });
        Receive<Terminated>(Lost);
        Receive<PauseParsing>(message => { _held = message; _parser.Forward(message); });
        Receive<ResumeParsing>(message => { _held = null; _parser.Forward(message); });
        Receive<CancelScenario>(message => _parser.Forward(message));
        Receive<CheckpointNow>(message => _parser.Forward(message));
        Receive<GetParserStatus>(message => _parser.Forward(message));
        Receive<GetScenarioStatus>(message => _coordinator.Forward(message));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Both are stopped when they fail; a new life reads its journal.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(error =>
    {
        _budget.Note(error);
        return Directive.Stop;
    });

    /// <inheritdoc/>
    protected override void PreStart()
    {
        base.PreStart();
        StartCoordinator();
        StartParser();
    }

    private void StartCoordinator()
    {
        var setup = _coordinatorSetup;
        _coordinator = Context.Watch(Context.ActorOf(Props.Create(() => new ScenarioCoordinator(setup)), FormattableString.Invariant($"coordinator-{++_lives}")));
    }

    private void StartParser()
    {
        var (setup, coordinator, line) = (_parserSetup, _coordinator, _line);
        _parser = Context.Watch(Context.ActorOf(Props.Create(() => new ScenarioParserActor(setup, coordinator, line)), FormattableString.Invariant($"parser-{++_lives}")));
        if (_held is { } held)
            _parser.Tell(held, Self);                // a person's word outlives the parser that heard it
    }

    private void Lost(Terminated lost)
    {
        if (_hasReported)
            return;
        var isCoordinator = lost.ActorRef.Equals(_coordinator);
        if (!isCoordinator && !lost.ActorRef.Equals(_parser))
            return;
        if (isCoordinator)
        {
            Context.Unwatch(_parser);
            Context.Stop(_parser);
        }

        if (_budget.Delay() is { } delay)
            Timers.StartSingleTimer("again", new Again(isCoordinator), delay);
        else
            GiveUp();
    }

    private void GiveUp()
    {
        var code = _budget.IsPoisoned ? "scn.internal.poison" : "parser.stream.error";
        var diagnostic = new Diagnostic(code, Severity.Error, _budget.Sentence, default);
        var result = new ParseResult<StreamSummary>(null, HasValue: false, null, [diagnostic], Recovered: false);
        var failed = new ScenarioFailed(_parserSetup.ScenarioId, result, new StreamMeta(), Resumable: !_budget.IsPoisoned);
        if (_coordinator.Equals(ActorRefs.Nobody))
            return;
        _coordinator.Tell(failed, Self);
    }
}
