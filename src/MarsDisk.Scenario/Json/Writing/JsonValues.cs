using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using MarsDisk.Scenario.Canonical;

namespace MarsDisk.Scenario.Json;

/// <summary>Values as JSON: plain numbers and truth values as such, everything else as the text of the value.</summary>
internal static class JsonValues
{
    public static void Write(Utf8JsonWriter json, ScenarioValue value)
    {
        if (value is ScenarioValue.Truth truth)
            json.WriteBooleanValue(truth.B);
        else if (value is ScenarioValue.Number { Q: { Unit.Text: "1" } plain })
            Write(json, plain.Value);
        else
            json.WriteStringValue(CanonicalWriter.Text(value));
    }

    public static void Write(Utf8JsonWriter json, double number)
    {
        var bytes = new ArrayBufferWriter<byte>(32);
        var text = new CanonicalText(bytes);
        text.Number(number);
        text.End();
        json.WriteRawValue(bytes.WrittenSpan, skipInputValidation: true);
    }

    public static void Write(Utf8JsonWriter json, string name, Quantity quantity)
        => json.WriteString(name, CanonicalWriter.Text(new ScenarioValue.Number(quantity)));

    public static void Write(Utf8JsonWriter json, in Assignment assignment)
    {
        json.WritePropertyName(assignment.Key);
        Write(json, assignment.Value);
    }

    public static void Write(Utf8JsonWriter json, string name, ImmutableArray<Assignment> assignments)
    {
        json.WriteStartObject(name);
        foreach (var assignment in assignments)
            Write(json, assignment);
        json.WriteEndObject();
    }
}
