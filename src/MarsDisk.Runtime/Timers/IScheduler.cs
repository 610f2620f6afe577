namespace MarsDisk.Runtime;

/// <summary>A handle that takes scheduled work back.</summary>
public interface ICancelable
{
    /// <summary>It was taken back.</summary>
    bool IsCancellationRequested { get; }

    /// <summary>Takes it back; work that is already running is not stopped.</summary>
    void Cancel();
}

/// <summary>Sends messages later. The only clock of an actor system.</summary>
public interface IScheduler
{
    /// <summary>The time of day, UTC.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Time since some fixed moment; never runs backwards.</summary>
    TimeSpan MonotonicClock { get; }

    /// <summary>Runs <paramref name="action"/> after a delay and, with an interval, again and again. It must be quick.</summary>
    ICancelable Schedule(TimeSpan delay, TimeSpan? interval, Action action);
}

/// <summary>Sending messages later.</summary>
public static class SchedulerExtensions
{
    /// <summary>Sends one message after a delay.</summary>
    public static void ScheduleTellOnce(
        this IScheduler scheduler, TimeSpan delay, ICanTell receiver, object message, IActorRef? sender) =>
        ScheduleTellOnceCancelable(scheduler, delay, receiver, message, sender);

    /// <summary>Sends one message after a delay, unless taken back.</summary>
    public static ICancelable ScheduleTellOnceCancelable(
        this IScheduler scheduler, TimeSpan delay, ICanTell receiver, object message, IActorRef? sender)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        return scheduler.Schedule(delay, null, () => receiver.Tell(message, sender));
    }

    /// <summary>Sends the message after a delay and then at each interval.</summary>
    public static void ScheduleTellRepeatedly(
        this IScheduler scheduler, TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender) =>
        ScheduleTellRepeatedlyCancelable(scheduler, initialDelay, interval, receiver, message, sender);

    /// <summary>Sends the message after a delay and then at each interval, until taken back.</summary>
    public static ICancelable ScheduleTellRepeatedlyCancelable(
        this IScheduler scheduler, TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        return scheduler.Schedule(initialDelay, interval, () => receiver.Tell(message, sender));
    }
}
