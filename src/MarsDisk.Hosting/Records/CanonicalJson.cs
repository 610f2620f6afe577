using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MarsDisk.Hosting.Records;

/// <summary>JSON with sorted keys, so that equal content has equal bytes (experience.md §8).</summary>
public static class CanonicalJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes a document, indented by two, with a line feed behind it.</summary>
    /// <param name="output">Receives UTF-8.</param>
    /// <param name="document">The document.</param>
    public static void Write(Stream output, JsonNode document)
    {
        using (var writer = new Utf8JsonWriter(output, Options))
            Write(writer, document);
        output.WriteByte((byte)'\n');
    }

    private static void Write(Utf8JsonWriter writer, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                writer.WriteStartObject();
                foreach (var name in SortedNames(members))
                {
                    writer.WritePropertyName(name);
                    Write(writer, members[name]);
                }

                writer.WriteEndObject();
                break;
            case JsonArray items:
                writer.WriteStartArray();
                foreach (var item in items)
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case null:
                writer.WriteNullValue();
                break;
            default:
                node.WriteTo(writer);
                break;
        }
    }

    private static List<string> SortedNames(JsonObject members)
    {
        var names = new List<string>(members.Count);
        foreach (var member in members)
            names.Add(member.Key);
        names.Sort(StringComparer.Ordinal);
        return names;
    }
}
