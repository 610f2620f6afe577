using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MarsDisk.LanguageServer.Tests.Harness;

/// <summary>
/// A recorded session as people read it. Lines beginning with <c>#</c> are remarks; <c>-&gt;</c> is a message of the client,
/// <c>&lt;-</c> one of the server, both as JSON over as many lines as it takes; <c>open URI LANGUAGE</c> opens a document whose
/// lines follow behind <c>|</c>.
/// </summary>
internal static class SessionFile
{
    private const int LineMax = 150;

    private static readonly JsonSerializerOptions OnOneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyList<(string Mark, string Text)> Parts(string text)
    {
        var parts = new List<(string Mark, string Text)>();
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            var mark = line.StartsWith("-> ", StringComparison.Ordinal) || line.StartsWith("<- ", StringComparison.Ordinal) ? line[..2]
                : line.StartsWith("open ", StringComparison.Ordinal) ? "open"
                : line.StartsWith('#') || line.Length == 0 ? "#" : "";
            if (mark.Length > 0)
                parts.Add((mark, mark == "#" ? line : line[(mark.Length + 1)..]));
            else
                parts[^1] = (parts[^1].Mark, parts[^1].Text + "\n" + line);
        }

        return parts;
    }

    /// <summary>Plays the client's part and returns the whole session with what the server really said.</summary>
    public static async Task<string> PlayAsync(ScriptedClient client, IReadOnlyList<(string Mark, string Text)> parts)
    {
        var played = new StringBuilder();
        foreach (var (mark, text) in parts)
        {
            played.Append(mark == "#" ? "" : mark + " ").Append(mark == "<-" ? Layout(await client.ReceiveAsync()) : text).Append('\n');
            if (mark == "->")
                client.Send(JsonNode.Parse(text)!.AsObject());
            else if (mark == "open")
                Open(client, text);
        }

        return played.ToString();
    }

    private static void Open(ScriptedClient client, string part)
    {
        var lines = part.Split('\n');
        var names = lines[0].Split(' ');
        client.Open(names[0], names[1], string.Concat(lines.Skip(1).Select(line => line.Length > 2 ? line[2..] + "\n" : "\n")));
    }

    private static string Layout(JsonObject? message)
    {
        if (message is null)
            return "closed";
        message.Remove("jsonrpc");
        return Layout(message, "");
    }

    // What fits on a line stands on one.
    private static string Layout(JsonNode? node, string indent)
    {
        var line = node?.ToJsonString(OnOneLine) ?? "null";
        if (indent.Length + line.Length <= LineMax || node is not (JsonObject or JsonArray) || (node is JsonArray { Count: > 0 } items && items[0] is JsonValue))
            return line;
        var inner = indent + "  ";
        var isObject = node is JsonObject;
        var members = isObject
            ? node.AsObject().Select(member => $"{inner}\"{member.Key}\": {Layout(member.Value, inner)}")
            : node.AsArray().Select(item => inner + Layout(item, inner));
        return $"{(isObject ? '{' : '[')}\n{string.Join(",\n", members)}\n{indent}{(isObject ? '}' : ']')}";
    }
}
