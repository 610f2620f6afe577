using MarsDisk.Runtime.Logging;

namespace MarsDisk.Runtime.Testing;

/// <summary>Makes filters by the kind of event. All conditions that are given must hold.</summary>
public sealed class EventFilterFactory
{
    private readonly Incidents _incidents;

    internal EventFilterFactory(Incidents incidents) => _incidents = incidents;

    /// <summary>Log entries of level error.</summary>
    public EventFilter Error(string? message = null, string? source = null, string? start = null, string? contains = null) =>
        Entries(LogLevel.Error, message, source, start, contains);

    /// <summary>Log entries of level warning.</summary>
    public EventFilter Warning(string? message = null, string? source = null, string? start = null, string? contains = null) =>
        Entries(LogLevel.Warning, message, source, start, contains);

    /// <summary>Log entries of level info.</summary>
    public EventFilter Info(string? message = null, string? source = null, string? start = null, string? contains = null) =>
        Entries(LogLevel.Info, message, source, start, contains);

    /// <summary>Log entries of level error that an exception of the type caused, itself or inside another one.</summary>
    public EventFilter Exception<TException>(string? message = null, string? source = null, string? contains = null)
        where TException : Exception =>
        new(_incidents, published => published is LogEvent { Level: LogLevel.Error } entry
            && Chain(entry.Cause).OfType<TException>().Any(cause => IsText(cause.Message, message, null, contains))
            && (source is null || entry.Source == source));

    /// <summary>Messages that reached no actor.</summary>
    public EventFilter DeadLetter() => new(_incidents, published => published is DeadLetter);

    /// <summary>Messages of the type that reached no actor.</summary>
    public EventFilter DeadLetter<TMessage>() => new(_incidents, published => published is DeadLetter { Message: TMessage });

    /// <summary>Messages of the type for which the actor had no rule.</summary>
    public EventFilter Unhandled<TMessage>() => new(_incidents, published => published is UnhandledMessage { Message: TMessage });

    private EventFilter Entries(LogLevel level, string? message, string? source, string? start, string? contains) =>
        new(_incidents, published => published is LogEvent entry && entry.Level == level
            && IsText(entry.Message, message, start, contains)
            && (source is null || entry.Source == source));

    private static bool IsText(string text, string? exact, string? start, string? contains) =>
        (exact is null || text == exact)
        && (start is null || text.StartsWith(start, StringComparison.Ordinal))
        && (contains is null || text.Contains(contains, StringComparison.Ordinal));

    private static IEnumerable<Exception> Chain(Exception? cause)
    {
        for (; cause is not null; cause = cause.InnerException)
            yield return cause;
    }
}
