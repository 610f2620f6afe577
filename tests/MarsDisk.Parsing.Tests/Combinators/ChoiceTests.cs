using MarsDisk.Parsing.Tests.Parsers;

namespace MarsDisk.Parsing.Tests.Combinators;

public sealed class ChoiceTests
{
    private static readonly Parser<string> A = Parse.Text("a"u8).AsText();
    private static readonly Parser<string> B = Parse.Text("b"u8).AsText();
    private static readonly Parser<string> Ab = A.Then(B, string.Concat);
    private static readonly Parser<string> Ac = A.Then(Parse.Text("c"u8).AsText(), string.Concat);

    [Fact]
    public void The_second_is_tried_only_where_the_first_passed_nothing()
    {
        Assert.Equal("Ok consumed @1 = b", A.Or(B).Read("b").ToString());
        Assert.Equal("Err consumed @1 expected b at 1", Ab.Or(Ac).Read("ac").ToString());
        Assert.Equal("Err committed @0 expected a at 0", A.Cut().Or(B).Read("b").ToString());
    }

    [Fact]
    public void Waiting_of_the_first_is_the_answer_of_the_whole()
        => Assert.Equal("NeedMore(1)", Parse.Text("aa"u8).Or(Parse.Text("a"u8)).Read("a", isFinal: false).ToString());

    [Fact]
    public void Attempt_takes_back_bytes_and_cuts()
    {
        Assert.Equal("Ok consumed @2 = ac", Ab.Attempt().Or(Ac).Read("ac").ToString());
        Assert.Equal("Ok consumed @1 = b", A.Cut().Attempt().Or(B).Read("b").ToString());
        Assert.Equal("NeedMore(1)", Ab.Attempt().Read("a", isFinal: false).ToString());
    }

    [Fact]
    public void Choice_takes_the_first_that_matches()
    {
        var parser = Parse.Choice(A, B, Parse.Text("c"u8).AsText());

        Assert.Equal("Ok consumed @1 = c", parser.Read("c").ToString());
        Assert.Equal("Err @0 expected a|b|c at 0", parser.Read("x").ToString());
    }

    [Fact]
    public void Opt_gives_its_value_only_where_nothing_was_passed()
    {
        Assert.Equal("Ok @0 = none", A.Opt("none").Read("x").ToString());
        Assert.Equal("Err consumed @1 expected b at 1", Ab.Opt("none").Read("ax").ToString());
        Assert.Equal("NeedMore(1)", A.Opt("none").Read("", isFinal: false).ToString());
    }

    [Fact]
    [Trait("Item", "62")]
    public void Only_the_further_failure_is_reported_and_at_one_place_the_union()
    {
        Assert.Equal("Err @0 expected b at 1", Ab.Attempt().Or(Parse.Text("x"u8).AsText()).Read("az").ToString());
        Assert.Equal("Err @0 expected b|c at 1", Ab.Attempt().Or(Ac.Attempt()).Read("az").ToString());
    }

    [Fact]
    [Trait("Item", "63")]
    public void Behind_a_cut_nothing_from_before_is_expected()
    {
        var cut = A.Or(Parse.CutHere.SkipLeft(B)).Or(Ac);
        var inner = A.Or(B.Cut());

        Assert.Equal("Err committed @0 expected b at 0", cut.Read("z").ToString());
        Assert.Equal("Err committed @0 expected b at 0", inner.Read("z").ToString());
        Assert.Equal("Ok committed @0 = nothing", Parse.CutHere.Read("z").ToString());
    }

    [Fact]
    public void A_cut_that_was_taken_back_drops_nothing()
        => Assert.Equal("Err @0 expected a|b at 0", A.Or(B.Cut().Attempt()).Read("z").ToString());
}
