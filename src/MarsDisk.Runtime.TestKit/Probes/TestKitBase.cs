using System.Collections.Concurrent;
using System.Diagnostics;
using Xunit;
using Xunit.Sdk;

namespace MarsDisk.Runtime.Testing;

/// <summary>A test actor and what can be expected of it. Waiting is for messages; times are upper bounds.</summary>
public abstract class TestKitBase
{
    /// <summary>How long an expectation waits by default: long enough for a busy machine, since success never waits.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);

    private readonly BlockingCollection<ReceivedMessage> _received = [];
    private readonly long _start = Stopwatch.GetTimestamp();
    private TimeSpan? _deadline;

    private protected TestKitBase(ActorSystem system, string? name)
    {
        Sys = system;
        TestActor = system.ActorOf(
            Props.Create(() => new ProbeActor(_received)).WithDispatcher(CallingThreadDispatcher.Id), name);
    }

    /// <summary>The actor system of the test.</summary>
    public ActorSystem Sys { get; }

    /// <summary>The actor whose messages the expectations look at.</summary>
    public IActorRef TestActor { get; }

    /// <summary>Who sent the last message that was looked at.</summary>
    public IActorRef LastSender { get; private set; } = ActorRefs.Nobody;

    /// <summary>The last message that was looked at.</summary>
    public object? LastMessage { get; private set; }

    /// <summary>Messages have arrived that no expectation has looked at.</summary>
    public bool HasMessages => _received.Count > 0;

    /// <summary>What is left of the surrounding <see cref="Within(TimeSpan, Action)"/>, or the default.</summary>
    public TimeSpan RemainingOrDefault =>
        _deadline is { } deadline ? TimeSpan.FromTicks(Math.Max(0, (deadline - Clock).Ticks)) : Patience;

    private TimeSpan Clock => Stopwatch.GetElapsedTime(_start);

    /// <summary>The next message, which must be of the type.</summary>
    public T ExpectMsg<T>(TimeSpan? duration = null, string? hint = null) => Typed<T>(Next(duration, typeof(T).Name, hint), hint);

    /// <summary>The next message, which must be equal to <paramref name="message"/>.</summary>
    public T ExpectMsg<T>(T message, TimeSpan? timeout = null, string? hint = null)
    {
        var received = ExpectMsg<T>(timeout, hint);
        Assert.Equal(message, received);
        return received;
    }

    /// <summary>The next message, which must be of the type and fulfil the condition.</summary>
    public T ExpectMsg<T>(Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null)
    {
        ArgumentNullException.ThrowIfNull(isMessage);
        var received = ExpectMsg<T>(timeout, hint);
        Assert.True(isMessage(received), $"The message does not fulfil the condition: {received}. {hint}");
        return received;
    }

    /// <summary>The next message, which must be of the type and pass the assertion.</summary>
    public T ExpectMsg<T>(Action<T> assert, TimeSpan? timeout = null, string? hint = null)
    {
        ArgumentNullException.ThrowIfNull(assert);
        var received = ExpectMsg<T>(timeout, hint);
        assert(received);
        return received;
    }

    /// <summary>As many messages as are given, equal to them in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(params T[] messages) => ExpectMsgAllOf((IReadOnlyCollection<T>)messages);

