using System.Globalization;

using Serilog.Formatting.Display;

// Akka.NET has an entry of this name too.
using LogEvent = Serilog.Events.LogEvent;

namespace MarsDisk.Hosting.Daemon.Logging;

/// <summary>The text of an entry: the holes of its template filled, words without quotes, culture-invariant.</summary>
internal static class LogMessage
{
    private static readonly MessageTemplateTextFormatter Plain = new("{Message:lj}", CultureInfo.InvariantCulture);

    public static string Of(LogEvent entry)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Plain.Format(entry, text);
        return text.ToString();
    }
}
