using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MarsDisk.Configuration.Yaml;

namespace MarsDisk.Configuration.Rendering;

/// <summary>Scalars as text that YAML and JSON read back to the same bits.</summary>
internal static class ScalarText
{
    /// <summary>The shortest digits that round-trip, always with a point: older YAML readers take 1e-07 for text.</summary>
    public static string Number(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var exponent = text.IndexOf('E', StringComparison.Ordinal);
        var mantissa = exponent < 0 ? text : text[..exponent];
        if (!mantissa.Contains('.', StringComparison.Ordinal))
            mantissa += ".0";
        return exponent < 0 ? mantissa : $"{mantissa}e{text[(exponent + 1)..]}";
    }

    public static string Json(object? value) => value switch
    {
        string text => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value}\"",
        _ => Bare(value),
    };

    public static string Yaml(object? value) => value switch
    {
        string text => YamlWords.NeedsQuotes(text) ? Quote(text) : text,
        _ => Bare(value),
    };

    private static string Bare(object? value) => value switch
    {
        null => "null",
        true => "true",
        false => "false",
        long integer => integer.ToString(CultureInfo.InvariantCulture),
        double number => Number(number),
        _ => throw new InvalidOperationException($"{value.GetType()} is no scalar."),
    };

    private static string Quote(string text)
    {
        if (!text.Any(char.IsControl) && !text.Any(IsSeparator))
            return $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

        var quoted = new StringBuilder("\"");
        foreach (var character in text)
        {
            if (character is '"' or '\\')
                quoted.Append('\\').Append(character);
            else if (char.IsControl(character) || IsSeparator(character))
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else
                quoted.Append(character);
        }

        return quoted.Append('"').ToString();
    }

    // Line and paragraph separators break lines, and a byte order mark vanishes.
    private static bool IsSeparator(char character) => character is '\u2028' or '\u2029' or '\uFEFF';
}
