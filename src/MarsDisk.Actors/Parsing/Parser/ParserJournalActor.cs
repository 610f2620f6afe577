using MarsDisk.Journal.Events;

namespace MarsDisk.Actors.Parsing.Parser;

/// <summary>
/// Keeps the events of one parser. An actor of its own, because a persistent actor does nothing else while an event is on the
/// way to the disk, and parsing has to go on meanwhile.
/// </summary>
internal sealed class ParserJournalActor : ReceivePersistentActor
{
    /// <summary>Parser → journal. The answer is <see cref="Kept"/>.</summary>
    public sealed record Keep(IScenarioEvent Event) : INoSerializationVerificationNeeded;

    /// <summary>Journal → parser. The event is durable.</summary>
    public sealed record Kept(IScenarioEvent Event) : INoSerializationVerificationNeeded;

    /// <summary>Journal → parser. What was kept so far.</summary>
    public sealed record Replayed(bool IsAccepted, CheckpointSaved? Checkpoint, ScenarioFinished? Finished) : INoSerializationVerificationNeeded;

    /// <summary>Journal → parser. An event was rejected; the next may be taken.</summary>
    public sealed record Rejected(string Reason) : INoSerializationVerificationNeeded;

    private readonly string _scenario;
    private readonly IActorRef _parser;

    // Weeks of a live source leave a checkpoint every few seconds, and only the newest counts.
    private const int CheckpointsMax = 32;

    private ScenarioAccepted? _accepted;
    private int _checkpoints;
    private bool _isShortening;
    private Replayed _replayed = new(IsAccepted: false, null, null);

    public ParserJournalActor(string scenario, IActorRef parser)
    {
        _scenario = scenario;
        _parser = parser;
        Recover<ScenarioAccepted>(accepted =>
        {
            _accepted = accepted;
            _replayed = _replayed with { IsAccepted = true, Finished = null };
        });
        Recover<CheckpointSaved>(saved =>
        {
            _checkpoints++;
            _replayed = _replayed with { Checkpoint = saved };
        });
        Recover<ScenarioFinished>(finished => _replayed = _replayed with { Finished = finished });
        Recover<RecoveryCompleted>(_ => parser.Tell(_replayed, Self));
        Command<Keep>(keep => Persist(keep.Event, Answer));
        Command<DeleteMessagesSuccess>(_ => { });
    }

    public override string PersistenceId => $"scenario-parser-{_scenario}";

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        base.OnPersistRejected(cause, @event, sequenceNr);
        if (!_isShortening)
            _parser.Tell(new Rejected(cause.Message), Self);
        else if (@event is CheckpointSaved)
            _isShortening = false;                 // the older events stay; the next attempt is as many checkpoints away
    }

    private void Answer(IScenarioEvent kept)
    {
        _parser.Tell(new Kept(kept), Self);
        if (kept is ScenarioAccepted accepted)
            _accepted = accepted;
        if (kept is CheckpointSaved newest && ++_checkpoints >= CheckpointsMax && _accepted is not null)
            Shorten(_accepted, newest);
    }

    // The beginning is written once more in front of the newest checkpoint; then nothing in front of it is needed.
    private void Shorten(ScenarioAccepted accepted, CheckpointSaved newest)
    {
        _isShortening = true;
        _checkpoints = 0;
        var begun = 0L;
        Persist(accepted, _ => begun = LastSequenceNr);
        Persist(newest, _ =>
        {
            _isShortening = false;
            if (begun > 0)
                DeleteMessages(begun - 1);
        });
    }
}
