using System.Globalization;

using MarsDisk.Configuration;
using MarsDisk.Parsing;
using MarsDisk.Scenario;

namespace MarsDisk.Hosting.Scenarios.Binding;

/// <summary>
/// Gives a configuration key the value that a scenario writes: as the text of an override, in the key's unit, so that it
/// takes the same way as one of the command line.
/// </summary>
internal sealed class ValueBinder(Problems problems, ScenarioRoot root)
{
    /// <summary>A known key, or a diagnostic that names the nearest one.</summary>
    public KeyFacts? Key(string path, in SourceSpan at)
    {
        if (KeyCatalogue.Find(path) is { } key)
            return key;
        var nearest = KeyCatalogue.Nearest(path);
        problems.Error("scn.key.unknown", at, $"{path} is not a key of a run.", nearest is null ? "See marsdisk config keys." : $"Did you mean {nearest}?");
        return null;
    }

    /// <summary>The value as the part of an override behind its <c>=</c>; null after a diagnostic.</summary>
    public string? Text(KeyFacts key, ScenarioValue value, in SourceSpan at)
    {
        if (Written(key, value, at) is not { } text)
            return null;
        if (KeyCatalogue.Check(key.Path, text) is { } wrong)
        {
            problems.Error(wrong.IsRange ? "scn.key.range" : "scn.key.type", at, wrong.Message, wrong.Advice);
            return null;
        }

        if (key.Kind == KeyValueKind.FilePath && value is ScenarioValue.Text file && IsOutside(file.S))
        {
            problems.Error("scn.path.outside_root", at, $"{file.S} lies outside {root.Directory}.", "A scenario may name files below that directory only.");
            return null;
        }

        return text;
    }

    /// <summary>A number in the unit of a key; null after a diagnostic.</summary>
    public double? Number(KeyFacts key, ScenarioValue value, in SourceSpan at)
    {
        if (value is ScenarioValue.Number)
            return Text(key, value, at) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : null;
        problems.Error("scn.key.type", at, $"{key.Path} takes a number here.", $"{key.Effect}.");
        return null;
    }

    /// <summary>A quantity in a unit; null after a diagnostic that says what was expected.</summary>
    public double? Convert(string what, in Quantity quantity, KeyUnit unit, in SourceSpan at)
    {
        if (unit.Convert(quantity) is { } number)
            return number;
        var needs = unit.IsKnown ? unit.Quantity : "a bare number";
        problems.Error(
            "scn.unit.dimension", at, $"{what} takes {needs}{(unit.Text.Length == 0 ? "" : $" (unit {unit.Text})")}, and has the unit {quantity.Unit.Text}.");
        return null;
    }

    private string? Written(KeyFacts key, ScenarioValue value, in SourceSpan at)
    {
        switch (value)
        {
            case ScenarioValue.Number { Q: var quantity }:
                return Convert(key.Path, quantity, KeyUnit.Of(key.Unit), at) is { } number ? Shortest(number) : null;
            case ScenarioValue.Truth truth:
                return truth.B ? "true" : "false";
            case ScenarioValue.Text text:
                return $"'{text.S}'";
            case ScenarioValue.Symbol { Word: "null" } when key.CanBeNull:
                return "null";
            case ScenarioValue.Symbol symbol:
                return $"'{symbol.Word}'";                   // quoted: the bare word none would be null
            case ScenarioValue.Items items:
                return List(key, items, at);
            default:
                problems.Error("scn.key.type", at, $"{key.Path} takes no {(value is ScenarioValue.RunRef ? "run" : "table")}.", $"{key.Effect}.");
                return null;
        }
    }

    private string? List(KeyFacts key, ScenarioValue.Items items, in SourceSpan at)
    {
        var written = new List<string>(items.Values.Length);
        foreach (var item in items.Values)
        {
            if (item is ScenarioValue.Items || Written(key, item, at) is not { } text)
            {
                if (item is ScenarioValue.Items)
                    problems.Error("scn.key.type", at, $"{key.Path} takes no list of lists.");
                return null;
            }

            written.Add(text);
        }

        return $"[{string.Join(", ", written)}]";
    }

    private bool IsOutside(string path) =>
        !path.StartsWith("builtin:", StringComparison.Ordinal) && root.Resolve(path) is null;

    /// <summary>The shortest text that reads back to the same bits.</summary>
    public static string Shortest(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
