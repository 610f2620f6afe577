using System.Collections.Immutable;

namespace MarsDisk.Runtime;

/// <summary>Publishes events of the system to whoever asked for their type or a base of it.</summary>
public sealed class EventStream
{
    private ImmutableList<Subscription> _subscriptions = [];

    /// <summary>From now on the actor is told every event of the type. False if it was already.</summary>
    public bool Subscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        ArgumentNullException.ThrowIfNull(channel);
        return ImmutableInterlocked.Update(ref _subscriptions, list =>
            list.Exists(s => s.Channel == channel && subscriber.Equals(s.Owner))
                ? list
                : list.Add(new Subscription(channel, subscriber, e => subscriber.Tell(e, ActorRefs.NoSender))));
    }

    /// <summary>Takes one subscription back.</summary>
    public bool Unsubscribe(IActorRef subscriber, Type channel) =>
        Remove(s => s.Channel == channel && subscriber.Equals(s.Owner));

    /// <summary>Takes all subscriptions of the actor back.</summary>
    public bool Unsubscribe(IActorRef subscriber) => Remove(s => subscriber.Equals(s.Owner));

    /// <summary>
    /// Calls <paramref name="listener"/> for every event of the type until the result is disposed. It runs on the
    /// publishing thread and must be quick and thread-safe. For logs of the host and for test kits.
    /// </summary>
    public IDisposable Listen<TEvent>(Action<TEvent> listener)
    {
        var subscription = new Subscription(typeof(TEvent), listener, e => listener((TEvent)e));
        ImmutableInterlocked.Update(ref _subscriptions, list => list.Add(subscription));
        return new Removal(this, subscription);
    }

    /// <summary>Hands an event to all subscribers.</summary>
    public void Publish(object @event)
    {
        ArgumentNullException.ThrowIfNull(@event);
        foreach (var subscription in _subscriptions)
        {
            if (subscription.Channel.IsInstanceOfType(@event))
                subscription.Handle(@event);
        }
    }

    private bool Remove(Predicate<Subscription> isMeant) =>
        ImmutableInterlocked.Update(ref _subscriptions, list => list.RemoveAll(isMeant));

    private sealed record Subscription(Type Channel, object Owner, Action<object> Handle);

    private sealed class Removal(EventStream stream, Subscription subscription) : IDisposable
    {
        public void Dispose() => stream.Remove(s => ReferenceEquals(s, subscription));
    }
}
