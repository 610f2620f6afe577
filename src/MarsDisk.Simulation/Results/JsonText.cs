using System.Globalization;
using System.Text;

namespace MarsDisk.Simulation.Results;

/// <summary>
/// Writes documents as Python's <c>json.dump(indent=2, sort_keys=True)</c>: sorted keys, escaped non-ASCII characters,
/// shortest round-trip numbers, and a bare <c>NaN</c>.
/// </summary>
internal static class JsonText
{
    private const int Indent = 2;

    /// <summary>Writes a value: null, truth value, number, text, a sequence, or a document by key.</summary>
    public static void Write(TextWriter output, object? value, int depth = 0)
    {
        switch (value)
        {
            case null:
                output.Write("null");
                break;
            case bool flag:
                output.Write(flag ? "true" : "false");
                break;
            case string text:
                WriteText(output, text);
                break;
            case double number:
                output.Write(Number(number));
                break;
            case int or long:
                output.Write(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
            case IReadOnlyDictionary<string, object?> members:
                WriteMembers(output, members, depth);
                break;
            case IEnumerable<object?> items:
                WriteItems(output, [.. items], depth);
                break;
            default:
                throw new ArgumentException($"A {value.GetType().Name} has no JSON form here.", nameof(value));
        }
    }

    private static string Number(double number)
    {
        if (double.IsNaN(number))
            return "NaN";
        return double.IsInfinity(number) ? number > 0 ? "Infinity" : "-Infinity" : PythonText.Of(number);
    }

    private static void WriteMembers(TextWriter output, IReadOnlyDictionary<string, object?> members, int depth)
    {
        if (members.Count == 0)
        {
            output.Write("{}");
            return;
        }
        output.Write('{');
        var separator = "";
        foreach (var key in members.Keys.Order(StringComparer.Ordinal))
        {
            output.Write(separator);
            Break(output, depth + 1);
            WriteText(output, key);
            output.Write(": ");
            Write(output, members[key], depth + 1);
            separator = ",";
        }
        Break(output, depth);
        output.Write('}');
    }

    private static void WriteItems(TextWriter output, object?[] items, int depth)
    {
        if (items.Length == 0)
        {
            output.Write("[]");
            return;
        }
        output.Write('[');
        for (var i = 0; i < items.Length; i++)
        {
            output.Write(i == 0 ? "" : ",");
            Break(output, depth + 1);
            Write(output, items[i], depth + 1);
        }
        Break(output, depth);
        output.Write(']');
    }

    private static void Break(TextWriter output, int depth) => output.Write("\n" + new string(' ', depth * Indent));

    private static void WriteText(TextWriter output, string text)
    {
        var escaped = new StringBuilder("\"");
        foreach (var character in text)
            escaped.Append(Escape(character));
        output.Write(escaped.Append('"').ToString());
    }

    private static string Escape(char character) => character switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        < ' ' or > '~' => $"\\u{(int)character:x4}",
        _ => character.ToString(),
    };
}
