using System.Collections.Concurrent;

namespace MarsDisk.Runtime;

/// <summary>
/// The queues of one actor and their turns on a dispatcher. It is itself the work item: the segments of the
/// queue are used again, so a message costs no allocation once the queue has its size.
/// </summary>
internal sealed class Mailbox(ActorCell cell, MessageDispatcher dispatcher) : IActorTurn
{
    private readonly ConcurrentQueue<Envelope> _messages = new();
    private readonly ConcurrentQueue<SystemMessage> _system = new();

    // Touched inside a turn only.
    private LinkedList<Envelope>? _returned;
    private int _suspensions;
    private bool _isHeld;

    private volatile bool _isClosed;
    private int _isScheduled;

    /// <summary>True while a handler runs that asked to see its own reply before any other message.</summary>
    public bool IsHeld
    {
        get => _isHeld;
        set => _isHeld = value;
    }

    public IActorRef Actor => cell.Self;

    // Walking through a queue makes it give up its reuse of memory, so one that holds a single message is only looked at.
    public IEnumerable<object> Waiting
    {
        get
        {
            if (_returned is { Count: > 0 } || _messages.Count > 1)
                return (_returned ?? Enumerable.Empty<Envelope>()).Concat(_messages).Select(static envelope => envelope.Message);
            return _messages.TryPeek(out var only) ? [only.Message] : [];
        }
    }

    private bool AcceptsMessages => _suspensions == 0 && !_isHeld;

    public void Post(in Envelope envelope)
    {
        if (_isClosed)
        {
            cell.ToDeadLetters(envelope);
            return;
        }
        _messages.Enqueue(envelope);
        Schedule();
    }

    public void Post(SystemMessage message)
    {
        _system.Enqueue(message);
        Schedule();
    }

    public void Suspend() => _suspensions++;

    public void Resume() => _suspensions = Math.Max(0, _suspensions - 1);

    /// <summary>Puts messages back in front of all others, the first one foremost.</summary>
    public void Return(IEnumerable<Envelope> envelopes)
    {
        _returned ??= new LinkedList<Envelope>();
        LinkedListNode<Envelope>? last = null;
        foreach (var envelope in envelopes)
            last = last is null ? _returned.AddFirst(envelope) : _returned.AddAfter(last, envelope);
    }

    /// <summary>Takes no more messages; what is queued and what still comes goes to the dead letters.</summary>
    public void Close()
    {
        _isClosed = true;
        Drain();
    }

    public bool TryPeek(out object? message, out IActorRef? sender)
    {
        (message, sender) = (null, null);
        return AcceptsMessages && TryLook(out message, out sender);
    }

    public bool TryLook(out object? message, out IActorRef? sender)
    {
        var envelope = _returned is { Count: > 0 } ? _returned.First!.Value : default;
        if (!_isClosed && envelope.Message is null)
            _messages.TryPeek(out envelope);
        (message, sender) = _isClosed ? (null, null) : (envelope.Message, envelope.Sender);
        return message is not null;
    }

    public bool TryDrop() => TryTake(out _);

    public void Execute()
    {
        var outer = ActorCell.Current;
        ActorCell.Current = cell;
        try
        {
            RunTurn();
        }
        finally
        {
            ActorCell.Current = outer;
        }

        // Read before the flag falls: afterwards another thread may own the turn.
        var accepts = AcceptsMessages || _isClosed;
        var hasReturned = _returned is { Count: > 0 };
        Interlocked.Exchange(ref _isScheduled, 0);
        if (!_system.IsEmpty || (accepts && (hasReturned || !_messages.IsEmpty)))
            Schedule();
    }

    private void RunTurn()
    {
        RunSystemMessages();
        for (var left = dispatcher.Throughput; left > 0 && !_isClosed && TryTake(out var envelope); left--)
        {
            cell.Invoke(envelope);
            RunSystemMessages();
        }
        if (_isClosed)
            Drain();
    }

    private void RunSystemMessages()
    {
        while (!_system.IsEmpty && !_isClosed && _system.TryDequeue(out var message))
            cell.InvokeSystem(message);
    }

    private bool TryTake(out Envelope envelope)
    {
        envelope = default;
        if (!AcceptsMessages)
            return false;
        if (_returned is not { Count: > 0 })
            return _messages.TryDequeue(out envelope);
        envelope = _returned.First!.Value;
        _returned.RemoveFirst();
        return true;
    }

    private void Drain()
    {
        while (_system.TryDequeue(out var message))
            cell.AnswerAfterDeath(message);
        for (; _returned is { Count: > 0 }; _returned.RemoveFirst())
            cell.ToDeadLetters(_returned.First!.Value);
        while (_messages.TryDequeue(out var envelope))
            cell.ToDeadLetters(envelope);
    }

    private void Schedule()
    {
        if (Interlocked.Exchange(ref _isScheduled, 1) == 0)
            dispatcher.Schedule(this);
    }
}
