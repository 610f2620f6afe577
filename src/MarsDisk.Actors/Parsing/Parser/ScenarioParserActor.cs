using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;
using MarsDisk.Journal.Events;
using MarsDisk.Parsing;

namespace MarsDisk.Actors.Parsing.Parser;

/// <summary>
/// Reads one scenario: asks its feeder for bytes, parses them in turns, sends units on as long as the coordinator gives credit,
/// and keeps a checkpoint of what has taken effect. It may die at any message: it goes on behind its last checkpoint, and the
/// coordinator drops what it knows already.
/// </summary>
public sealed partial class ScenarioParserActor : ReceiveActor, IWithTimers
{
    private sealed record Go : INoSerializationVerificationNeeded;
    private sealed record Late(string What) : INoSerializationVerificationNeeded;

    private static readonly TimeSpan JournalRetry = TimeSpan.FromSeconds(1);

    private readonly ParserSetup _setup;
    private readonly IActorRef _coordinator;
    private readonly CreditBook _credits = new(64);
    private readonly ParserFeed _feed;
    private readonly ParserCheckpoints _checkpoints;
    private readonly ParserSink _sink;
    private readonly ScenarioParse _parse;
    private PauseCauses _causes = PauseCauses.Credit;
    private long _ackedBefore;
    private bool _isGoing;
    private bool _needsInput = true;
    private ScenarioEnding? _ending;

