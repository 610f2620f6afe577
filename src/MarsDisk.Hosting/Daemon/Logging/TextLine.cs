using System.Globalization;
using System.Text;

using Serilog.Events;
using Serilog.Formatting;

// Akka.NET has an entry of this name too.
using LogEvent = Serilog.Events.LogEvent;

namespace MarsDisk.Hosting.Daemon.Logging;

/// <summary>An entry as one line for a person: time, level, number, message. Control characters in values are shown, not sent.</summary>
internal sealed class TextLine : ITextFormatter
{
    private const int CharactersMax = 4096;

    /// <inheritdoc />
    public void Format(LogEvent logEvent, TextWriter output)
    {
        var time = logEvent.Timestamp.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var cause = logEvent.Exception is { } error ? $" ({error.GetType().Name}: {error.Message})" : "";
        output.Write(string.Create(CultureInfo.InvariantCulture, $"{time} {Word(logEvent.Level)} {LogLine.NumberOf(logEvent):0000} {Shown(LogMessage.Of(logEvent) + cause)}\n"));
    }

    private static string Shown(string text)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var letter in text.AsSpan(0, Math.Min(text.Length, CharactersMax)))
        {
            if (letter == '\n')
                shown.Append("\\n");
            else if (char.IsControl(letter))
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
            else
                shown.Append(letter);
        }

        return text.Length > CharactersMax ? shown.Append('…').ToString() : shown.ToString();
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
