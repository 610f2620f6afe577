using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MarsDisk.Configuration.Keys;

namespace MarsDisk.Configuration.Sweeps;

/// <summary>The readable part of a run's directory: a template with values of varied keys, or one made from their names.</summary>
public static partial class SweepTitle
{
    private const int LettersMax = 80;
    private const int KeyLetters = 12;

    /// <summary>The title of a point, fit for a file name; a decimal point becomes <c>p</c>.</summary>
    /// <param name="definition">The sweep.</param>
    /// <param name="point">The point.</param>
    public static string Of(SweepDefinition definition, SweepPoint point)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(point);
        var values = definition.Keys.Zip(point.Values).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        var title = definition.Title is { } template
            ? Field().Replace(template, field => Text(field.Groups["name"].Value, definition, point, values))
            : string.Join('_', values.Where(pair => pair.Value is not null).Select(pair => $"{Short(pair.Key)}{Word(pair.Value!)}"));
        if (point.Replica > 0)
            title += string.Create(CultureInfo.InvariantCulture, $"_r{point.Replica}");
        return FileName(title);
    }

    internal static string? Check(SweepNodes nodes, IReadOnlyCollection<string> keys)
    {
        if (nodes.Text("title", "Write for example \"T{radiation.TM_K}\".") is not { } title)
            return null;
        foreach (var name in Field().Matches(title).Select(field => field.Groups["name"].Value).Where(name => name is not ("index" or "sweep") && !keys.Contains(name, StringComparer.Ordinal)))
            nodes.Refuse(nodes.Root.Find("title")!.Place, "KEY001", $"{{{name}}} is not a key that varies in this sweep.", NearestName.Of(name, keys) is { } near ? $"Did you mean {{{near}}}?" : $"These are: {string.Join(", ", keys.Select(key => $"{{{key}}}"))}, {{index}} and {{sweep}}.");
        return title;
    }

    private static string Text(string name, SweepDefinition definition, SweepPoint point, Dictionary<string, SweepValue?> values) => name switch
    {
        "sweep" => definition.Name,
        "index" => point.Index.ToString(CultureInfo.InvariantCulture),
        _ => values.GetValueOrDefault(name) is { } value ? Word(value) : "base",
    };

    // Six digits are enough for people; the id of the run decides.
    private static string Word(SweepValue value) =>
        value.Word.Length > 8 && double.TryParse(value.Word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("G6", CultureInfo.InvariantCulture)
            : value.Word;

    private static string Short(string key)
    {
        var name = key[(key.LastIndexOf('.') + 1)..];
        return name.Length > KeyLetters ? name[..KeyLetters] : name;
    }

    private static string FileName(string title)
    {
        var name = new StringBuilder();
        foreach (var letter in title)
            name.Append(letter == '.' ? 'p' : char.IsAsciiLetterOrDigit(letter) || letter is '-' or '+' ? letter : '_');
        return name.Length == 0 ? "run" : name.ToString(0, Math.Min(name.Length, LettersMax));
    }

    [GeneratedRegex(@"\{(?<name>[^{}]+)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Field();
}
