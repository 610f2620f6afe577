using System.Globalization;

namespace MarsDisk.Configuration.Yaml;

/// <summary>What plain words mean in the core schema of YAML 1.2. On, off, yes and no are text there.</summary>
internal static class YamlWords
{
    public static bool IsNull(string text) => text is "" or "~" or "null" or "Null" or "NULL";

    public static bool? Boolean(string text) => text switch
    {
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        _ => null,
    };

    /// <summary>A decimal, octal (0o) or hexadecimal (0x) number, an infinity or not-a-number; null for other text.</summary>
    public static double? Number(string text)
    {
        if (IsDecimal(text))
            return double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

        return text switch
        {
            ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" => double.PositiveInfinity,
            "-.inf" or "-.Inf" or "-.INF" => double.NegativeInfinity,
            ".nan" or ".NaN" or ".NAN" => double.NaN,
            _ => Radix(text),
        };
    }

    /// <summary>Sign, digits with an optional point, exponent: <c>[-+]? ( . 9 | 9 . 9 ) ( e [-+]? 9 )?</c>.</summary>
    public static bool IsDecimal(string text)
    {
        var whole = SkipSign(text, 0);
        var end = SkipDigits(text, whole);
        var digits = end - whole;
        if (end < text.Length && text[end] == '.')
        {
            var fraction = end + 1;
            end = SkipDigits(text, fraction);
            digits += end - fraction;
        }

        if (digits > 0 && end < text.Length && (text[end] is 'e' or 'E'))
        {
            var exponent = SkipSign(text, end + 1);
            end = SkipDigits(text, exponent);
            digits = end - exponent;
        }

        return digits > 0 && end == text.Length;
    }

    /// <summary>Whether plain text would be read as something else than text, here or by a reader of YAML 1.1.</summary>
    public static bool NeedsQuotes(string text) =>
        IsNull(text) || Boolean(text) is not null || Number(text) is not null || !IsSafe(text)
        || text.ToUpperInvariant() is "ON" or "OFF" or "YES" or "NO" or "Y" or "N";

    private static bool IsSafe(string text) =>
        (char.IsAsciiLetter(text[0]) || text[0] is '_' or '.' or '/')
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '.' or '/' or '-');

    private static double? Radix(string text)
    {
        if (text.StartsWith("0x", StringComparison.Ordinal)
            && long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex))
            return hex;
        return text.Length is > 2 and <= 22 && text.StartsWith("0o", StringComparison.Ordinal)
            && text.AsSpan(2).IndexOfAnyExceptInRange('0', '7') < 0 ? Convert.ToInt64(text[2..], 8) : null;
    }

    private static int SkipSign(string text, int at) => at < text.Length && (text[at] is '+' or '-') ? at + 1 : at;

    private static int SkipDigits(string text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return at;
    }
}