    /// <summary>As many messages as are given, equal to them in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(IReadOnlyCollection<T> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var missing = messages.ToList();
        var arrived = new List<T>();
        while (missing.Count > 0)
        {
            var received = ExpectMsg<T>();
            Assert.True(missing.Remove(received), $"Unexpected {received}; missing: {string.Join(", ", missing)}.");
            arrived.Add(received);
        }
        return arrived;
    }

    /// <summary>Nothing arrives for a short while.</summary>
    public void ExpectNoMsg() => ExpectNoMsg(Quiet);

    /// <summary>Nothing arrives. Proves something only on the calling-thread dispatcher, where a duration of zero is exact.</summary>
    public void ExpectNoMsg(TimeSpan duration)
    {
        if (_received.TryTake(out var unexpected, duration))
            throw new XunitException($"Expected no message, received {unexpected.Message} from {unexpected.Sender}.");
    }

    /// <summary>Nothing arrives within so many milliseconds.</summary>
    public void ExpectNoMsg(int milliseconds) => ExpectNoMsg(TimeSpan.FromMilliseconds(milliseconds));

    /// <summary>The next message is the end of <paramref name="target"/>.</summary>
    public Terminated ExpectTerminated(IActorRef target, TimeSpan? timeout = null, string? hint = null) =>
        ExpectMsg<Terminated>(terminated => terminated.ActorRef.Equals(target), timeout, hint ?? $"{target} was to end.");

    /// <summary>The first message of the type that fulfils the condition; others before it are dropped.</summary>
    public T FishForMessage<T>(Predicate<T> isMessage, TimeSpan? max = null, string? hint = null)
    {
        ArgumentNullException.ThrowIfNull(isMessage);
        var end = Clock + (max ?? RemainingOrDefault);
        while (true)
        {
            var left = TimeSpan.FromTicks(Math.Max(0, (end - Clock).Ticks));
            if (Next(left, typeof(T).Name, hint) is T typed && isMessage(typed))
                return typed;
        }
    }

    /// <summary>The first message that fulfils the condition; others before it are dropped.</summary>
    public object FishForMessage(Predicate<object> isMessage, TimeSpan? max = null, string? hint = null) =>
        FishForMessage<object>(isMessage, max, hint);

    /// <summary>The next message, or null if none arrives in time.</summary>
    public object? ReceiveOne(TimeSpan? max = null)
    {
        if (!_received.TryTake(out var received, max ?? RemainingOrDefault))
            return null;
        LastSender = received.Sender;
        LastMessage = received.Message;
        return received.Message;
    }

    /// <summary>The next so many messages.</summary>
    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, TimeSpan? max = null)
    {
        var messages = new List<object>();
        while (messages.Count < numberOfMessages)
            messages.Add(Next(max, $"message {messages.Count + 1} of {numberOfMessages}", null));
        return messages;
    }

    /// <summary>The end of <paramref name="actorToWatch"/> will arrive at the test actor.</summary>
    public IActorRef Watch(IActorRef actorToWatch)
    {
        TestActor.Tell(new WatchFor(actorToWatch), ActorRefs.NoSender);
        return actorToWatch;
    }

    /// <summary>Takes <see cref="Watch"/> back.</summary>
    public IActorRef Unwatch(IActorRef actorToUnwatch)
    {
        TestActor.Tell(new UnwatchFor(actorToUnwatch), ActorRefs.NoSender);
        return actorToUnwatch;
    }

    /// <summary>Everything inside must be over in time; expectations inside wait no longer than that.</summary>
    public void Within(TimeSpan max, Action action) => Within(TimeSpan.Zero, max, action);

    /// <summary>The same for work with a result.</summary>
    public T Within<T>(TimeSpan max, Func<T> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        T result = default!;
        Within(max, () => { result = function(); });
        return result;
    }

    /// <summary>Everything inside must take between both times.</summary>
    public void Within(TimeSpan min, TimeSpan max, Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var outer = _deadline;
        var begin = Clock;
        _deadline = begin + max < (outer ?? TimeSpan.MaxValue) ? begin + max : outer;
        try
        {
            action();
        }
        finally
        {
            _deadline = outer;
        }
        Assert.InRange(Clock - begin, min, max);
    }

    /// <summary>The assertion holds now or becomes true in time.</summary>
    public void AwaitAssert(Action assertion, TimeSpan? duration = null, TimeSpan? interval = null)
    {
        ArgumentNullException.ThrowIfNull(assertion);
        Exception? failure = null;
        var holds = Becomes(() =>
        {
            try
            {
                assertion();
                return true;
            }
            catch (Exception error)
            {
                failure = error;
                return false;
            }
        }, duration, interval);
        if (!holds)
            throw failure!;
    }

    /// <summary>The condition holds now or becomes true in time.</summary>
    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max = null, TimeSpan? interval = null) =>
        Assert.True(Becomes(conditionIsFulfilled, max, interval), "The condition was not fulfilled in time.");

    private bool Becomes(Func<bool> condition, TimeSpan? max, TimeSpan? interval)
    {
        var end = Clock + (max ?? RemainingOrDefault);
        using var never = new ManualResetEventSlim();
        while (!condition())
        {
            if (Clock >= end)
                return false;
            never.Wait(interval ?? PollInterval);
        }
        return true;
    }

    private object Next(TimeSpan? max, string expected, string? hint) =>
        ReceiveOne(max) ?? throw new XunitException($"Expected {expected}, nothing arrived in time. {hint}");

    private static T Typed<T>(object received, string? hint) => received is T typed
        ? typed
        : throw new XunitException($"Expected {typeof(T).Name}, received {received.GetType().Name}: {received}. {hint}");
}
