using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;
using MarsDisk.Actors.Parsing;
using MarsDisk.Actors.Parsing.Coordination;
using MarsDisk.Actors.Parsing.Parser;

namespace MarsDisk.Hosting.Daemon.Scenarios;

/// <summary>DaemonScenarios → ScenariosActor. Runs a scenario; its end is told when its actors are gone.</summary>
internal sealed record RunScenario(ParserSetup Parser, CoordinatorSetup Coordinator) : INoSerializationVerificationNeeded;

/// <summary>The root of all scenarios of a daemon, one actor each.</summary>
internal sealed class ScenariosActor : ReceiveActor
{
    private readonly Dictionary<IActorRef, string> _ids = [];
    private readonly Dictionary<string, ScenarioReport> _reports = new(StringComparer.Ordinal);
    private readonly Action<string, ScenarioReport?> _ended;
    private readonly IWorkLine _line;

    /// <summary>No scenario yet.</summary>
    /// <param name="line">Line for opening sources and for ending scenarios.</param>
    /// <param name="ended">Called on that line with the last word of a scenario; null: it stopped without one.</param>
    public ScenariosActor(IWorkLine line, Action<string, ScenarioReport?> ended)
    {
        _line = line;
        _ended = ended;
        Receive<RunScenario>(Begin);
        Receive<ScenarioReport>(report => { _reports[report.ScenarioId] = report; Context.Stop(Sender); });
        Receive<Terminated>(gone => End(gone.ActorRef));
        Receive<PauseParsing>(pause => Of(pause.ScenarioId).Tell(pause, Sender));
        Receive<ResumeParsing>(go => Of(go.ScenarioId).Tell(go, Sender));
        Receive<CancelScenario>(cancel => Of(cancel.ScenarioId).Tell(cancel, Sender));
        Receive<GetScenarioStatus>(ask => Of(ask.ScenarioId).Tell(ask, Sender));
        Receive<GetParserStatus>(ask => Of(ask.ScenarioId).Tell(ask, Sender));
    }

    private void Begin(RunScenario scenario)
    {
        var (parser, coordinator, line) = (scenario.Parser, scenario.Coordinator, _line);
        var actor = Context.ActorOf(Props.Create(() => new ScenarioActor(parser, coordinator, line)), $"scenario-{parser.ScenarioId}");
        _ids[Context.Watch(actor)] = parser.ScenarioId;
    }

    // Told when the actors are gone: only then may their journals be closed.
    private void End(IActorRef actor)
    {
        if (!_ids.Remove(actor, out var id))
            return;
        _reports.Remove(id, out var report);
        var ended = _ended;
        _line.TryAdd(() => ended(id, report));
    }

    private static IActorRef Of(string id) => Context.Child($"scenario-{id}");
}
