using MarsDisk.Parsing.Tests.Parsers;

namespace MarsDisk.Parsing.Tests.Combinators;

public sealed class RuleTests
{
    private static readonly Parser<string> A = Parse.Text("a"u8).AsText();

    [Fact]
    public void A_rule_gives_a_context_and_changes_no_expectation()
    {
        var failures = Parse.Rule("file", Parse.Rule("line", A)).Failures("x");

        Assert.Equal("file line", string.Join(' ', failures.ContextNames));
        Assert.Equal([new(ExpectationKind.Token, "a")], failures.Expected);
    }

    [Fact]
    public void A_label_replaces_what_is_expected_where_nothing_was_passed()
    {
        var number = Parse.Label("a number", Parse.Text("-"u8).Or(Parse.TakeWhile1(ByteSet.Digit)));
        var pair = Parse.Label("a pair", A.Then(A));

        Assert.Equal([new(ExpectationKind.Rule, "a number")], number.Failures("x").Expected);
        Assert.Equal("Err consumed @1 expected a at 1", pair.Read("ax").ToString());
        Assert.Equal("a pair", Assert.Single(pair.Failures("ax").ContextNames));
        Assert.Empty(pair.Failures("x").ContextNames);
        Assert.Equal("Err @0 expected a at 1", Parse.Label("a pair", A.Then(A).Attempt()).Read("ax").ToString());
    }

    [Fact]
    [Trait("Item", "85")]
    public void Left_recursion_is_E4001_with_its_cycle()
    {
        Parser<string> expression = null!;
        var sum = Parse.Rule("sum", Parse.Defer(() => expression).SkipRight(Parse.Text("+"u8)));
        expression = Parse.Rule("expression", sum.Attempt().Or(A));

        var fault = expression.Fault("a+a");

        Assert.Equal("E4001", fault?.Code);
        Assert.Contains("expression -> sum -> expression", fault?.Message, StringComparison.Ordinal);
        Assert.Contains("ChainLeft1", fault?.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Item", "85")]
    public void Recursion_behind_a_byte_is_no_left_recursion()
        => Assert.Equal("Ok consumed committed @5 = a", Nested.Read("((a))").ToString());

    [Fact]
    [Trait("Item", "86")]
    public void Nesting_beyond_the_maximum_is_E4002()
    {
        Assert.Null(Nested.Fault(Brackets(64)));
        Assert.Equal("E4002", Nested.Fault(Brackets(65))?.Code);
        Assert.Contains("max_depth = 64", Nested.Fault(Brackets(65))?.Message, StringComparison.Ordinal);
        Assert.Equal("E4002", Nested.Fault(Brackets(4), new() { MaxDepth = 3 })?.Code);
    }

    [Fact]
    [Trait("Item", "86")]
    public void Nesting_without_a_maximum_does_not_overflow_the_stack()
        => Assert.Equal("E4002", Nested.Fault(Brackets(200_000), new() { MaxDepth = int.MaxValue })?.Code);

    [Fact]
    public void Numbers_of_rules_are_stable()
    {
        Assert.Equal(0x811C9DC5u, ParserInfo.IdOf(""));
        Assert.Equal(0xE40C292Cu, ParserInfo.IdOf("a"));
        Assert.Equal(0xBF9CF968u, ParserInfo.IdOf("foobar"));
    }

    [Fact]
    public void A_rule_knows_the_rules_that_it_uses_directly()
    {
        var inner = Parse.Rule("inner", A, "the letter a");
        var outer = Parse.Rule("outer", Parse.Rule("middle", inner).Or(Parse.Defer(() => inner)));

        Assert.Equal([ParserInfo.IdOf("middle"), ParserInfo.IdOf("inner")], outer.Info.Children);
        var info = inner.Info;
        Assert.Equal((ParserInfoKind.Rule, "inner", "the letter a"), (info.Kind, info.Name, info.Doc));
        Assert.Equal(3, GrammarIndex.Of(outer).Rules.Count);
    }

    [Fact]
    public void Two_names_with_one_number_are_an_error_when_the_grammar_is_built()
    {
        var grammar = Parse.Rule("costarring", A).Or(Parse.Rule("liquid", A));

        var error = Assert.Throws<InvalidOperationException>(() => GrammarIndex.Of(grammar));

        Assert.Contains("costarring", error.Message, StringComparison.Ordinal);
        Assert.Contains("liquid", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_rules_with_one_name_are_an_error_and_one_rule_used_twice_is_none()
    {
        var rule = Parse.Rule("a", A);

        Assert.Throws<InvalidOperationException>(() => GrammarIndex.Of(rule.Or(Parse.Rule("a", A))));
        Assert.Single(GrammarIndex.Of(rule.Or(rule)).Rules);
    }

    private static Parser<string> Nested { get; } = MakeNested();

    private static string Brackets(int depth) => new string('(', depth) + "a" + new string(')', depth);

    private static Parser<string> MakeNested()
    {
        Parser<string> nested = null!;
        nested = Parse.Rule(
            "nested", A.Or(Parse.Between(Parse.Text("("u8), Parse.Defer(() => nested), Parse.Text(")"u8))));
        return nested;
    }
}
