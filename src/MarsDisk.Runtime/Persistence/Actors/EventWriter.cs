using System.Collections.Immutable;

namespace MarsDisk.Runtime.Persistence;

/// <summary>The events of one actor on their way to the journal, and the handlers that wait for them.</summary>
internal sealed class EventWriter(PersistentActorBase actor)
{
    private readonly List<Write> _collected = [];
    private readonly Queue<Outcome> _outcomes = new();
    private List<Write> _inFlight = [];
    private long _numbersGiven;

    private bool IsWaiting => _inFlight.Count > 0 || _outcomes.Count > 0;

    /// <summary>Collects one unit; it is sent when the turn ends.</summary>
    public void Add<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler)
    {
        if (_collected.Count == 0 && !IsWaiting)
            _numbersGiven = actor.LastSequenceNr;
        var unit = ImmutableArray.CreateBuilder<IPersistentRepresentation>();
        foreach (var each in events)
            unit.Add(new Persistent(each!, ++_numbersGiven, actor.PersistenceId, sender: actor.Cell.Sender));
        if (unit.Count > 0)
            _collected.Add(new Write(new AtomicWrite(unit.ToImmutable()), e => handler((TEvent)e), actor.Cell.Envelope));
    }

    /// <summary>Sends what the turn collected; lets commands in again when nothing is under way.</summary>
    public void Flush()
    {
        if (IsWaiting)
            return;
        if (_collected.Count > 0)
        {
            _inFlight = [.. _collected];
            _collected.Clear();
            actor.Journal.Tell(
                new WriteMessages([.. _inFlight.Select(write => write.Unit)], new ReplyAddress(actor)), actor.Cell.Self);
        }
        actor.Cell.Mailbox.IsHeld = _inFlight.Count > 0 || !actor.IsReady;
    }

    public void Handle(object reply)
    {
        if (reply is WriteFailed failed)
            actor.FailWrite(failed.Cause, ((IImmutableList<IPersistentRepresentation>)_inFlight[0].Unit.Payload)[0]);
        else if (reply is WriteDone done)
            Settle(done);
    }

    /// <summary>Runs the handlers of written events, each with the sender of its command.</summary>
    public void RunHandlers()
    {
        while (_outcomes.TryDequeue(out var outcome))
        {
            actor.LastSequenceNr = outcome.Written.SequenceNr;
            actor.Cell.RunAs(outcome.Command, () => Tell(outcome));
        }
    }

    private void Settle(WriteDone done)
    {
        for (var i = 0; i < _inFlight.Count; i++)
        {
            var rejection = done.Rejections is { Count: > 0 } rejections ? rejections[i] : null;
            foreach (var written in (IImmutableList<IPersistentRepresentation>)_inFlight[i].Unit.Payload)
                _outcomes.Enqueue(new Outcome(written, rejection, _inFlight[i].Handler, _inFlight[i].Command));
        }
        _inFlight = [];
        RunHandlers();
    }

    private void Tell(Outcome outcome)
    {
        if (outcome.Rejection is { } rejection)
            actor.RejectWrite(rejection, outcome.Written);
        else
            outcome.Handler(outcome.Written.Payload);
    }

    private sealed record Write(AtomicWrite Unit, Action<object> Handler, Envelope Command);

    private sealed record Outcome(
        IPersistentRepresentation Written, Exception? Rejection, Action<object> Handler, Envelope Command);
}
