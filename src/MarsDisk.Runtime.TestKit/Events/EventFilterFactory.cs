using MarsDisk.Runtime.Logging;

namespace MarsDisk.Runtime.Testing;

/// <summary>Makes filters by the kind of event. All conditions that are given must hold.</summary>
public sealed class EventFilterFactory
{
    private readonly Incidents _incidents;
    private readonly IReadOnlyList<Predicate<object>> _kinds;

    internal EventFilterFactory(Incidents incidents, IReadOnlyList<Predicate<object>>? kinds = null)
    {
        _incidents = incidents;
        _kinds = kinds ?? [];
    }

    /// <summary>Log entries of level error.</summary>
    public IEventFilterApplier Error(
        string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Entries(LogLevel.Error, message, start, contains, source);

    /// <summary>Log entries of level warning; unhandled messages count as such.</summary>
    public IEventFilterApplier Warning(
        string? message = null, string? start = null, string? contains = null, string? source = null) =>
        With(published => published is UnhandledMessage unhandled
            ? IsText(unhandled.ToString(), message, start, contains)
                && (source is null || unhandled.Recipient.Path.ToString() == source)
            : IsEntry(published, LogLevel.Warning, message, start, contains, source));

    /// <summary>Log entries of level info.</summary>
    public IEventFilterApplier Info(
        string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Entries(LogLevel.Info, message, start, contains, source);

    /// <summary>Log entries of level debug.</summary>
    public IEventFilterApplier Debug(
        string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Entries(LogLevel.Debug, message, start, contains, source);

    /// <summary>Log entries of level error that an exception of the type caused.</summary>
    public IEventFilterApplier Exception<TException>(
        string? message = null, string? start = null, string? contains = null, string? source = null)
        where TException : Exception => With(published => published is LogEvent { Level: LogLevel.Error, Cause: TException } entry
            && (IsText(entry.Message, message, start, contains) || IsText(entry.Cause.Message, message, start, contains))
            && (source is null || entry.Source == source));

    /// <summary>Messages that reached no actor.</summary>
    public IEventFilterApplier DeadLetter() => With(published => published is DeadLetter);

    /// <summary>Messages of the type that reached no actor.</summary>
    public IEventFilterApplier DeadLetter<TMessage>(string? source = null) => DeadLetter<TMessage>(_ => true, source);

    /// <summary>Messages of the type that fulfil the condition and reached no actor.</summary>
    public IEventFilterApplier DeadLetter<TMessage>(Func<TMessage, bool> isMatch, string? source = null)
    {
        ArgumentNullException.ThrowIfNull(isMatch);
        return With(published => published is DeadLetter { Message: TMessage message } letter && isMatch(message)
            && (source is null || letter.Recipient.Path.ToString() == source));
    }

    private EventFilterApplier Entries(LogLevel level, string? message, string? start, string? contains, string? source) =>
        With(published => IsEntry(published, level, message, start, contains, source));

    private EventFilterApplier With(Predicate<object> kind) => new(_incidents, [.. _kinds, kind]);

    private static bool IsEntry(
        object published, LogLevel level, string? message, string? start, string? contains, string? source) =>
        published is LogEvent entry && entry.Level == level
        && IsText(entry.Message, message, start, contains) && (source is null || entry.Source == source);

    private static bool IsText(string text, string? exact, string? start, string? contains) =>
        (exact is null || text == exact)
        && (start is null || text.StartsWith(start, StringComparison.Ordinal))
        && (contains is null || text.Contains(contains, StringComparison.Ordinal));
}
