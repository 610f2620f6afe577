namespace MarsDisk.Runtime.Testing;

/// <summary>Takes an announcement back.</summary>
public interface IUnmutableFilter : IDisposable
{
    /// <summary>From here on such events are incidents again.</summary>
    void Unmute();
}

/// <summary>Announces events: how many of a kind an action causes.</summary>
public interface IEventFilterApplier
{
    /// <summary>More kinds of events that are meant too.</summary>
    EventFilterFactory And { get; }

    /// <summary>The action causes exactly one such event.</summary>
    void ExpectOne(Action action, CancellationToken cancellationToken = default);

    /// <summary>The action causes exactly one such event, in time.</summary>
    void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    /// <summary>The function causes exactly one such event; gives its result.</summary>
    T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default);

    /// <summary>The work causes exactly one such event.</summary>
    Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default);

    /// <summary>The action causes exactly so many such events.</summary>
    void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default);

    /// <summary>The action causes exactly so many such events, in time.</summary>
    void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    /// <summary>The function causes exactly so many such events; gives its result.</summary>
    T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default);

    /// <summary>The work causes exactly so many such events.</summary>
    Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default);

    /// <summary>Such events are no incident while the action runs.</summary>
    void Mute(Action action, CancellationToken cancellationToken = default);

    /// <summary>Such events are no incident while the function runs; gives its result.</summary>
    T Mute<T>(Func<T> func, CancellationToken cancellationToken = default);

    /// <summary>Such events are no incident until the result is told so, or until the end of the test.</summary>
    IUnmutableFilter Mute();
}
