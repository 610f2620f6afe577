using Xunit;

namespace MarsDisk.Runtime.Testing;

internal sealed class EventFilterApplier(Incidents incidents, IReadOnlyList<Predicate<object>> kinds) : IEventFilterApplier
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public EventFilterFactory And => new(incidents, kinds);

    public void ExpectOne(Action action, CancellationToken cancellationToken = default) => Expect(1, Patience, action, cancellationToken);

    public void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        Expect(1, timeout, action, cancellationToken);

    public T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default) => Expect(1, func, cancellationToken);

    public Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, actionAsync, cancellationToken);

    public void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default) =>
        Expect(expectedCount, Patience, action, cancellationToken);

    public void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(action);
        using var filter = new Filter(incidents, kinds);
        action();
        filter.Demand(expectedCount, timeout);
    }

    public T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(func);
        using var filter = new Filter(incidents, kinds);
        var result = func();
        filter.Demand(expectedCount, Patience);
        return result;
    }

    public async Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actionAsync);
        using var filter = new Filter(incidents, kinds);
        await actionAsync().ConfigureAwait(false);
        filter.Demand(expectedCount, Patience);
    }

    public void Mute(Action action, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(action);
        using var filter = Mute();
        action();
    }

    public T Mute<T>(Func<T> func, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(func);
        using var filter = Mute();
        return func();
    }

    public IUnmutableFilter Mute() => new Filter(incidents, kinds);
}

/// <summary>Counts events of some kinds from its construction to its disposal; meanwhile they are no incidents.</summary>
internal sealed class Filter : IUnmutableFilter
{
    private readonly Incidents _incidents;
    private readonly IReadOnlyList<Predicate<object>> _kinds;
    private readonly object _gate = new();
    private int _arrivals;

    public Filter(Incidents incidents, IReadOnlyList<Predicate<object>> kinds)
    {
        _incidents = incidents;
        _kinds = kinds;
        incidents.Add(this);
    }

    public bool Take(object published)
    {
        if (!_kinds.Any(isMeant => isMeant(published)))
            return false;
        lock (_gate)
        {
            _arrivals++;
            Monitor.PulseAll(_gate);
        }
        return true;
    }

    public void Demand(int expectedCount, TimeSpan timeout)
    {
        lock (_gate)
        {
            while (_arrivals < expectedCount && Monitor.Wait(_gate, timeout))
            {
            }
            Assert.True(_arrivals == expectedCount, $"Expected {expectedCount} events, {_arrivals} came.");
        }
    }

    public void Unmute() => _incidents.Remove(this);

    public void Dispose() => Unmute();
}
