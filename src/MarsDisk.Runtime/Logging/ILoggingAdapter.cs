using MarsDisk.Runtime.Logging;

namespace MarsDisk.Runtime;

/// <summary>How an actor writes to the log of its host.</summary>
public interface ILoggingAdapter
{
    /// <summary>Somebody listens to entries of this level.</summary>
    bool IsEnabled(LogLevel logLevel);

    /// <summary>Writes an entry.</summary>
    void Log(LogLevel logLevel, Exception? cause, string format, params object?[] args);
}

/// <summary>One method per level.</summary>
public static class LoggingExtensions
{
    /// <summary>The log under the actor's path.</summary>
    public static ILoggingAdapter GetLogger(this IActorContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new EventStreamLog(context.System, context.Self.Path.ToString());
    }

    /// <summary>For finding defects.</summary>
    public static void Debug(this ILoggingAdapter log, string format, params object?[] args) => Write(log, LogLevel.Debug, null, format, args);

    /// <summary>For people who follow the work.</summary>
    public static void Info(this ILoggingAdapter log, string format, params object?[] args) => Write(log, LogLevel.Info, null, format, args);

    /// <summary>Something is unusual, the work goes on.</summary>
    public static void Warning(this ILoggingAdapter log, string format, params object?[] args) => Write(log, LogLevel.Warning, null, format, args);

    /// <summary>Something is unusual because of an exception, the work goes on.</summary>
    public static void Warning(this ILoggingAdapter log, Exception cause, string format, params object?[] args) =>
        Write(log, LogLevel.Warning, cause, format, args);

    /// <summary>Something failed.</summary>
    public static void Error(this ILoggingAdapter log, string format, params object?[] args) => Write(log, LogLevel.Error, null, format, args);

    /// <summary>Something failed because of an exception.</summary>
    public static void Error(this ILoggingAdapter log, Exception cause, string format, params object?[] args) =>
        Write(log, LogLevel.Error, cause, format, args);

    private static void Write(ILoggingAdapter log, LogLevel level, Exception? cause, string format, object?[] args)
    {
        ArgumentNullException.ThrowIfNull(log);
        log.Log(level, cause, format, args);
    }
}

internal sealed class EventStreamLog(ActorSystem system, string source) : ILoggingAdapter
{
    public bool IsEnabled(LogLevel logLevel) => logLevel >= system.Setup.LogLevel;

    public void Log(LogLevel logLevel, Exception? cause, string format, params object?[] args) =>
        system.Log(logLevel, source, cause, format, args);
}