    /// <summary>Reads its journal and positions the source; nothing is sent before the first credit.</summary>
    /// <param name="setup">What is read.</param>
    /// <param name="coordinator">Who takes the units.</param>
    /// <param name="line">Line for opening sources.</param>
    public ScenarioParserActor(ParserSetup setup, IActorRef coordinator, IWorkLine line)
    {
        _setup = setup;
        _coordinator = coordinator;
        _feed = new ParserFeed(setup, line);
        var passesErrors = setup.Config.RunConfig.Recover.Mode == RecoverMode.Collect;
        _sink = new ParserSink(setup.ScenarioId, passesErrors, _credits, coordinator, Self);
        _parse = new ScenarioParse(setup, _sink);
        _checkpoints = new ParserCheckpoints(setup);
        Context.Watch(coordinator);

        Receive<ParserJournalActor.Replayed>(Begin);
        Receive<ParserJournalActor.Kept>(Kept);
        Receive<ParserJournalActor.Rejected>(_ => Timers.StartSingleTimer("rejected", new Late("rejected"), JournalRetry));
        Receive<Go>(_ => { _isGoing = false; Turn(); });
        Receive<Grant>(TakeCredit);
        Receive<PauseParsing>(_ => Add(PauseCauses.Operator, DemandReason.Operator));
        Receive<ResumeParsing>(_ => Remove(PauseCauses.Operator));
        Receive<CancelScenario>(cancel => End(new StreamError(StreamErrorKind.UserCancelled, cancel.Reason)));
        Receive<Halt>(halt => End(new StreamError(StreamErrorKind.FeederBug, $"Unit {halt.Found} came where unit {halt.Expected} was due.")));
        Receive<CheckpointNow>(_ => { _checkpoints.Want(); Pump(); });
        Receive<GetParserStatus>(_ => Sender.Tell(Status(), Self));
        Receive<FeedSeekResult>(found => _feed.IsOf(found.FeedId), Seated);
        Receive<FeedChunk>(chunk => _feed.IsOf(chunk.FeedId), chunk => Heard(_feed.Take(chunk)));
        Receive<FeedClosed>(closed => _feed.IsOf(closed.FeedId), closed => Heard(_feed.Close(closed)));
        Receive<FeedAwait>(silent => _feed.IsOf(silent.FeedId), _ => _feed.Await());
        Receive<FeedAvailable>(ready => _feed.IsOf(ready.FeedId), _ => Pump());
        Receive<FeedFailed>(failed => _feed.IsOf(failed.FeedId), failed => End(failed.Error));
        Receive<Late>(late => TimedOut(late.What));
        Receive<Terminated>(Lost);
        Receive<INoSerializationVerificationNeeded>(message => message is FeedChunk or FeedClosed or FeedAwait or FeedAvailable or FeedFailed or FeedSeekResult, _ => { });
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Children are stopped when they fail; the feeder and the journal are then made anew here.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    /// <inheritdoc/>
    protected override void PreStart()
    {
        base.PreStart();
        _checkpoints.Open(Context);
    }

    // ---- beginning ----

    private void Begin(ParserJournalActor.Replayed replayed)
    {
        if (!_checkpoints.Opened(replayed))
            return;                                  // the journal has come back; the parse never stopped
        if (replayed.Finished is { IsResumable: false } finished)
        {
            Conclude(ScenarioEnding.Known(finished), keep: false);
            return;
        }

        if (replayed.IsAccepted && !_setup.Sources.CanSeekAfterRestart(_setup.Source))
        {
            End(new StreamError(StreamErrorKind.SourceChanged, "The source cannot be read again: it was not spooled."));
            return;
        }

        if (!replayed.IsAccepted || replayed.Finished is not null)
            _checkpoints.Keep(new ScenarioAccepted(_setup.ScenarioId, _setup.Source.ToString()!, _setup.Grammar.Id.Fingerprint, _setup.Grammar.RequiresEnd));
        if (_checkpoints.Restore(_parse) is { } fault)
            End(fault);
        if (_ending is not null)
            return;
        _ackedBefore = _sink.NextOrdinal;
        _feed.Begin(Context, _checkpoints.Newest);
        if (!_feed.IsPositioned)
            Timers.StartSingleTimer("seek", new Late("seek"), _setup.Times.Seek);
        BeginPause();                                // no credit yet
        _coordinator.Tell(new ParserPositioned(_setup.ScenarioId, _sink.NextOrdinal), Self);
    }

    private void Seated(FeedSeekResult found)
    {
        Timers.Cancel("seek");
        Heard(_feed.Positioned(found));
    }

    // ---- going ----

    private void Heard(StreamError? fault)
    {
        Timers.Cancel("await");
        if (fault is not null)
            End(fault);
        _needsInput = false;
        Pump();
    }

    private void TakeCredit(Grant grant)
    {
        _credits.Add(grant.Credits);
        _ackedBefore = Math.Max(_ackedBefore, grant.AckedBefore);
        KeepEligible();
        if (!_credits.IsDry)
            Remove(PauseCauses.Credit);
        if (_ending is { } ending)
            Conclude(ending, keep: true);
    }

    // Buffered frames go first; bytes are asked for when none is left, or while there is room to read ahead.
    private void Pump()
    {
        if (_ending is not null || _causes != PauseCauses.None || !_feed.IsPositioned)
            return;
        if (!_needsInput || _feed.Waiting > 0 || _feed.IsClosed)
            GoOn();
        else
            AskForMore();
    }

    private void GoOn()
    {
        if (_isGoing)
            return;
        _isGoing = true;
        Self.Tell(new Go(), Self);
    }

    // Bytes may have been asked for while there was still something to parse: silence counts from when there is nothing.
    private void AskForMore()
    {
        Ask();
        if (_needsInput && _feed.IsAsked && _setup.Times.Await is { } patience && !Timers.IsTimerActive("await"))
            Timers.StartSingleTimer("await", new Late("await"), patience);
    }

    private void Ask()
    {
        var flow = _setup.Config.Flow ?? FlowController.Default;
        var level = _feed.End - _parse.Watermark;
        if (_feed.IsClosed || _feed.IsAsked || (level > flow.LowWatermark && !_needsInput))
            return;
        var window = (int)Math.Min(Math.Max(flow.HighWatermark - level, _needsInput ? 1 : 0), _setup.Config.DemandCap?.Bytes ?? int.MaxValue);
        if (window <= 0)
            return;
        _feed.Ask(window, Self);
    }

    private void Turn()
    {
        if (_ending is not null || _causes != PauseCauses.None)
            return;
        var ordinal = _sink.NextOrdinal;
        TurnEnd end;
        try
        {
            var bytes = _feed.TakeNext();
            end = _parse.Turn(bytes, _feed.IsClosed && _feed.Waiting == 0);
        }
        catch (Exception error) when (error is not ParsingException)
        {
            throw new ParsingException(ordinal, error);
        }

        if (end == TurnEnd.Ended)
        {
            Ended();
            return;
        }

        _needsInput = end == TurnEnd.NeedsInput;
        _checkpoints.Look(_parse);
        KeepEligible();
        if (_credits.IsDry)
        {
            Add(PauseCauses.Credit, DemandReason.Backpressure);
            return;
        }

        // Read ahead while frames wait, as long as there is room.
        AskForMore();
        Pump();
    }

    // ---- pauses ----

    private void Add(PauseCauses cause, DemandReason reason)
    {
        if (_causes == PauseCauses.None && _feed.IsPositioned)
            _feed.Hold(reason, Self);
        if (_causes == PauseCauses.None)
            BeginPause();                            // a second cause does not make it a shorter pause
        _causes |= cause;
        Timers.Cancel("await");
        Timers.StartSingleTimer("rest", new Late("rest"), ParserCheckpoints.LongPause);
        if (cause == PauseCauses.Credit)
            Timers.StartSingleTimer("stall", new Late("stall"), _setup.Times.CreditStallWarning);
    }

    private void BeginPause()
    {
        if (_setup.Times.MaxPause is { } patience)
            Timers.StartSingleTimer("pause", new Late("pause"), patience);
    }

    private void Remove(PauseCauses cause)
    {
        if (!_causes.HasFlag(cause))
            return;
        _causes &= ~cause;
        if (cause == PauseCauses.Credit)
            Timers.Cancel("stall");
        if (_causes != PauseCauses.None)
            return;
        Timers.Cancel("rest");
        Timers.Cancel("pause");
        _feed.Await();
        Pump();
    }

    // ---- checkpoints ----

    private void KeepEligible()
    {
        _checkpoints.KeepEligible(_ackedBefore);
        if (_checkpoints.IsOverdue(_parse.Watermark))
            Add(PauseCauses.Flow, DemandReason.Backpressure);
    }

    private void Kept(ParserJournalActor.Kept kept)
    {
        if (kept.Event is ScenarioFinished && _ending is { } ending)
        {
            Conclude(ending, keep: false);
            return;
        }

        if (_checkpoints.Kept(kept.Event, Context.System) is { } checkpoint)
            _feed.Release(checkpoint.Watermark, Self);
        KeepEligible();
        if (!_checkpoints.IsOverdue(_parse.Watermark))
            Remove(PauseCauses.Flow);
    }

    private void Lost(Terminated lost)
    {
        if (lost.ActorRef.Equals(_coordinator))
            Timers.StartSingleTimer("downstream", new Late("downstream"), _setup.Times.Downstream);
        else if (_checkpoints.Lost(lost.ActorRef))
            Timers.StartSingleTimer("journal", new Late("journal"), JournalRetry);
        else if (_ending is null && lost.ActorRef.Equals(_feed.Actor) && !_feed.BeginAgain(Context, _setup.Times.Clock))
            End(new StreamError(StreamErrorKind.IoFailed, "The feeder failed three times within a minute."));
    }

    private ParserStatus Status() => new(
        _setup.ScenarioId, Phase, _parse.Place, _parse.Meta, _credits.Credits, _ackedBefore, _feed.LastDemand, _checkpoints.NewestAt);

    private ParserPhase Phase => this switch
    {
        { _ending: { IsAccepted: true } } => ParserPhase.Completed,
        { _ending: not null } => ParserPhase.Failed,
        { _checkpoints.HasOpened: false } => ParserPhase.Recovering,
        { _causes: not PauseCauses.None } => ParserPhase.Paused,
        _ => _needsInput && _feed.Waiting == 0 ? ParserPhase.AwaitingChunk : ParserPhase.Parsing,
    };
}
