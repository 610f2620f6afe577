using System.Collections.Immutable;

namespace MarsDisk.Runtime.Persistence;

/// <summary>An event with its place in a journal.</summary>
public interface IPersistentRepresentation
{
    /// <summary>The event.</summary>
    object Payload { get; }

    /// <summary>The kind of the event, if the writer named one.</summary>
    string Manifest { get; }

    /// <summary>Whose event it is.</summary>
    string PersistenceId { get; }

    /// <summary>Its number, from 1.</summary>
    long SequenceNr { get; }

    /// <summary>Who sent the command that caused it.</summary>
    IActorRef? Sender { get; }
}

/// <summary>An event with its place in a journal.</summary>
public sealed class Persistent(
    object payload, long sequenceNr = 0, string? persistenceId = null, string? manifest = null, IActorRef? sender = null)
    : IPersistentRepresentation
{
    /// <inheritdoc/>
    public object Payload { get; } = payload;

    /// <inheritdoc/>
    public string Manifest { get; } = manifest ?? "";

    /// <inheritdoc/>
    public string PersistenceId { get; } = persistenceId ?? "";

    /// <inheritdoc/>
    public long SequenceNr { get; } = sequenceNr;

    /// <inheritdoc/>
    public IActorRef? Sender { get; } = sender;
}

/// <summary>Events of one actor that are written as a whole or not at all.</summary>
public sealed class AtomicWrite
{
    private readonly IImmutableList<IPersistentRepresentation> _events;

    /// <summary>One event.</summary>
    public AtomicWrite(IPersistentRepresentation @event) : this(ImmutableArray.Create(@event))
    {
    }

    /// <summary>Several events with consecutive numbers.</summary>
    public AtomicWrite(IImmutableList<IPersistentRepresentation> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (events.Count == 0)
            throw new ArgumentException("A write holds at least one event.", nameof(events));
        _events = events;
    }

    /// <summary>The events; an <see cref="IImmutableList{T}"/> of <see cref="IPersistentRepresentation"/>.</summary>
    public object Payload => _events;

    /// <summary>Whose events they are.</summary>
    public string PersistenceId => _events[0].PersistenceId;

    /// <summary>The first number.</summary>
    public long LowestSequenceNr => _events[0].SequenceNr;

    /// <summary>The last number.</summary>
    public long HighestSequenceNr => _events[^1].SequenceNr;

    /// <summary>How many events it holds.</summary>
    public int Size => _events.Count;
}
