using System.Buffers;
using System.Globalization;

using MarsDisk.Actors.Messages;
using MarsDisk.Journal.Events;
using MarsDisk.Parsing;

namespace MarsDisk.Actors.Parsing.Parser;

/// <summary>The journal of a parser, and which checkpoints it gets. Used by the parser inside its turns.</summary>
internal sealed class ParserCheckpoints(ParserSetup setup)
{
    /// <summary>A pause of this length is expected to go on.</summary>
    public static readonly TimeSpan LongPause = TimeSpan.FromSeconds(1);

    private readonly CheckpointPolicy _policy = new(setup.Times.Clock);
    private readonly Queue<IScenarioEvent> _owed = new();
    private IActorRef _journal = ActorRefs.Nobody;
    private StreamCheckpoint? _inFlight;
    private ParserJournalActor.Replayed? _replayed;
    private long? _outageSince;
    private long _outageOffset;
    private int _lives;
    private bool _isUp;

    /// <summary>The journal has been read once.</summary>
    public bool HasOpened => _replayed is not null;

    /// <summary>The newest stored checkpoint.</summary>
    public StreamCheckpoint? Newest { get; private set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? NewestAt => Newest?.CreatedAt;

    /// <summary>Starts the actor of the journal.</summary>
    public void Open(IActorContext context)
    {
        var (scenario, self) = (setup.ScenarioId, context.Self);
        _journal = context.Watch(context.ActorOf(
            Props.Create(() => new ParserJournalActor(scenario, self)), string.Create(CultureInfo.InvariantCulture, $"journal-{++_lives}")));
    }

    /// <summary>The journal was read. True the first time.</summary>
    public bool Opened(ParserJournalActor.Replayed replayed)
    {
        _isUp = true;
        foreach (var owed in _owed)
            Tell(owed);
        if (_replayed is not null)
            return false;
        _replayed = replayed;
        return true;
    }

    /// <summary>Lets a parse go on behind the stored checkpoint, if there is one; why it cannot.</summary>
    public StreamError? Restore(ScenarioParse parse)
    {
        StreamCheckpoint? newest = null;
        if (_replayed?.Checkpoint is { } saved && !StreamCheckpoint.TryRead(saved.Checkpoint.AsSpan(), out newest, out var damage))
            return damage;
        if (setup.Behind is { } wanted && Refusal(wanted, newest) is { } refusal)
            return refusal;
        try
        {
            Newest = setup.Behind ?? newest;
            if (Newest is not null)
                parse.Restore(Newest);
            return null;
        }
        catch (StreamException mismatch)
        {
            return mismatch.Error;
        }
    }

    /// <summary>The next safe point is stored as soon as it may be.</summary>
    public void Want() => _policy.Want();

    /// <summary>A pause lasts: a candidate is taken whatever the age of the last.</summary>
    public void Rest(ScenarioParse parse)
    {
        _policy.Want();
        Look(parse);
    }

    /// <summary>Takes a candidate if one is due.</summary>
    public void Look(ScenarioParse parse)
    {
        if (parse.Place?.LastCheckpoint is { } place && _policy.IsDue(place.Start, parse.Meta.Units))
            _policy.Add(parse.Checkpoint());
    }

    /// <summary>Stores the newest candidate that may be.</summary>
    public void KeepEligible(long ackedBefore)
    {
        if (_inFlight is not null || _policy.Eligible(ackedBefore) is not { } eligible)
            return;
        var output = new ArrayBufferWriter<byte>(CheckpointSaved.BytesMax);
        eligible.WriteTo(output);
        _inFlight = eligible;
        Keep(new CheckpointSaved([.. output.WrittenSpan]));
    }

    /// <summary>Sends an event to the journal, now or when it is back.</summary>
    public void Keep(IScenarioEvent scenarioEvent)
    {
        _owed.Enqueue(scenarioEvent);
        if (_outageSince is null)
            (_outageSince, _outageOffset) = (setup.Times.Clock.GetTimestamp(), _inFlight?.Watermark ?? 0);
        if (_isUp)
            Tell(scenarioEvent);
    }

    /// <summary>An event is durable; gives the checkpoint if it was one, which whoever listens hears too.</summary>
    public StreamCheckpoint? Kept(IScenarioEvent kept, ActorSystem system)
    {
        _owed.TryDequeue(out _);
        if (_owed.Count == 0)
            _outageSince = null;
        if (kept is not CheckpointSaved)
            return null;
        Newest = _inFlight;
        _inFlight = null;
        if (Newest is not null)
            system.EventStream.Publish(new CheckpointStored(setup.ScenarioId, Newest));
        return Newest;
    }

    /// <summary>The event at the head was rejected and is sent again.</summary>
    public void Refused()
    {
        if (_owed.TryPeek(out var head))
            Tell(head);
    }

    /// <summary>Whether an actor that ended was the journal; it is started again then, and gets what it owes.</summary>
    public bool Lost(IActorRef ended)
    {
        if (!ended.Equals(_journal))
            return false;
        _isUp = false;
        return true;
    }

    /// <summary>Whether the journal has taken nothing for so long that parsing has to wait.</summary>
    public bool IsOverdue(long watermark) => _outageSince is { } since
        && (setup.Times.Clock.GetElapsedTime(since) > setup.Times.JournalOutage || watermark - _outageOffset > setup.Times.JournalOutageBytes);

    // Units in front of the newest stored checkpoint come again and are known; units behind it would be left out.
    private StreamError? Refusal(StreamCheckpoint wanted, StreamCheckpoint? newest)
    {
        if (wanted.ScenarioId != setup.ScenarioId)
            return new StreamError(StreamErrorKind.CheckpointInvalid, $"The checkpoint is of scenario {wanted.ScenarioId}, expected {setup.ScenarioId}.");
        return wanted.NextOrdinal <= (newest?.NextOrdinal ?? 0) ? null : new StreamError(
            StreamErrorKind.CheckpointInvalid, $"The checkpoint lies behind unit {wanted.NextOrdinal}, and only {newest?.NextOrdinal ?? 0} units have taken effect here.");
    }

    private void Tell(IScenarioEvent scenarioEvent) => _journal.Tell(new ParserJournalActor.Keep(scenarioEvent));
}
