using System.Globalization;

namespace MarsDisk.Snapshots.Akka;

/// <summary>Values of a section as what they mean; everything that is wrong is collected.</summary>
internal sealed class SectionReader(IReadOnlyDictionary<string, string> values)
{
    private readonly List<string> _problems = [];

    public IReadOnlyList<string> Problems => _problems;

    public string Text(string key) => values[key];

    public bool Flag(string key) => values[key] switch
    {
        "on" or "true" or "yes" => true,
        "off" or "false" or "no" => false,
        var text => Wrong(key, text, "on or off", fallback: false),
    };

    public int Count(string key, int min, int max) =>
        int.TryParse(values[key], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= min && count <= max
            ? count
            : Wrong(key, values[key], string.Create(CultureInfo.InvariantCulture, $"a number from {min} to {max}"), min);

    public T Choice<T>(string key)
        where T : struct, Enum
    {
        var words = Enum.GetNames<T>();
        var word = words.FirstOrDefault(name => string.Equals(name, values[key].Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));
        return word is null
            ? Wrong(key, values[key], $"one of {string.Join(", ", words.Select(Hyphenated))}", default(T))
            : Enum.Parse<T>(word);
    }

    public long Size(string key, long max)
    {
        var (number, unit) = Split(values[key]);
        double? bytes = unit switch
        {
            "B" or "b" or "" => 1,
            "kB" => 1e3,
            "MB" => 1e6,
            "GB" => 1e9,
            "TB" => 1e12,
            "KiB" or "K" or "k" => 1L << 10,
            "MiB" or "M" or "m" => 1L << 20,
            "GiB" or "G" or "g" => 1L << 30,
            "TiB" or "T" or "t" => 1L << 40,
            _ => null,
        };
        return number * bytes is { } size && size >= 0 && size <= max
            ? (long)size
            : Wrong(key, values[key], string.Create(CultureInfo.InvariantCulture, $"a size such as 64KiB, at most {max} bytes"), 0L);
    }

    public TimeSpan Time(string key)
    {
        var (number, unit) = Split(values[key]);
        double? seconds = unit switch
        {
            "ms" or "milliseconds" => 1e-3,
            "s" or "seconds" => 1,
            "m" or "minutes" => 60,
            "h" or "hours" => 3600,
            "d" or "days" => 86400,
            _ => null,
        };
        return number * seconds is { } time && time >= 0 && time < TimeSpan.MaxValue.TotalSeconds / 2
            ? TimeSpan.FromSeconds(time)
            : Wrong(key, values[key], "a duration such as 30s", TimeSpan.Zero);
    }

    public void Refuse(string problem) => _problems.Add(problem);

    private T Wrong<T>(string key, string text, string expected, T fallback)
    {
        _problems.Add($"{key} is '{text}'; {expected} is expected.");
        return fallback;
    }

    private static (double? Number, string Unit) Split(string text)
    {
        var end = text.Length;
        while (end > 0 && char.IsLetter(text[end - 1]))
            end--;
        return double.TryParse(text.AsSpan(0, end).Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? (number, text[end..])
            : (null, "");
    }

    private static string Hyphenated(string name) => name == nameof(SnapshotDurability.FileOnly) ? "file-only" : name.ToLowerInvariant();
}
