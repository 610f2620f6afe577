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

    private Replayed _replayed = new(IsAccepted: false, null, null);

    public ParserJournalActor(string scenario, IActorRef parser)
    {
        _scenario = scenario;
        _parser = parser;
        Recover<ScenarioAccepted>(_ => _replayed = _replayed with { IsAccepted = true, Finished = null });
        Recover<CheckpointSaved>(saved => _replayed = _replayed with { Checkpoint = saved });
        Recover<ScenarioFinished>(finished => _replayed = _replayed with { Finished = finished });
        Recover<RecoveryCompleted>(_ => parser.Tell(_replayed, Self));
        Command<Keep>(keep => Persist(keep.Event, kept => parser.Tell(new Kept(kept), Self)));
    }

    public override string PersistenceId => $"scenario-parser-{_scenario}";

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        base.OnPersistRejected(cause, @event, sequenceNr);
        _parser.Tell(new Rejected(cause.Message), Self);
    }
}
