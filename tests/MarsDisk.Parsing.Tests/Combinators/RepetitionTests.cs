using MarsDisk.Parsing.Tests.Parsers;

namespace MarsDisk.Parsing.Tests.Combinators;

public sealed class RepetitionTests
{
    private static readonly Parser<string> A = Parse.Text("a"u8).AsText();
    private static readonly Parser<string> Ab = A.SkipRight(Parse.Text("b"u8));
    private static readonly Parser<ByteRange> Comma = Parse.Text(","u8);

    [Fact]
    public void Many_reads_as_often_as_it_matches()
    {
        Assert.Equal("Ok consumed @2 = [a a]", A.Many().Read("aax").ToString());
        Assert.Equal("Ok @0 = []", A.Many().Read("x").ToString());
        Assert.Equal("NeedMore(1)", A.Many().Read("aa", isFinal: false).ToString());
        Assert.Equal("Err consumed @3 expected b at 3", Ab.Many().Read("abax").ToString());
        Assert.Equal("Err @0 expected a at 0", A.Many1().Read("x").ToString());
    }

    [Fact]
    public void Repeat_keeps_to_its_bounds()
    {
        Assert.Equal("Ok consumed @2 = [a a]", A.Repeat(1, 2).Read("aaa").ToString());
        Assert.Equal("Err consumed @1 expected a at 1", A.Repeat(2, 3).Read("ax").ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => A.Repeat(2, 1));
    }

    [Fact]
    public void Separators_stand_between_elements_only()
    {
        Assert.Equal("Ok consumed @3 = [a a]", A.SepBy(Comma).Read("a,ax").ToString());
        Assert.Equal("Ok @0 = []", A.SepBy(Comma).Read("x").ToString());
        Assert.Equal("Err @0 expected a at 0", A.SepBy1(Comma).Read("x").ToString());
        Assert.Equal("Err consumed @2 expected a at 2", A.SepBy(Comma).Read("a,x").ToString());
        Assert.Equal("NeedMore(1)", A.SepBy(Comma).Read("a", isFinal: false).ToString());
    }

    [Fact]
    public void ManyTill_looks_for_its_end_first()
    {
        var parser = Parse.Take(1).AsText().ManyTill(Parse.Text("--"u8));

        Assert.Equal("Ok consumed @3 = [a]", parser.Read("a--").ToString());
        Assert.Equal("NeedMore(1)", parser.Read("a-", isFinal: false).ToString());
        Assert.Equal("Err consumed @1 expected --|1 bytes at 1", parser.Read("a").ToString());
    }

    [Fact]
    public void Counting_keeps_no_values()
        => Assert.Equal("Ok consumed @2 = 2", Parse.Text(" "u8).SkipMany().Read("  x").ToString());

    [Fact]
    public void An_element_that_reads_nothing_is_E3001()
    {
        var empty = A.Opt();
        var concat = Parse.Ok<Func<string, string, string>>(string.Concat);

        Assert.Equal("E3001", empty.Many().Fault("x")?.Code);
        Assert.Equal("E3001", empty.Many1().Fault("aax")?.Code);
        Assert.Equal("E3001", empty.Repeat(0, 3).Fault("x")?.Code);
        Assert.Equal("E3001", empty.SkipMany().Fault("x")?.Code);
        Assert.Equal("E3001", empty.SepBy(Comma.Opt()).Fault("ax")?.Code);
        Assert.Equal("E3001", empty.ManyTill(Comma).Fault("x")?.Code);
        Assert.Equal("E3001", empty.ChainLeft1(concat).Fault("ax")?.Code);
        Assert.Null(empty.SepBy(Comma).Fault("a,,x"));
    }

    [Fact]
    public void A_fault_ends_the_parse_whatever_could_be_tried()
    {
        var faulty = A.Opt().Many().AsText();
        Parser<string>[] trying =
        [
            faulty.Attempt().Or(Parse.Ok("")), Parse.NotFollowedBy(faulty).AsText(), Parse.Lookahead(faulty).Opt(),
            faulty.Many().AsText(), Parse.Choice(faulty, Parse.Ok("")),
        ];

        foreach (var parser in trying)
        {
            Assert.Equal("E3001", parser.Fault("x")?.Code);
            Assert.StartsWith("Err committed", parser.Read("x").ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_hundred_thousand_elements_need_no_stack()
        => Assert.Equal(100_000, A.SkipMany().Read(new string('a', 100_000)).Value);
}
