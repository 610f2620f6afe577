using System.Globalization;

using MarsDisk.LanguageServer.Documents;
using MarsDisk.LanguageServer.Protocol;
using MarsDisk.LanguageServer.Yaml;
using MarsDisk.Scenario;

namespace MarsDisk.LanguageServer.Scenarios;

/// <summary>What is said of a key, a quantity, a unit or a word.</summary>
internal static class ScenarioHover
{
    /// <summary>What is to be said of the token at an offset.</summary>
    public static HoverResult? At(PositionMapper map, long offset)
    {
        var line = map.Text.LineOf(offset);
        var start = map.Text.LineStart(line);
        var tokens = LineLexer.Read(map.Text, start, start + map.Text.Line(line).Length);
        var index = tokens.ToList().FindLastIndex(token => token.Start <= offset && offset <= token.End);
        if (index < 0)
            return null;
        var about = tokens[index].Kind switch
        {
            TokenKind.Word => AboutWord(LineLexer.TextOf(map.Text, tokens[index])),
            TokenKind.Unit => AboutUnit(LineLexer.TextOf(map.Text, tokens[index])),
            TokenKind.Number when index + 1 < tokens.Count && tokens[index + 1].Kind == TokenKind.Unit
                => AboutQuantity(map, tokens, index),
            _ => null,
        };
        return about is null ? null : new HoverResult(about, map.RangeOf(tokens[index].Start, tokens[index].End));
    }

    private static MarkupContent? AboutWord(string word)
    {
        if (KeyTexts.OfRuns.Find(word) is { } key)
            return KeyTexts.About(key);
        return WordMeanings.Find(word) is { } meaning ? new MarkupContent($"**{word}**\n\n{meaning}") : null;
    }

    private static MarkupContent? AboutUnit(string text)
        => UnitTable.Find(text) is { } unit ? new MarkupContent($"`1 {unit.Text}` = `{InSi(1, unit)}`") : null;

    private static MarkupContent? AboutQuantity(PositionMapper map, IReadOnlyList<Token> tokens, int index)
    {
        var number = LineLexer.TextOf(map.Text, tokens[index]);
        if (UnitTable.Find(LineLexer.TextOf(map.Text, tokens[index + 1])) is not { } unit
            || !double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            return null;
        var inKeyUnit = new LineBefore(map.Text, [.. tokens.Take(index)]).Key is { } key && KeyTexts.OfRuns.Find(key) is { } row
            && row.Unit != unit.Text && UnitNames.Factor(unit, row.Unit) is { } factor
            ? $" = `{(value * factor).ToString("R", CultureInfo.InvariantCulture)} {row.Unit}`"
            : "";
        return new MarkupContent($"`{number} {unit.Text}` = `{InSi(value, unit)}`{inKeyUnit}");
    }

    private static string InSi(double value, UnitExpr unit)
    {
        if (unit.Dimension[^1] != 0)
            return $"{value.ToString("R", CultureInfo.InvariantCulture)} × the orbital period of the run's reference radius";
        return $"{(value * unit.ToSi).ToString("R", CultureInfo.InvariantCulture)} {SiTextOf(unit)}".TrimEnd();
    }

    // In the order of the exponents: time, length, mass, temperature, angle, data.
    private static string SiTextOf(UnitExpr unit)
    {
        string[] names = ["s", "m", "kg", "K", "rad", "B"];
        return string.Join(' ', names.Zip(unit.Dimension, (name, power) => power switch
        {
            0 => "",
            1 => name,
            _ => $"{name}^{power.ToString(CultureInfo.InvariantCulture)}",
        }).Where(part => part.Length > 0));
    }
}
