namespace MarsDisk.Snapshots.Akka;

/// <summary>
/// Reads the part of HOCON that the settings of the plugin need: members in braces, dotted keys, bare and quoted values,
/// comments. For hosts without a HOCON of their own, and for the defaults.
/// </summary>
public static class SectionText
{
    /// <summary>The root of the plugin's section.</summary>
    public const string Path = "akka.persistence.snapshot-store.marsdisk-offload";

    /// <summary>All values by dotted key.</summary>
    /// <param name="text">Members, with or without the section around them.</param>
    /// <exception cref="FormatException">A line is not understood.</exception>
    public static IReadOnlyDictionary<string, string> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var open = new Stack<string>();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            foreach (var part in Parts(line))
                Take(part, open, values, number);
        }
        if (open.Count > 0)
            throw new FormatException($"The brace of {open.Peek().TrimEnd('.')} is never closed.");
        return values.ToDictionary(value => Below(value.Key), value => value.Value, StringComparer.Ordinal);
    }

    private static string Below(string key) => key.StartsWith(Path + ".", StringComparison.Ordinal) ? key[(Path.Length + 1)..] : key;

    private static void Take(string part, Stack<string> open, Dictionary<string, string> values, int line)
    {
        var prefix = open.Count > 0 ? open.Peek() : "";
        if (part == "}")
        {
            if (!open.TryPop(out _))
                throw new FormatException($"Line {line}: this brace closes nothing.");
        }
        else if (part.EndsWith('{'))
        {
            open.Push(prefix + part[..^1].Trim().TrimEnd('=', ':').Trim() + ".");
        }
        else
        {
            var end = part.AsSpan().IndexOfAny('=', ':');
            if (end <= 0)
                throw new FormatException($"Line {line}: 'key = value' is expected, found '{part}'.");
            values[prefix + part[..end].Trim()] = part[(end + 1)..].Trim().Trim('"');
        }
    }

    // Pieces of a line: up to a brace (which belongs to the piece in front of it), a comma or a comment; none within quotes.
    private static IEnumerable<string> Parts(string line)
    {
        var start = 0;
        var isQuoted = false;
        for (var at = 0; at <= line.Length; at++)
        {
            var letter = at < line.Length ? line[at] : '#';
            isQuoted ^= letter == '"';
            if (isQuoted && at < line.Length)
                continue;
            var isComment = letter == '#' || (letter == '/' && at + 1 < line.Length && line[at + 1] == '/');
            if (!isComment && letter is not ('{' or '}' or ','))
                continue;
            var piece = (letter == '{' ? line[start..(at + 1)] : line[start..at]).Trim();
            if (piece.Length > 0)
                yield return piece;
            if (letter == '}')
                yield return "}";
            if (isComment)
                yield break;
            start = at + 1;
        }
    }
}
