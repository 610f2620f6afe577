using System.Collections;
using System.Globalization;
using System.Text.Json;
using MarsDisk.Parsing;

namespace MarsDisk.Scenario.Rendering;

/// <summary>Extension maps as JSON: names sorted, values of the kinds that settings have.</summary>
public static class ExtensionForm
{
    /// <summary>Writes a map as a member.</summary>
    public static void Write(Utf8JsonWriter output, string name, IReadOnlyDictionary<string, object?> values)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(values);
        output.WriteStartObject(name);
        WriteMembers(output, values);
        output.WriteEndObject();
    }

    /// <summary>Writes a value of a map as a member.</summary>
    public static void WriteMember(Utf8JsonWriter output, string name, object? value)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.WritePropertyName(name);
        Write(output, value);
    }

    private static void WriteMembers(Utf8JsonWriter output, IReadOnlyDictionary<string, object?> values)
    {
        foreach (var (key, value) in values.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            output.WritePropertyName(key);
            Write(output, value);
        }
    }

    private static void Write(Utf8JsonWriter output, object? value)
    {
        switch (value)
        {
            case null:
                output.WriteNullValue();
                break;
            case bool truth:
                output.WriteBooleanValue(truth);
                break;
            case int or long or short or byte or uint:
                output.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case double number when double.IsFinite(number):
                output.WriteNumberValue(number);
                break;
            case TimeSpan time:
                output.WriteNumberValue(time.TotalMilliseconds);
                break;
            case JsonElement element:
                element.WriteTo(output);
                break;
            case SourceSpan span:
                WriteSpan(output, span);
                break;
            case DemandHint hint:
                WriteHint(output, hint);
                break;
            case Enum word:
                output.WriteStringValue(JsonNamingPolicy.SnakeCaseLower.ConvertName(word.ToString()));
                break;
            case IReadOnlyDictionary<string, object?> map:
                output.WriteStartObject();
                WriteMembers(output, map);
                output.WriteEndObject();
                break;
            case ExtensionMap map:
                output.WriteStartObject();
                WriteMembers(output, map.Values);
                output.WriteEndObject();
                break;
            case IEnumerable list and not string:
                output.WriteStartArray();
                foreach (var item in list)
                    Write(output, item);
                output.WriteEndArray();
                break;
            default:
                output.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void WriteSpan(Utf8JsonWriter output, in SourceSpan span)
    {
        output.WriteStartObject();
        output.WriteNumber("start", span.Start);
        output.WriteNumber("end", span.End);
        output.WriteNumber("start_line", span.StartLine);
        output.WriteNumber("start_column", span.StartColumn);
        output.WriteEndObject();
    }

    private static void WriteHint(Utf8JsonWriter output, in DemandHint hint)
    {
        output.WriteStartObject();
        output.WriteString("action", hint.Action == DemandAction.Continue ? "continue" : "pause");
        output.WriteNumber("min_bytes", hint.MinBytes);
        if (hint.PreferredBytes is { } preferred)
            output.WriteNumber("preferred_bytes", preferred);
        output.WriteString("boundary", JsonNamingPolicy.SnakeCaseLower.ConvertName(hint.Boundary.ToString()));
        output.WriteString("reason", JsonNamingPolicy.SnakeCaseLower.ConvertName(hint.Reason.ToString()));
        if (hint.RetryAfter is { } wait)
            output.WriteNumber("retry_after_ms", wait.TotalMilliseconds);
        output.WriteEndObject();
    }
}
