namespace MarsDisk.Parsing.Tests.Diagnostics;

public sealed class FailureCollectorTests
{
    private static readonly Expectation A = new(ExpectationKind.Token, "a");
    private static readonly Expectation B = new(ExpectationKind.Token, "b");
    private readonly FailureCollector _failures = new(new ExpectationTable());

    [Fact]
    [Trait("Item", "62")]
    public void Keeps_the_furthest_failure()
    {
        _failures.Expect(3, A);
        _failures.Expect(5, B);
        _failures.Expect(4, A);

        Assert.Equal(5, _failures.Best.Offset);
        Assert.Equal([B], _failures.Expected);
    }

    [Fact]
    [Trait("Item", "62")]
    public void Unites_failures_at_the_same_place()
    {
        _failures.Expect(5, A);
        _failures.Expect(5, B);

        Assert.Equal([A, B], _failures.Expected);
    }

    [Fact]
    [Trait("Item", "63")]
    public void Forgets_at_a_cut_what_was_expected_before_even_further_on()
    {
        _failures.Expect(9, A);
        _failures.Cut();
        _failures.Expect(4, B);

        Assert.Equal(4, _failures.Best.Offset);
        Assert.Equal([B], _failures.Expected);
    }

    [Fact]
    public void Shows_the_three_innermost_rules_of_the_failure()
    {
        foreach (var name in new[] { "file", "run \"a\"", "at", "value" })
            _failures.Push(name, 0);
        _failures.Expect(5, A);
        _failures.Pop();
        _failures.Expect(2, B);

        Assert.Equal(["run \"a\"", "at", "value"], _failures.ContextNames);
    }

    [Fact]
    public void Shows_the_rules_that_failures_at_one_place_have_in_common()
    {
        _failures.Push("at", 0);
        _failures.Push("time", 0);
        _failures.Expect(5, A);
        _failures.Pop();
        _failures.Push("action", 0);
        _failures.Push("set", 0);
        _failures.Expect(5, B);

        Assert.Equal(["at"], _failures.ContextNames);
    }

    [Fact]
    public void Counts_expectations_beyond_the_256th()
    {
        for (var number = 0; number < 300; number++)
            _failures.Expect(0, new Expectation(ExpectationKind.Token, $"t{number}"));

        var summary = ExpectationSummaries.Of(_failures, "x"u8, "the end");

        Assert.Equal(256, _failures.Best.Expected.Count);
        Assert.Equal((8, 292), (summary.Alternatives.Count, summary.Omitted));
    }

    [Fact]
    public void A_grammar_with_257_expectations_is_refused()
    {
        var table = new ExpectationTable();
        for (var number = 0; number < 256; number++)
            table.Add(new(ExpectationKind.Token, $"t{number}"));

        Assert.Throws<InvalidOperationException>(() => table.Add(A));
        Assert.Equal(7, table.Add(new(ExpectationKind.Token, "t7")));
    }
}
