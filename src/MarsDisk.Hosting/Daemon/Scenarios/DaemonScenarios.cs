using System.Collections.Concurrent;

using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;
using MarsDisk.Actors.Parsing.Coordination;
using MarsDisk.Actors.Parsing.Parser;
using MarsDisk.Hosting.Actors;
using MarsDisk.Hosting.Daemon.Logging;
using MarsDisk.Hosting.Daemon.Reloading;
using MarsDisk.Hosting.Daemon.Runs;
using MarsDisk.Hosting.Running;
using MarsDisk.Hosting.Scenarios.Binding;
using MarsDisk.Hosting.Scenarios.Running;
using MarsDisk.Parsing;

using Microsoft.Extensions.Logging;

namespace MarsDisk.Hosting.Daemon.Scenarios;

/// <summary>Every scenario of a daemon: opens them, takes them up again after a restart, and lets connections find theirs.</summary>
internal sealed class DaemonScenarios : IDisposable
{
    private const int QueuedJobs = 1024;
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, LiveScenario> _known = new(StringComparer.Ordinal);
    private readonly WorkThread _line = new("scenario-work", QueuedJobs);
    private readonly DaemonPlaces _places;
    private readonly SessionSettings _start;
    private readonly LiveSettings _live;
    private readonly OpenRuns _runs;
    private readonly RunBoard _board;
    private readonly ActorHost _host;
    private readonly IActorRef _actor;
    private readonly ILogger _log;

    public DaemonScenarios(DaemonPlaces places, SessionSettings session, LiveSettings live, OpenRuns runs, RunBoard board, ActorHost host, ILogger log)
    {
        (_places, _start, _live, _runs, _board, _host, _log) = (places, session, live, runs, board, host, log);
        var line = _line;
        Action<string, ScenarioReport?> ended = End;
        _actor = host.System.ActorOf(Props.Create(() => new ScenariosActor(line, ended)), "scenarios");
    }

    // Each scenario is opened with the settings that hold then.
    private SessionSettings Session => _start with { Node = _live.Now };

    /// <summary>All of them, by id.</summary>
    public IReadOnlyList<LiveScenario> All => [.. _known.Values.OrderBy(scenario => scenario.Order.Id, StringComparer.Ordinal)];

    /// <summary>One of them; null: there is none.</summary>
    public LiveScenario? Find(string id) => _known.GetValueOrDefault(id);

    /// <summary>What units of a scenario are bound with.</summary>
    public static BinderSettings BinderOf(ScenarioOrder order) =>
        new(new ScenarioRoot(Path.GetFullPath(order.Root)), order.Path ?? order.Id) { AreFaultsAllowed = order.AreFaultsAllowed };

    /// <summary>Opens a scenario, or goes on with it.</summary>
    /// <returns>The scenario, and whether it was not running before; null: another process has it.</returns>
    /// <exception cref="IOException">The store refuses.</exception>
    public (LiveScenario Scenario, bool IsNew)? Open(ScenarioOrder order)
    {
        if (Find(order.Id) is { State: ScenarioState.Running } running)
            return (running, false);

        var directory = new ScenarioDirectory(_places.Data, order.Id);
        if (directory.TryOpen() is not { } open)
            return null;
        if (!directory.Exists)
            order.Write(directory.Root);
        Directory.CreateDirectory(order.Root);
        var scenario = new LiveScenario(order, directory, order.Listener is null ? null : new Sender(order.Id, Session.Node.Scenarios.AwaitTimeout, Session.Clock)) { Open = open };
        _known[order.Id] = scenario;
        _runs.Add(open);
        _actor.Tell(new RunScenario(ParserOf(scenario), CoordinatorOf(order)), ActorRefs.NoSender);
        DaemonEvents.ScenarioOpened.Write(_log, order.Id, order.Path ?? order.Listener, open.Directory.Root);
        return (scenario, true);
    }

    /// <summary>Goes on with every scenario that a former process left.</summary>
    public int Recover()
    {
        var taken = 0;
        foreach (var path in Directory.Exists(_places.Scenarios) ? Directory.GetDirectories(_places.Scenarios) : [])
        {
            if (ScenarioOrder.Read(path) is not { } order)
                continue;
            if (ScenarioOrder.Outcome(path) is { } outcome)
                _known[order.Id] = LiveScenario.Past(order, new ScenarioDirectory(_places.Data, order.Id), outcome);
            else if (Open(order) is not null)
                taken++;
        }

        return taken;
    }

    /// <summary>The scenario of a listener that has waited longest for its sender; null: none waits.</summary>
    public LiveScenario? Abandoned(string listener)
    {
        var waiting = All.Where(scenario => scenario.Order.Listener == listener).OrderBy(scenario => Directory.GetCreationTimeUtc(scenario.Directory.Root)).ToList();
        if (waiting.FirstOrDefault(scenario => scenario is { State: ScenarioState.Running, Sender.IsAway: true }) is { } away)
            return away;
        return waiting.FirstOrDefault(scenario => scenario.State == ScenarioState.Suspended) is { } suspended ? Open(suspended.Order)?.Scenario : null;
    }

