using System.Globalization;
using System.Text;
using MarsDisk.Configuration.Yaml;

namespace MarsDisk.Configuration.Hocon;

/// <summary>Reads text values: quoted, in three quotes, bare, and substitutions, one behind the other.</summary>
internal sealed class HoconScalarReader(HoconScanner scanner, Action<Finding> report)
{
    private const string Code = "HOCON";

    // They mean something elsewhere, so bare text with one of them was probably meant otherwise.
    private const string NeverBare = "$\"{}[]:=,+#`^?!@*&\\";

    /// <summary>A scalar; null when there is none or it is broken, which has been reported.</summary>
    public HoconScalar? Read()
    {
        var place = scanner.Place;
        var parts = new List<HoconPart>();
        while (!scanner.IsAtLineEnd && scanner.Current is not (',' or '}' or ']') && !scanner.IsAtComment)
        {
            if (ReadPart() is not { } part)
                return null;
            parts.Add(part);
        }

        TrimEnd(parts);
        if (parts.Count > 0)
            return new HoconScalar(place, parts);
        report(place.Error(Code, "Expected a value.", "Write \"\" for an empty text."));
        return null;
    }

    /// <summary>A text in quotes with the escapes of JSON; null when it is broken, which has been reported.</summary>
    public string? ReadQuoted()
    {
        var place = scanner.Place;
        scanner.Take();
        var text = new StringBuilder();
        while (!scanner.IsAtLineEnd)
        {
            var here = scanner.Place;
            var letter = scanner.Take();
            if (letter == '"')
                return text.ToString();
            if (letter != '\\')
                text.Append(letter);
            else if (ReadEscape(here) is { } escaped)
                text.Append(escaped);
            else
                return null;
        }

        report(place.Error(Code, "This quote is not closed on its line.", "Text of several lines stands in three quotes."));
        return null;
    }

    private HoconPart? ReadPart()
    {
        var place = scanner.Place;
        if (scanner.LooksAt("\"\"\""))
            return Literal(place, ReadLong(), isQuoted: true);
        if (scanner.Current == '"')
            return Literal(place, ReadQuoted(), isQuoted: true);
        if (scanner.LooksAt("${"))
            return ReadSubstitution();

        var bare = scanner.TakeWhile(letter => !NeverBare.Contains(letter, StringComparison.Ordinal) && !scanner.IsAtComment);
        if (bare.Length > 0)
            return Literal(place, bare, isQuoted: false);
        report(place.Error(Code, $"'{scanner.Current}' may not stand in bare text.", "Put the value in quotes."));
        return null;
    }

    private HoconPart? ReadSubstitution()
    {
        var place = scanner.Place;
        scanner.TryTake("${");
        var isOptional = scanner.TryTake("?");
        var path = scanner.TakeWhile(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.');
        if (path.Length > 0 && scanner.TryTake("}"))
            return new HoconPart(place, "", path, isOptional, IsQuoted: false);
        report(place.Error(Code, "This substitution is not closed.", "Write ${a.key} or ${?A_VARIABLE}."));
        return null;
    }

    private string? ReadLong()
    {
        var place = scanner.Place;
        scanner.TryTake("\"\"\"");
        var text = new StringBuilder();
        while (!scanner.IsAtEnd)
        {
            if (scanner.TryTake("\"\"\""))
                return text.ToString();
            text.Append(scanner.Take());
        }

        report(place.Error(Code, "These three quotes are never closed."));
        return null;
    }

    private char? ReadEscape(Place place)
    {
        var letter = scanner.IsAtLineEnd ? HoconScanner.End : scanner.Take();
        switch (letter)
        {
            case '"' or '\\' or '/':
                return letter;
            case 'n':
                return '\n';
            case 't':
                return '\t';
            case 'r':
                return '\r';
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'u' when ReadHexadecimal() is { } code:
                return code;
            default:
                report(place.Error(Code, "This is no escape.", "A backslash itself is written twice."));
                return null;
        }
    }

    private char? ReadHexadecimal()
    {
        var left = 4;
        var digits = scanner.TakeWhile(letter => left > 0 && char.IsAsciiHexDigit(letter) && left-- > 0);
        return digits.Length == 4 ? (char)int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : null;
    }

    private static HoconPart? Literal(Place place, string? text, bool isQuoted) =>
        text is null ? null : new HoconPart(place, text, null, IsOptional: false, isQuoted);

    // Blanks between pieces belong to the text, those behind the last one do not.
    private static void TrimEnd(List<HoconPart> parts)
    {
        if (parts is not [.., { IsQuoted: false, Substitution: null } last])
            return;
        var trimmed = last with { Text = last.Text.TrimEnd() };
        parts.RemoveAt(parts.Count - 1);
        if (trimmed.Text.Length > 0)
            parts.Add(trimmed);
    }
}
