namespace MarsDisk.Parsing.Tests.Diagnostics;

public sealed class ExpectationSummaryTests
{
    private static readonly string[] Units = ["s", "min", "h", "d", "day", "yr", "kyr", "Myr", "orbit", "ms"];

    [Fact]
    [Trait("Item", "64")]
    public void Shows_eight_alternatives_and_counts_the_rest()
    {
        var summary = ExpectationSummaries.Of(
            Units.Select(unit => new Expectation(ExpectationKind.Keyword, unit)), "\"set\"");

        Assert.Equal("d day h kyr min ms Myr orbit", Texts(summary, ' '));
        Assert.Equal(2, summary.Omitted);
        Assert.EndsWith("\"orbit\" or 2 more, found \"set\"", summary.Humanized, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_the_rule_and_lists_its_alternatives()
    {
        var table = new ExpectationTable();
        var rule = table.Add(new(ExpectationKind.Rule, "a unit of time"));
        var collector = new FailureCollector(table);
        collector.Expect(7, rule);
        foreach (var unit in Units)
            collector.Expect(7, table.Add(new(ExpectationKind.Keyword, unit), rule));

        var summary = ExpectationSummaries.Of(collector, "at 0.5 set x = 1"u8, "the end of the line");

        Assert.Equal("expected a unit of time after \"0.5\", found \"set\"", summary.Humanized);
        Assert.Equal("after \"0.5\"", summary.ContextNote);
        Assert.Equal("parse.expected", summary.MessageKey);
        Assert.Equal(["a unit of time", "\"set\"", "after \"0.5\""], summary.LocaleArgs);
        Assert.DoesNotContain(new Expectation(ExpectationKind.Rule, "a unit of time"), summary.Alternatives);
        Assert.Equal((8, 2), (summary.Alternatives.Count, summary.Omitted));
    }

    [Fact]
    public void Lists_keywords_then_symbols_then_classes_then_rules_and_longer_symbols_before_their_beginnings()
    {
        var summary = ExpectationSummaries.Of(
            [
                new(ExpectationKind.Rule, "value"), new(ExpectationKind.Class, "a digit"),
                new(ExpectationKind.Token, "="),
                new(ExpectationKind.Token, "=="), new(ExpectationKind.Eof, ""), new(ExpectationKind.Keyword, "run"),
                new(ExpectationKind.Not, "\"x\""),
            ],
            "the end of the line");

        Assert.Equal("run|==|=|a digit|value||\"x\"", Texts(summary, '|'));
        Assert.Equal(
            "expected \"run\", \"==\", \"=\", a digit, value, the end of the source or anything but \"x\", "
                + "found the end of the line",
            summary.Humanized);
    }

    [Fact]
    public void Says_unexpected_where_nothing_was_expected()
        => Assert.Equal("unexpected \"x\" after \"y\"", ExpectationSummaries.Of([], "\"x\"", "\"y\"").Humanized);

    [Fact]
    public void A_rule_without_visible_alternatives_is_listed()
    {
        var table = new ExpectationTable();
        var rule = table.Add(new(ExpectationKind.Rule, "number"));
        table.Add(new(ExpectationKind.Token, "-"), rule);

        var summary = ExpectationSummaries.Of(default(ExpectationSet).With(rule), table, "\"x\"");

        Assert.Equal([new(ExpectationKind.Rule, "number")], summary.Alternatives);
    }

    private static string Texts(ExpectationSummary summary, char separator)
        => string.Join(separator, summary.Alternatives.Select(found => found.Text));
}