    /// <summary>Scenarios of a listener that run.</summary>
    public int Running(string listener) => _known.Values.Count(scenario => scenario.State == ScenarioState.Running && scenario.Order.Listener == listener);

    /// <summary>Ends the reading of a scenario; its runs end with the input that they have.</summary>
    public void Cancel(string id, string reason) => _actor.Tell(new CancelScenario(id, reason), ActorRefs.NoSender);

    /// <summary>Holds the reading of a scenario; its runs go on with the input that they have.</summary>
    public void Pause(LiveScenario scenario)
    {
        scenario.IsHeld = true;
        _actor.Tell(new PauseParsing(scenario.Order.Id, "paused by a person"), ActorRefs.NoSender);
    }

    /// <summary>Takes <see cref="Pause"/> back.</summary>
    public void Continue(LiveScenario scenario)
    {
        scenario.IsHeld = false;
        _actor.Tell(new ResumeParsing(scenario.Order.Id), ActorRefs.NoSender);
    }

    /// <summary>What the parser of a scenario says; null: it does not answer.</summary>
    public Task<ParserStatus?> ParserStatusAsync(string id) => AskAsync<ParserStatus>(new GetParserStatus(id));

    /// <summary>What the coordinator of a scenario says; null: it does not answer.</summary>
    public Task<ScenarioStatus?> StatusAsync(string id) => AskAsync<ScenarioStatus>(new GetScenarioStatus(id));

    /// <summary>Lets go of every scenario; their actors have stopped.</summary>
    public void Dispose()
    {
        foreach (var scenario in _known.Values)
        {
            scenario.Sender?.Close();
            scenario.Open?.Dispose();
        }

        _line.Dispose();
    }

    private async Task<T?> AskAsync<T>(object question) where T : class
    {
        try
        {
            return await _actor.Ask<T>(question, AnswerWithin);
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }

    private ParserSetup ParserOf(LiveScenario scenario)
    {
        var order = scenario.Order;
        ScenarioSource source = order.Path is { } path ? new ScenarioSource.File(path) : new ScenarioSource.Socket(order.Listener!);
        var settings = Session.Node.Scenarios;
        var times = order.Path is null ? ParserTimes.Remote with { Await = settings.AwaitTimeout, Seek = settings.AwaitTimeout } : ParserTimes.Default;
        var grammar = ScenarioLanguages.Of(order.IsJson, requiresEnd: order.Listener is not (null or ScenarioOrder.Request));
        return new ParserSetup(
            order.Id, source, new DaemonSources(scenario), grammar, new StreamingConfig { RunConfig = ScenarioLanguages.Settings(order.IsJson, new RunConfig()) },
            times with { Clock = _start.Clock, MaxPause = settings.MaxPause > TimeSpan.Zero ? settings.MaxPause : null });
    }

    private RunTarget.Refused? Prepare(PreparedRun prepared)
    {
        prepared.BuffersWhileStreaming = (int)Session.Node.Pipeline.Buffers;
        return null;
    }

    private CoordinatorSetup CoordinatorOf(ScenarioOrder order)
    {
        var work = new ScenarioWork(BinderOf(order), Session, _runs, Prepare, order.AreFaultsAllowed);
        return new CoordinatorSetup(order.Id, new BoardedWork(work, _board), _host.Node, _line);
    }

    // On the line of the scenarios, when the actors are gone.
    private void End(string id, ScenarioReport? report)
    {
        if (Find(id) is not { Open: { } open } scenario)
            return;
        _runs.Remove(open);
        open.Dispose();
        scenario.Open = null;
        var outcome = report is null ? new ScenarioOutcome(ExitCodes.TryAgain, "the scenario stopped; it goes on with the next start.", [], []) : LiveScenario.OutcomeOf(report);
        var isResumable = report is null or { Resumable: true } && scenario.Order.Listener != ScenarioOrder.Request;
        if (!isResumable)
            ScenarioOrder.End(scenario.Directory, outcome);
        scenario.End(outcome, isResumable);
        DaemonEvents.ScenarioEnded.Write(_log, id, outcome.ExitCode, outcome.Runs.Count, outcome.Reason);
    }

    /// <summary>Opens the source of one scenario as often as its feeder needs it.</summary>
    private sealed class DaemonSources(LiveScenario scenario) : IFeedSources
    {
        public IAsyncFeeder Open(ScenarioSource source) =>
            scenario.Sender is { } sender ? new SenderFeeder(sender) : new FileFeeder(scenario.Order.Path!);

        public bool CanSeekAfterRestart(ScenarioSource source) => scenario.Order.Listener != ScenarioOrder.Request;
    }
}
