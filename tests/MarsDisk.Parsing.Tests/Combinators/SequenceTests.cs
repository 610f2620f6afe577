using MarsDisk.Parsing.Tests.Parsers;

namespace MarsDisk.Parsing.Tests.Combinators;

public sealed class SequenceTests
{
    private static readonly Parser<string> A = Parse.Text("a"u8).AsText();
    private static readonly Parser<string> B = Parse.Text("b"u8).AsText();

    [Fact]
    public void What_was_consumed_and_cut_adds_up()
    {
        Assert.Equal("Ok consumed @2 = ab", A.Then(B, string.Concat).Read("ab").ToString());
        Assert.Equal("Err consumed @1 expected b at 1", A.Then(B, string.Concat).Read("ax").ToString());
        Assert.Equal("Err @0 expected b at 0", Parse.Ok("").Then(B, string.Concat).Read("x").ToString());
        Assert.Equal("Err committed @0 expected b at 0", Parse.CutHere.SkipLeft(B).Read("x").ToString());
        Assert.Equal("NeedMore(1)", A.Then(B).Read("a", isFinal: false).ToString());
    }

    [Fact]
    public void Skipping_keeps_the_value_of_one_side()
    {
        Assert.Equal("b", A.SkipLeft(B).Read("ab").Value);
        Assert.Equal("a", A.SkipRight(B).Read("ab").Value);
        Assert.Equal("b", Parse.Preceded(A, B).Read("ab").Value);
        Assert.Equal("a", Parse.Terminated(A, B).Read("ab").Value);
        Assert.Equal("b", Parse.Delimited(A, B, A).Read("aba").Value);
        Assert.Equal("Err consumed @2 expected a at 2", Parse.Delimited(A, B, A).Read("abb").ToString());
    }

    [Fact]
    public void The_first_value_can_choose_the_second_parser()
    {
        var parser =
            from count in Parse.TakeWhile1(ByteSet.Digit).FromBytes(static digits => digits[0] - '0')
            from text in Parse.Take(count).AsText()
            select $"{count}:{text}";

        Assert.Equal("Ok consumed @4 = 3:abc", parser.Read("3abcd").ToString());
        Assert.Equal("NeedMore(2)", parser.Read("3a", isFinal: false).ToString());
    }

    [Fact]
    public void A_later_failure_at_the_place_of_an_earlier_expectation_keeps_the_later_one()
    {
        var parser = Parse.TakeWhile1(ByteSet.Digit).Then(Parse.Text("="u8));

        Assert.Equal("Err consumed @2 expected = at 2", parser.Read("12x").ToString());
    }

    [Fact]
    public void An_earlier_alternative_at_the_place_is_kept()
    {
        var parser = Parse.Text("x"u8).Or(Parse.Text("a"u8).Opt().SkipLeft(Parse.Text("b"u8)));

        Assert.Equal("Err @0 expected b|x at 0", parser.Read("z").ToString());
    }
}
