using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

using Serilog.Events;
using Serilog.Formatting;

// Akka.NET has an entry of this name too.
using LogEvent = Serilog.Events.LogEvent;

namespace MarsDisk.Hosting.Daemon.Logging;

/// <summary>
/// An entry as one JSON object on one line (experience.md §9.1): fixed members first, then what the template's holes
/// hold. Values are cut at 4 KiB.
/// </summary>
internal sealed class LogLine : ITextFormatter
{
    private const int CharactersMax = 4096;
    private const string EventIdProperty = "EventId";

    private static readonly JsonWriterOptions Layout = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc />
    public void Format(LogEvent logEvent, TextWriter output)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes, Layout))
            Write(logEvent, json);
        output.Write(Encoding.UTF8.GetString(bytes.WrittenSpan));
        output.Write('\n');
    }

    /// <summary>Stable number of the entry's kind; 0: it has none.</summary>
    internal static int NumberOf(LogEvent entry) =>
        entry.Properties.GetValueOrDefault(EventIdProperty) is StructureValue id
        && id.Properties.FirstOrDefault(part => part.Name == "Id")?.Value is ScalarValue { Value: int number }
            ? number
            : 0;

    private static void Write(LogEvent entry, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("ts", entry.Timestamp.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
        json.WriteString("level", entry.Level.ToString().ToLowerInvariant());
        json.WriteNumber("event", NumberOf(entry));
        json.WriteString("template", Cut(entry.MessageTemplate.Text));
        json.WriteString("message", Cut(LogMessage.Of(entry)));
        foreach (var (name, value) in entry.Properties.Where(property => property.Key is not (EventIdProperty or "SourceContext" or "{OriginalFormat}")))
            WriteValue(json, JsonNamingPolicy.SnakeCaseLower.ConvertName(name), value);
        if (entry.Exception is { } error)
        {
            json.WriteString("error.type", error.GetType().FullName);
            json.WriteString("error.message", Cut(error.Message));
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, string name, LogEventPropertyValue value)
    {
        if (value is not ScalarValue { Value: var scalar })
        {
            json.WriteString(name, Cut(value.ToString(null, CultureInfo.InvariantCulture)));
            return;
        }

        switch (scalar)
        {
            case null: json.WriteNull(name); break;
            case bool flag: json.WriteBoolean(name, flag); break;
            case int number: json.WriteNumber(name, number); break;
            case long number: json.WriteNumber(name, number); break;
            case double number when double.IsFinite(number): json.WriteNumber(name, number); break;
            default: json.WriteString(name, Cut(Convert.ToString(scalar, CultureInfo.InvariantCulture) ?? "")); break;
        }
    }

    private static string Cut(string text) => text.Length <= CharactersMax ? text : text[..CharactersMax] + "…";
}
