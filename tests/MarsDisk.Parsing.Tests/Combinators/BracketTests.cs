using MarsDisk.Parsing.Tests.Parsers;

namespace MarsDisk.Parsing.Tests.Combinators;

public sealed class BracketTests
{
    private static readonly Parser<string> A = Parse.Text("a"u8).AsText();
    private static readonly Parser<string> InBrackets = Parse.Between(Parse.Text("("u8), A, Parse.Text(")"u8));

    [Fact]
    public void Between_commits_behind_the_opening_part()
    {
        Assert.Equal("Ok consumed committed @3 = a", InBrackets.Read("(a)").ToString());
        Assert.Equal("Err @0 expected ( at 0", InBrackets.Read("x").ToString());
        Assert.Equal("Err consumed committed @1 expected a at 1", InBrackets.Read("(x").ToString());
        Assert.Equal("NeedMore(1)", InBrackets.Read("(a", isFinal: false).ToString());
    }

    [Fact]
    public void A_missing_closing_part_is_noted_at_the_opening_one()
    {
        var failures = Parse.Text("x\n"u8).SkipLeft(InBrackets).Failures("x\n(a");

        Assert.Equal(4, failures.Best.Offset);
        Assert.Equal(new(new(2, 3, 2, 1, 2, 2), "opened here", null), failures.Best.Notes);
        Assert.Null(InBrackets.Failures("(x").Best.Notes);
    }

    [Fact]
    public void Lookahead_reads_nothing_and_commits_nothing()
    {
        Assert.Equal("Ok @0 = a", Parse.Lookahead(InBrackets).Read("(a)").ToString());
        Assert.Equal("Err @0 expected ) at 2", Parse.Lookahead(InBrackets).Read("(ax").ToString());
        Assert.Equal("NeedMore(1)", Parse.Lookahead(InBrackets).Read("(a", isFinal: false).ToString());
    }

    [Fact]
    public void NotFollowedBy_fails_where_its_part_matches()
    {
        Assert.Equal("Ok @0 = nothing", Parse.NotFollowedBy(InBrackets).Read("(ax").ToString());
        Assert.Equal(
            "Err @0 expected a bracket at 0", Parse.NotFollowedBy(InBrackets, "a bracket").Read("(a)").ToString());
        Assert.Equal("Err @0 expected \"x\" at 0", Parse.NotFollowedBy(Parse.Text("x"u8)).Read("x").ToString());
        Assert.Equal("NeedMore(1)", Parse.NotFollowedBy(InBrackets).Read("(a", isFinal: false).ToString());
    }
}
