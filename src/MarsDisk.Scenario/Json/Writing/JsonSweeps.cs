using System.Text.Json;

namespace MarsDisk.Scenario.Json;

/// <summary>Sweeps as one object.</summary>
internal static class JsonSweeps
{
    /// <summary>Writes the members of a sweep.</summary>
    public static void Write(Utf8JsonWriter json, SweepRequested sweep)
    {
        json.WriteString("op", "sweep");
        json.WriteString("id", sweep.SweepId);
        json.WriteStartArray("vary");
        foreach (var axis in sweep.Axes)
            Write(json, axis);
        json.WriteEndArray();
        JsonValues.Write(json, "options", sweep.Options);
        json.WriteStartObject("run");
        json.WriteString("id", sweep.Template.NameTemplate);
        JsonValues.Write(json, "options", sweep.Template.Options);
        JsonValues.Write(json, "set", sweep.Template.Overrides);
        json.WriteStartArray("body");
        foreach (var statement in sweep.Template.Body)
            JsonStatementWriter.Write(json, statement);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, SweepAxis axis)
    {
        json.WriteStartObject();
        json.WriteString("key", axis.Key);
        if (axis is SweepAxis.Ranged ranged)
        {
            json.WritePropertyName("from");
            JsonValues.Write(json, ranged.From);
            json.WritePropertyName("to");
            JsonValues.Write(json, ranged.To);
            json.WriteNumber("count", ranged.Count);
            json.WriteString("scale", ranged.Log ? "log" : "linear");
        }
        else if (axis is SweepAxis.Listed listed)
        {
            json.WriteStartArray("in");
            foreach (var value in listed.Values)
                JsonValues.Write(json, value);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
