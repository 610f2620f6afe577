using MarsDisk.Parsing.Tests.Parsers;

namespace MarsDisk.Parsing.Tests.Combinators;

public sealed class ChainTests
{
    private static readonly Parser<string> Number = Parse.TakeWhile1(ByteSet.Digit).AsText();
    private static readonly Parser<Func<string, string, string>> Minus
        = Parse.Text("-"u8).Map<ByteRange, Func<string, string, string>>(
            static _ => static (left, right) => $"({left}-{right})");

    [Fact]
    public void Operands_are_put_together_from_the_left_or_from_the_right()
    {
        Assert.Equal("Ok consumed committed @5 = ((1-2)-3)", Number.ChainLeft1(Minus).Read("1-2-3").ToString());
        Assert.Equal("Ok consumed committed @5 = (1-(2-3))", Number.ChainRight1(Minus).Read("1-2-3").ToString());
        Assert.Equal("Ok consumed @1 = 1", Number.ChainLeft1(Minus).Read("1").ToString());
    }

    [Fact]
    public void Behind_an_operator_an_operand_must_follow()
    {
        var parser = Number.ChainRight1(Minus).Or(Parse.Ok(""));

        Assert.Equal("Err consumed committed @2 expected a digit at 2", parser.Read("1-x").ToString());
        Assert.Equal("NeedMore(1)", parser.Read("1-2", isFinal: false).ToString());
    }
}
