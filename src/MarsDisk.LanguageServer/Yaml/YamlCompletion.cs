using MarsDisk.Configuration;
using MarsDisk.LanguageServer.Documents;
using MarsDisk.LanguageServer.Protocol;

namespace MarsDisk.LanguageServer.Yaml;

/// <summary>Proposals in a run configuration or a sweep: keys of the section that are not there yet, words that a key takes.</summary>
internal static class YamlCompletion
{
    /// <summary>Proposals at an offset.</summary>
    /// <param name="map">The text.</param>
    /// <param name="entries">Its keys.</param>
    /// <param name="keys">The keys that there are.</param>
    /// <param name="offset">The place.</param>
    public static IReadOnlyList<CompletionItem> At(PositionMapper map, IReadOnlyList<YamlEntry> entries, KeyTexts keys, int offset)
    {
        var text = map.Text.Slice(0, map.Text.Length).Span;
        if (YamlOutline.CursorBehind(text[..offset]) is not { } cursor)
            return [];
        var end = offset;
        while (end < text.Length && IsWord(text[end]))
            end++;
        var range = map.RangeOf(cursor.WordStart, end);
        if (cursor.IsValue)
            return [.. Values(keys, cursor.Path).Select((item, index) => item with { TextEdit = new RangeEdit(range, item.Label), SortText = Order(index) })];

        var isNamed = text[end..].TrimStart(" "u8).StartsWith(":"u8);
        var present = entries.Where(entry => entry.Section == cursor.Path && entry.KeyStart != cursor.WordStart)
            .Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        return [.. Keys(keys, cursor.Path).Where(item => !present.Contains(item.Label))
            .Select((item, index) => item with { TextEdit = new RangeEdit(range, isNamed ? item.Label : item.Label + Behind(item)), SortText = Order(index) })];
    }

    /// <summary>Proposals for the value of a key.</summary>
    public static IEnumerable<CompletionItem> Values(KeyTexts keys, string path)
    {
        if (NamesKey(keys, path))
            return KeyTexts.OfRuns.All.Select(row => Key(row, row.Path));
        if (keys.Find(path) is not { } key)
            return [];
        var words = key.Words.Select(word => new CompletionItem(word, CompletionKind.EnumMember) { Detail = word == key.Default ? "default" : null });
        return key.Words.Contains(key.Default, StringComparer.Ordinal) || key.Default is "required" or "" || key.Default.StartsWith("by profile", StringComparison.Ordinal)
            ? words
            : words.Append(new CompletionItem(key.Default, CompletionKind.Value) { Detail = "default" });
    }

    /// <summary>Whether the value of a key is a key itself: a sweep names those that vary.</summary>
    public static bool NamesKey(KeyTexts keys, string path) => keys == KeyTexts.OfSweeps && path.EndsWith("[].key", StringComparison.Ordinal);

    // The next names below a section: keys, and sections below it.
    private static IEnumerable<CompletionItem> Keys(KeyTexts keys, string section)
    {
        var prefix = section.Length == 0 ? "" : section + ".";
        return keys.All.Where(row => row.Path.StartsWith(prefix, StringComparison.Ordinal))
            .GroupBy(row => row.Path[prefix.Length..].Split('.', '[')[0], StringComparer.Ordinal)
            .Select(group => keys.Find(prefix + group.Key) is { } key
                ? Key(key, group.Key)
                : new CompletionItem(group.Key, CompletionKind.Module) { Detail = "section", Documentation = keys.AboutSection(prefix + group.Key) });
    }

    private static CompletionItem Key(KeyRow row, string label)
        => new(label, CompletionKind.Property) { Detail = KeyTexts.Detail(row), Documentation = KeyTexts.About(row) };

    private static string Behind(CompletionItem item) => item.Kind == CompletionKind.Module ? ":" : ": ";

    private static string Order(int index) => index.ToString("D4", System.Globalization.CultureInfo.InvariantCulture);

    private static bool IsWord(byte here) => char.IsAsciiLetterOrDigit((char)here) || here is (byte)'_' or (byte)'-' or (byte)'.';
}
