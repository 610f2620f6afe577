using System.Globalization;

using MarsDisk.LanguageServer.Documents;
using MarsDisk.LanguageServer.Protocol;
using MarsDisk.LanguageServer.Yaml;
using MarsDisk.Parsing;
using MarsDisk.Scenario;
using MarsDisk.Scenario.Editing;

namespace MarsDisk.LanguageServer.Scenarios;

/// <summary>Proposals from what the parser expects at the cursor, filled with what the program knows.</summary>
internal sealed class ScenarioCompletion(ScenarioDocument document, PositionMapper map, ScenarioServices services)
{
    private readonly List<CompletionItem> _items = [];
    private TextRange _word;

    /// <summary>Proposals at an offset. The word around it is what they replace.</summary>
    public IReadOnlyList<CompletionItem> At(long offset)
    {
        var line = map.Text.LineOf(offset);
        var lineStart = map.Text.LineStart(line);
        var bytes = map.Text.Line(line).Span;
        var start = (int)(offset - lineStart);
        while (start > 0 && IsWord(bytes[start - 1]))
            start--;
        var end = (int)(offset - lineStart);
        while (end < bytes.Length && IsWord(bytes[end]))
            end++;

        _word = map.RangeOf(lineStart + start, lineStart + end);
        var before = new LineBefore(map.Text, LineLexer.Read(map.Text, lineStart, lineStart + start));
        if (before.IsInText)
            AddNamesInText(before);
        else
            AddExpected(document.Expect(lineStart + start), before);
        return _items;
    }

    // Ranked: words of the language, keys, units, words of the key, names.
    private void AddExpected(IReadOnlySet<Expectation> expected, LineBefore before)
    {
        foreach (var word in expected.Where(each => each.Kind == ExpectationKind.Keyword).OrderBy(each => each.Text, StringComparer.Ordinal))
            Add(WordItem(word.Text), '0');
        if (Has(expected, "a key"))
            AddKeys(before);
        if (Has(expected, "a unit"))
            AddUnits(before);
        if (Has(expected, "a value"))
            AddValues(before);
        if (Has(expected, "a name") && before.Last == "table" && !before.IsFirst)
            AddNames<TableOpened>(table => table.Name, quote: "");
        if (Has(expected, "a string"))
            AddNamesInText(before, quote: "\"");
    }

    private static CompletionItem WordItem(string word)
        => UnitTable.Find(word) is { } unit
            ? new CompletionItem(word, CompletionKind.Unit) { Detail = FactorOf(unit) }
            : new CompletionItem(word, CompletionKind.Keyword) { Detail = WordMeanings.Find(word) };

    private void AddKeys(LineBefore before)
    {
        if (before.First == "expect")
        {
            foreach (var (name, unit) in services.Metrics)
                Add(new CompletionItem(name, CompletionKind.Property) { Detail = unit }, '1');
            return;
        }

        foreach (var key in KeyTexts.OfRuns.All.Where(key => !key.Path.Contains('[', StringComparison.Ordinal)))
            Add(new CompletionItem(key.Path, CompletionKind.Property) { Detail = KeyTexts.Detail(key), Documentation = KeyTexts.About(key) }, '1');
    }

    private void AddUnits(LineBefore before)
    {
        var wanted = before.Key is { } key && KeyTexts.OfRuns.Find(key) is { Unit.Length: > 0 } row ? row.Unit : null;
        var names = wanted is null ? UnitTable.Names : UnitNames.Like(wanted);
        foreach (var name in names)
            Add(new CompletionItem(name, CompletionKind.Unit) { Detail = UnitTable.Find(name) is { } unit ? FactorOf(unit) : "unit of the key" }, '2');
    }

    private void AddValues(LineBefore before)
    {
        foreach (var value in before.Key is { } key ? YamlCompletion.Values(KeyTexts.OfRuns, key) : [])
            Add(value, '3');
        Add(new CompletionItem("table", CompletionKind.Keyword) { Detail = "a finished table as a function" }, '4');
        if (before.First == "expect")
            Add(new CompletionItem("run", CompletionKind.Keyword) { Detail = "the same metric of another run" }, '4');
    }

    // Behind "wait", "run" and the controls names of runs, behind "fault" names of stages.
    private void AddNamesInText(LineBefore before, string quote = "")
    {
        if (before.First == "at" || before.First == "every")
        {
            if (before.Contains("fault"))
            {
                foreach (var stage in services.Stages)
                    Add(new CompletionItem(quote + stage + quote, CompletionKind.Module), '5');
            }

            return;
        }

        if (before.First is "wait" or "pause" or "resume" or "stop" or "snapshot" || before.Last == "run" && !before.IsFirst)
        {
            AddNames<RunOpened>(run => run.RunId, quote);
            AddNames<SweepRequested>(sweep => sweep.SweepId, quote);
        }
    }

    private void AddNames<TStatement>(Func<TStatement, string> name, string quote)
        where TStatement : ScenarioStatement
    {
        foreach (var statement in document.Statements().Select(unit => unit.Item).OfType<TStatement>())
            Add(new CompletionItem(quote + name(statement) + quote, CompletionKind.Reference), '5');
    }

    private void Add(CompletionItem item, char rank)
    {
        if (!_items.Exists(known => known.Label == item.Label))
            _items.Add(item with { SortText = rank + _items.Count.ToString("D4", CultureInfo.InvariantCulture), TextEdit = new RangeEdit(_word, item.Label) });
    }

    private static bool Has(IReadOnlySet<Expectation> expected, string text) => expected.Any(each => each.Text == text);

    private static string FactorOf(UnitExpr unit) => unit.ToSi.ToString("R", CultureInfo.InvariantCulture);

    private static bool IsWord(byte here) => char.IsAsciiLetterOrDigit((char)here) || here is (byte)'_' or (byte)'.' or (byte)'-' || here >= 0x80;
}
