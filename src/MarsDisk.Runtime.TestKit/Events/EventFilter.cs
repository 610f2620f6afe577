using Xunit;

namespace MarsDisk.Runtime.Testing;

/// <summary>Announces events: how many of a kind an action causes.</summary>
public sealed class EventFilter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Incidents _incidents;
    private readonly Predicate<object> _isMeant;
    private readonly object _gate = new();
    private int _arrivals;

    internal EventFilter(Incidents incidents, Predicate<object> isMeant)
    {
        _incidents = incidents;
        _isMeant = isMeant;
    }

    /// <summary>The action causes exactly one such event.</summary>
    public void ExpectOne(Action action) => Expect(1, action);

    /// <summary>The action causes exactly one such event; gives its result.</summary>
    public T ExpectOne<T>(Func<T> function) => Expect(1, function);

    /// <summary>The action causes exactly so many such events.</summary>
    public void Expect(int expectedCount, Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        Expect(expectedCount, () =>
        {
            action();
            return true;
        });
    }

    /// <summary>The function causes exactly so many such events; gives its result.</summary>
    public T Expect<T>(int expectedCount, Func<T> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        _incidents.Add(this);
        try
        {
            var result = function();
            var came = AwaitArrivals(expectedCount);
            Assert.True(came == expectedCount, $"Expected {expectedCount} events, {came} came.");
            return result;
        }
        finally
        {
            _incidents.Remove(this);
        }
    }

    /// <summary>Such events are no incident until the end of the test.</summary>
    public void Mute() => _incidents.Add(this);

    internal bool Take(object published)
    {
        if (!_isMeant(published))
            return false;
        lock (_gate)
        {
            _arrivals++;
            Monitor.PulseAll(_gate);
        }
        return true;
    }

    private int AwaitArrivals(int expectedCount)
    {
        lock (_gate)
        {
            while (_arrivals < expectedCount && Monitor.Wait(_gate, Patience))
            {
            }
            return _arrivals;
        }
    }
}
