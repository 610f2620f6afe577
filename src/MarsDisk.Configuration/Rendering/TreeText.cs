using System.Text;

namespace MarsDisk.Configuration.Rendering;

/// <summary>Writes a tree as YAML for people or as canonical JSON for hashes.</summary>
internal static class TreeText
{
    /// <summary>Block mappings with two spaces of indentation; lists stay on one line.</summary>
    public static string Yaml(OrderedDictionary<string, object?> root)
    {
        var text = new StringBuilder();
        WriteYaml(text, root, indentation: 0);
        return text.ToString();
    }

    /// <summary>One line, keys sorted by their code units, no blanks.</summary>
    public static string CanonicalJson(object? value)
    {
        var text = new StringBuilder();
        WriteJson(text, value);
        return text.ToString();
    }

    private static void WriteYaml(StringBuilder text, OrderedDictionary<string, object?> mapping, int indentation)
    {
        foreach (var (name, value) in mapping)
        {
            text.Append(' ', indentation).Append(ScalarText.Yaml(name)).Append(':');
            if (value is OrderedDictionary<string, object?> { Count: > 0 } child)
            {
                text.Append('\n');
                WriteYaml(text, child, indentation + 2);
            }
            else
            {
                text.Append(' ').Append(value is string or null or bool or long or double
                    ? ScalarText.Yaml(value)
                    : CanonicalJson(value)).Append('\n');
            }
        }
    }

    private static void WriteJson(StringBuilder text, object? value)
    {
        if (value is OrderedDictionary<string, object?> mapping)
            WriteJsonObject(text, mapping);
        else if (value is List<object?> list)
            WriteJsonArray(text, list);
        else
            text.Append(ScalarText.Json(value));
    }

    private static void WriteJsonObject(StringBuilder text, OrderedDictionary<string, object?> mapping)
    {
        text.Append('{');
        var separator = "";
        foreach (var name in mapping.Keys.Order(StringComparer.Ordinal))
        {
            text.Append(separator).Append(ScalarText.Json(name)).Append(':');
            WriteJson(text, mapping[name]);
            separator = ",";
        }

        text.Append('}');
    }

    private static void WriteJsonArray(StringBuilder text, List<object?> list)
    {
        text.Append('[');
        for (var i = 0; i < list.Count; i++)
        {
            text.Append(i == 0 ? "" : ",");
            WriteJson(text, list[i]);
        }

        text.Append(']');
    }
}
