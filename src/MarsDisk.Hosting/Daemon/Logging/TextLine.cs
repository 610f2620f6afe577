using System.Globalization;

using Serilog.Events;
using Serilog.Formatting;

namespace MarsDisk.Hosting.Daemon.Logging;

/// <summary>An entry as one line for a person: time, level, number, message. Line breaks in values are shown, not made.</summary>
internal sealed class TextLine : ITextFormatter
{
    private const int CharactersMax = 4096;

    /// <inheritdoc />
    public void Format(LogEvent logEvent, TextWriter output)
    {
        var time = logEvent.Timestamp.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var message = LogMessage.Of(logEvent).Replace("\n", "\\n", StringComparison.Ordinal);
        var cause = logEvent.Exception is { } error ? $" ({error.GetType().Name}: {error.Message.Replace("\n", "\\n", StringComparison.Ordinal)})" : "";
        var text = message + cause;
        output.Write(string.Create(CultureInfo.InvariantCulture, $"{time} {Word(logEvent.Level)} {LogLine.NumberOf(logEvent):0000} {(text.Length <= CharactersMax ? text : text[..CharactersMax] + "…")}\n"));
    }

    private static string Word(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose => "verbose",
        LogEventLevel.Debug => "debug  ",
        LogEventLevel.Information => "info   ",
        LogEventLevel.Warning => "warning",
        LogEventLevel.Error => "error  ",
        _ => "fatal  ",
    };
}
