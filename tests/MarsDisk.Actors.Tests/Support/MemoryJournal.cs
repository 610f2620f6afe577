using System.Collections.Immutable;

using MarsDisk.Journal.Events;

namespace MarsDisk.Actors.Tests.Support;

/// <summary>What one run has persisted, and what happens to its next events.</summary>
internal sealed class JournalScript
{
    private readonly Lock _gate = new();
    private readonly List<IRunEvent> _events = [];

    /// <summary>Awaited before each append; a task that fails fails the append.</summary>
    public Func<IRunEvent, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Events that the journal rejects.</summary>
    public Predicate<IRunEvent> Rejects { get; set; } = _ => false;

    /// <summary>A snapshot of all events.</summary>
    public IReadOnlyList<IRunEvent> Events
    {
        get
        {
            lock (_gate)
                return [.. _events];
        }
    }

    public IReadOnlyList<ChunkCommitted> Chunks => [.. Events.OfType<ChunkCommitted>()];

    /// <summary>Names of the events, in order.</summary>
    public IReadOnlyList<string> Names => [.. Events.Select(happened => happened.GetType().Name)];

    public void Add(IRunEvent happened)
    {
        lock (_gate)
            _events.Add(happened);
    }
}

/// <summary>A journal in memory for one run, under the control of a <see cref="JournalScript"/>.</summary>
internal sealed class MemoryJournal(JournalScript script) : AsyncWriteJournal
{
    /// <summary>Made by the system from its class.</summary>
    public MemoryJournal() : this(Belongings.Of<JournalScript>(Context.System))
    {
    }

    public override Task ReplayMessagesAsync(
        IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max,
        Action<IPersistentRepresentation> recoveryCallback)
    {
        var events = script.Events;
        for (var number = fromSequenceNr; number <= Math.Min(toSequenceNr, events.Count); number++)
            recoveryCallback(new Persistent(events[(int)number - 1], number, persistenceId));
        return Task.CompletedTask;
    }

    public override Task<long> ReadHighestSequenceNrAsync(
        string persistenceId, long fromSequenceNr, CancellationToken cancellationToken) =>
        Task.FromResult((long)script.Events.Count);

    protected override async Task<IImmutableList<Exception?>?> WriteMessagesAsync(
        IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var answers = ImmutableList.CreateBuilder<Exception?>();
        foreach (var unit in messages)
        {
            var happened = (IRunEvent)Assert.Single((IImmutableList<IPersistentRepresentation>)unit.Payload).Payload;
            await script.Before(happened);
            var isRejected = script.Rejects(happened);
            if (!isRejected)
                script.Add(happened);
            answers.Add(isRejected ? new NotSupportedException("rejected") : null);
        }

        return answers.ToImmutable();
    }

    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken) =>
        Task.CompletedTask;
}
