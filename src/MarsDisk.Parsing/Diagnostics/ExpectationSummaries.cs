namespace MarsDisk.Parsing;

/// <summary>
/// Turns a set of expectations into what is shown: an ordered list of at most eight, and one English sentence.
/// </summary>
public static class ExpectationSummaries
{
    /// <summary>Alternatives that are shown; the rest is counted.</summary>
    public const int MostShown = 8;

    /// <summary>
    /// Key of the sentence: <c>{0}</c> what was expected, <c>{1}</c> what was found, <c>{2}</c> the context note.
    /// </summary>
    public const string MessageKey = "parse.expected";

    /// <summary>Summarises the best failure of a collector over its window.</summary>
    /// <param name="failures">The collector.</param>
    /// <param name="window">The bytes that were parsed.</param>
    /// <param name="endName">What stands behind the window, for example <c>the end of the line</c>.</param>
    public static ExpectationSummary Of(FailureCollector failures, ReadOnlySpan<byte> window, string endName)
    {
        ArgumentNullException.ThrowIfNull(failures);
        var best = failures.Best;
        var at = Math.Max(0, best.Offset);
        var (found, before) = (FoundText.At(window, at, endName), FoundText.Before(window, at));
        return Of(best.Expected, failures.Table, found, before, best.Unnumbered);
    }

    /// <summary>Summarises a set.</summary>
    /// <param name="expected">The set.</param>
    /// <param name="table">Its numbers; knows which expectation is an alternative of which rule.</param>
    /// <param name="found">
    /// What was found, as it is shown: quoted text, or words such as <c>the end of the line</c>.
    /// </param>
    /// <param name="after">What stands before the place, as it is shown; null at the start.</param>
    /// <param name="unnumbered">Further expectations that are counted only.</param>
    public static ExpectationSummary Of(
        in ExpectationSet expected, ExpectationTable table, string found, string? after = null, int unnumbered = 0)
    {
        ArgumentNullException.ThrowIfNull(table);
        var visible = new List<Expectation>();
        var said = new List<Expectation>();
        for (var id = 0; id < table.Count; id++)
        {
            if (!expected.Contains(id))
                continue;
            if (!HasAlternative(expected, table, id))
                visible.Add(table[id]);
            if (table.RuleOf(id) < 0 || !expected.Contains(table.RuleOf(id)))
                said.Add(table[id]);
        }

        return Build(visible, said, found, after, unnumbered);
    }

    /// <summary>Summarises expectations without numbers.</summary>
    /// <param name="expected">What would have been accepted.</param>
    /// <param name="found">What was found, as it is shown.</param>
    /// <param name="after">What stands before the place, as it is shown; null at the start.</param>
    public static ExpectationSummary Of(IEnumerable<Expectation> expected, string found, string? after = null)
    {
        var all = expected.Distinct().ToList();
        return Build(all, [.. all], found, after, 0);
    }

    /// <summary>How one expectation is called in a sentence.</summary>
    public static string Phrase(Expectation expectation) => expectation.Kind switch
    {
        ExpectationKind.Token or ExpectationKind.Keyword => $"\"{expectation.Text}\"",
        ExpectationKind.Eof => expectation.Text.Length == 0 ? "the end of the source" : expectation.Text,
        ExpectationKind.Not => $"anything but {expectation.Text}",
        _ => expectation.Text,
    };

    private static bool HasAlternative(in ExpectationSet expected, ExpectationTable table, int rule)
    {
        for (var id = 0; id < table.Count; id++)
        {
            if (table.RuleOf(id) == rule && expected.Contains(id))
                return true;
        }

        return false;
    }

    private static ExpectationSummary Build(
        List<Expectation> visible, List<Expectation> said, string found, string? after, int unnumbered)
    {
        visible.Sort(Compare);
        said.Sort(Compare);
        var note = after is null ? null : $"after {after}";
        var expected = Join(said, unnumbered);
        var place = note is null ? "" : $" {note}";
        var sentence = expected.Length == 0 ? $"unexpected {found}{place}" : $"expected {expected}{place}, found {found}";
        var shown = visible.Take(MostShown).ToArray();
        var omitted = visible.Count - shown.Length + unnumbered;
        return new(MessageKey, [expected, found, note ?? ""], sentence, note, shown, omitted);
    }

    private static string Join(List<Expectation> said, int unnumbered)
    {
        var phrases = said.Take(MostShown).Select(Phrase).ToList();
        var rest = said.Count - phrases.Count + unnumbered;
        if (rest > 0)
            phrases.Add(FormattableString.Invariant($"{rest} more"));
        return phrases.Count < 2 ? string.Concat(phrases) : $"{string.Join(", ", phrases[..^1])} or {phrases[^1]}";
    }

    // Keywords, symbols, classes, rules, then what is said in words. Symbols of which one begins another: the longest
    // first.
    private static int Compare(Expectation left, Expectation right)
    {
        var order = Group(left.Kind).CompareTo(Group(right.Kind));
        if (order != 0)
            return order;
        if (left.Kind == ExpectationKind.Token && Begins(left.Text, right.Text))
            return right.Text.Length.CompareTo(left.Text.Length);
        order = string.Compare(left.Text, right.Text, StringComparison.OrdinalIgnoreCase);
        return order != 0 ? order : string.CompareOrdinal(left.Text, right.Text);
    }

    private static bool Begins(string left, string right)
        => left.StartsWith(right, StringComparison.Ordinal) || right.StartsWith(left, StringComparison.Ordinal);

    private static int Group(ExpectationKind kind) => kind switch
    {
        ExpectationKind.Keyword => 0,
        ExpectationKind.Token => 1,
        ExpectationKind.Class => 2,
        ExpectationKind.Rule => 3,
        ExpectationKind.Eof => 4,
        ExpectationKind.Not => 5,
        _ => 6,
    };
}
