namespace MarsDisk.Parsing.Tests.Parsers;

public sealed class PrimitiveTests
{
    [Fact]
    public void Ok_and_fail_never_consume()
    {
        Assert.Equal("Ok @0 = 5", Parse.Ok(5).Read("x").ToString());
        Assert.Equal("Ok @0 = 5", Parse.Ok(5).Read("", isFinal: false).ToString());
        Assert.Equal("Err @0 expected a wonder at 0", Parse.Fail<int>("a wonder").Read("x").ToString());
    }

    [Theory]
    [InlineData("", true, "Ok @0 = nothing")]
    [InlineData("", false, "NeedMore(1)")]
    [InlineData("x", true, "Err @0 expected the end of the source at 0")]
    [InlineData("x", false, "Err @0 expected the end of the source at 0")]
    public void Eof_waits_where_the_source_may_go_on(string text, bool isFinal, string answer)
        => Assert.Equal(answer, Parse.Eof.Read(text, isFinal).ToString());

    [Theory]
    [InlineData("ab", true, "Ok consumed @1 = a")]
    [InlineData("", true, "Err @0 expected a at 0")]
    [InlineData("", false, "NeedMore(1)")]
    [InlineData("b", false, "Err @0 expected a at 0")]
    public void Byte_reads_one(string text, bool isFinal, string answer)
        => Assert.Equal(answer, Parse.Byte((byte)'a').Read(text, isFinal).ToString());

    [Theory]
    [InlineData("abcd", false, "Ok consumed @3 = 0+3")]
    [InlineData("a", false, "NeedMore(2)")]
    [InlineData("ab", false, "NeedMore(1)")]
    [InlineData("ab", true, "Err @0 expected abc at 0")]
    [InlineData("ax", false, "Err @0 expected abc at 0")]
    public void Text_counts_what_is_missing_and_fails_at_the_first_difference(string text, bool isFinal, string answer)
        => Assert.Equal(answer, Parse.Text("abc"u8).Read(text, isFinal).ToString());

    [Theory]
    [InlineData("run x", false, "Ok consumed @3 = 0+3")]
    [InlineData("run", true, "Ok consumed @3 = 0+3")]
    [InlineData("run", false, "NeedMore(1)")]
    [InlineData("r", false, "NeedMore(2)")]
    [InlineData("runn", true, "Err @0 expected run at 0")]
    [InlineData("runn", false, "Err @0 expected run at 0")]
    [InlineData("rux", false, "Err @0 expected run at 0")]
    public void Keyword_matches_a_whole_word_and_fails_at_its_first_byte(string text, bool isFinal, string answer)
        => Assert.Equal(answer, Parse.Keyword("run"u8).Read(text, isFinal).ToString());

    [Fact]
    public void Keyword_takes_the_bytes_of_its_words_from_the_grammar()
    {
        var set = new ByteSet("a name", "abcdefghijklmnopqrstuvwxyz-"u8);

        Assert.Equal(ReplyKind.Err, Parse.Keyword("run"u8, set).Read("run-1").Kind);
        Assert.Equal(ReplyKind.Ok, Parse.Keyword("run"u8, set).Read("run1").Kind);
    }

    [Theory]
    [InlineData("12x", false, "Ok consumed @2 = 0+2")]
    [InlineData("12", true, "Ok consumed @2 = 0+2")]
    [InlineData("12", false, "NeedMore(1)")]
    [InlineData("x", false, "Ok @0 = 0+0")]
    public void TakeWhile_reads_all_bytes_of_a_class(string text, bool isFinal, string answer)
        => Assert.Equal(answer, Parse.TakeWhile(ByteSet.Digit).Read(text, isFinal).ToString());

    [Fact]
    public void TakeWhile1_wants_one()
        => Assert.Equal("Err @0 expected a digit at 0", Parse.TakeWhile1(ByteSet.Digit).Read("x").ToString());

    [Theory]
    [InlineData("abcd", false, "Ok consumed @3 = 0+3")]
    [InlineData("a", false, "NeedMore(2)")]
    [InlineData("a", true, "Err @0 expected 3 bytes at 0")]
    public void Take_reads_a_number_of_bytes(string text, bool isFinal, string answer)
        => Assert.Equal(answer, Parse.Take(3).Read(text, isFinal).ToString());

    [Theory]
    [InlineData("ab*/c", false, "Ok consumed @2 = 0+2")]
    [InlineData("*/", false, "Ok @0 = 0+0")]
    [InlineData("ab*", false, "NeedMore(1)")]
    [InlineData("ab", false, "NeedMore(2)")]
    [InlineData("ab", true, "Err @0 expected */ at 2")]
    [InlineData("abcd*/", true, "Ok consumed @4 = 0+4")]
    [InlineData("abcde*/", true, "Err @0 expected */ at 6")]
    [InlineData("abcde", false, "NeedMore(1)")]
    [InlineData("abcde*", false, "Err @0 expected */ at 6")]
    public void TakeUntil_looks_no_further_than_its_maximum(string text, bool isFinal, string answer)
        => Assert.Equal(answer, Parse.TakeUntil("*/"u8, 4).Read(text, isFinal).ToString());

    [Fact]
    public void TakeUntil_must_have_an_end_and_a_maximum()
    {
        Assert.Throws<ArgumentException>(() => Parse.TakeUntil([], 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => Parse.TakeUntil("x"u8, -1));
    }

    [Fact]
    public void Examined_reaches_behind_the_end_only_where_the_end_mattered()
    {
        Assert.Equal(3, Parse.TakeWhile(ByteSet.Digit).Read("12x45").Examined);
        Assert.Equal(3, Parse.TakeWhile(ByteSet.Digit).Read("12").Examined);
        Assert.Equal(2, Parse.Text("12"u8).Read("12").Examined);
        Assert.Equal(1, Parse.Text("12"u8).Read("x").Examined);
    }
}
