using System.Globalization;

namespace MarsDisk.Runtime.Persistence;

/// <summary>The settings of one plugin as text, read as HOCON reads them.</summary>
internal sealed class PluginText(string id, IReadOnlyDictionary<string, string> settings)
{
    public int Count(string path, int absent)
    {
        if (!settings.TryGetValue(path, out var text))
            return absent;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : throw Wrong(path, text, "a number");
    }

    public TimeSpan Time(string path, TimeSpan absent)
    {
        if (!settings.TryGetValue(path, out var text))
            return absent;
        var end = text.AsSpan().TrimEnd("abcdefghijklmnopqrstuvwxyz");
        double? unit = text[end.Length..] switch { "ms" => 1, "s" => 1e3, "m" => 60e3, "h" => 3600e3, "d" => 86400e3, _ => null };
        return unit is { } milliseconds && double.TryParse(end, NumberStyles.Float, CultureInfo.InvariantCulture, out var count) && count >= 0
            ? TimeSpan.FromMilliseconds(count * milliseconds)
            : throw Wrong(path, text, "a time with its unit (ms, s, m, h, d)");
    }

    private FormatException Wrong(string path, string text, string expected) =>
        new($"The setting {path} of the plugin '{id}' is '{text}'; {expected} is expected.");
}
