using MarsDisk.Parsing.Tests.Toy;

namespace MarsDisk.Parsing.Tests.Statements;

/// <summary>Each case is looked at in batch; that every split finds the same is asserted on the way.</summary>
public sealed class BytesAndLinesTests
{
    [Fact]
    [Trait("Item", "10")]
    public void A_byte_order_mark_is_skipped_once_and_counts_in_offsets()
    {
        var (units, _) = Parse("\uFEFFone\n\uFEFFtwo\n"u8);

        Assert.StartsWith("0 one SourceSpan { Start = 3, End = 6, StartLine = 1, StartColumn = 1,", units[0], StringComparison.Ordinal);
        Assert.StartsWith("1 \uFEFFtwo", units[1], StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Item", "11")]
    public void A_carriage_return_before_a_line_end_is_no_content()
    {
        var (units, _) = Parse("one\r\nnext\r\n"u8);

        Assert.Contains("Start = 0, End = 3,", units[0], StringComparison.Ordinal);
        Assert.Contains("Start = 5, End = 9, StartLine = 2, StartColumn = 1,", units[1], StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Item", "12")]
    public void Characters_of_two_to_four_bytes_may_be_cut_anywhere()
    {
        var (units, result) = Parse("# é€𝔘\none é€𝔘\n"u8);

        Assert.StartsWith("0 one é€𝔘", Assert.Single(units), StringComparison.Ordinal);
        Assert.Empty(result.Diagnostics);
    }

    [Theory]
    [InlineData(new byte[] { (byte)'a', 0xFF, (byte)'b', (byte)'\n' }, 1)]
    [InlineData(new byte[] { (byte)'a', 0xC3, 0xA9, 0xE2, 0x82, (byte)'\n' }, 3)]
    [InlineData(new byte[] { (byte)'a', (byte)'\n', (byte)'b', 0xE2, 0x82 }, 3)]
    [Trait("Item", "13"), Trait("Item", "14")]
    public void What_is_not_UTF_8_is_found_at_its_first_byte(byte[] source, long offset)
    {
        var (_, result) = Parse(source);

        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal("scn.encoding.invalid_utf8", diagnostic.Code);
        Assert.Equal(offset, diagnostic.At.Start);
        Assert.Equal(StreamErrorKind.DecoderFailed, ((ExtensionMap)diagnostic.Extensions["stream"]!).Values["kind"]);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x61, 0x00 }, "UTF-16LE")]
    [InlineData(new byte[] { 0xFE, 0xFF, 0x00, 0x61 }, "UTF-16BE")]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x00, 0x00, 0x61, 0x00, 0x00, 0x00 }, "UTF-32LE")]
    [InlineData(new byte[] { 0x00, 0x00, 0xFE, 0xFF, 0x00, 0x00, 0x00, 0x61 }, "UTF-32BE")]
    [InlineData(new byte[] { 0xFF, 0xFE }, "UTF-16LE")]
    public void Another_encoding_is_named(byte[] source, string encoding)
    {
        var (_, result) = Parse(source);

        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal("scn.encoding.not_utf8", diagnostic.Code);
        Assert.Contains(encoding, diagnostic.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("one", 0, 3)]
    [InlineData("one\r", 0, 3)]
    [InlineData("one \\", 0, 5)]
    [Trait("Item", "15")]
    public void The_last_line_needs_no_line_end(string text, long start, long end)
    {
        var (units, _) = Parse(Cut.Bytes(text));

        Assert.Contains($"Start = {start}, End = {end},", Assert.Single(units), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Item", "16")]
    public void A_backslash_joins_lines_and_positions_stay_those_of_the_source()
    {
        var (units, _) = Parse("a \\\n b \\\r\n c\nnext\nlast \\\n"u8);

        Assert.Equal(3, units.Count);
        Assert.StartsWith("0 a   b   c ", units[0], StringComparison.Ordinal);
        Assert.Contains("Start = 0, End = 12, StartLine = 1,", units[0], StringComparison.Ordinal);
        Assert.Contains("EndLine = 3, EndColumn = 3,", units[0], StringComparison.Ordinal);
        Assert.Contains("Start = 13, End = 17, StartLine = 4", units[1], StringComparison.Ordinal);
        Assert.Contains("Start = 18, End = 24, StartLine = 5", units[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("on\0e\n", 2)]
    [InlineData("one\ntw\ro x\n", 6)]
    [Trait("Item", "18")]
    public void A_control_character_reaches_the_grammar_with_its_place(string text, long offset)
    {
        var (_, result) = Parse(Cut.Bytes(text));

        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal("scn.lex.control_char", diagnostic.Code);
        Assert.Equal(offset, diagnostic.At.Start);
    }

    [Fact]
    [Trait("Item", "19"), Trait("Item", "20")]
    public void A_block_that_is_open_at_the_end_is_not_emitted_and_an_open_table_keeps_its_rows()
    {
        var (block, unclosed) = Parse("one\nblock {\na\n"u8);
        var (table, open) = Parse("table t {\n1 2\n"u8);

        Assert.Single(block);
        Assert.Equal("scn.eof.unclosed_block", Assert.Single(unclosed.Diagnostics).Code);
        Assert.Equal(4, unclosed.Diagnostics[0].Notes[0].At!.Value.Start);
        Assert.Single(unclosed.Diagnostics[0].FixIts);
        Assert.Equal(3, table.Count + open.Diagnostics.Count);
        Assert.Equal("scn.eof.unclosed_block", open.Diagnostics[0].Code);
    }

    [Fact]
    [Trait("Item", "21"), Trait("Item", "22")]
    public void The_end_can_be_required_and_nothing_but_comments_follows_it()
    {
        var sink = new Transcript();
        var result = StatementRunner.Run(new ToyGrammar(requireEnd: true), Cut.Bytes("one\n"), sink);
        Assert.Equal("scn.eof.missing_end", Assert.Single(result.Diagnostics).Code);

        Assert.Empty(Parse("one\nend\n\n# c\n"u8).Result.Diagnostics);
        Assert.Equal("scn.syntax.after_end", Assert.Single(Parse("one\nend\nmore\n"u8).Result.Diagnostics).Code);
        Assert.Equal("scn.header.missing", Assert.Single(Parse("\uFEFF"u8).Result.Diagnostics).Code);
    }

    private static (List<string> Units, ParseResult<StreamSummary> Result) Parse(ReadOnlySpan<byte> bytes)
    {
        var source = bytes.ToArray();
        var expected = Run.Batch(source, out var result);
        foreach (var chunks in Cut.AnySplit(source, randomCuts: 3))
            Assert.Equal(expected, Run.Fed(chunks));

        var sink = new Transcript();
        StatementRunner.Run(new ToyGrammar(), source, sink);
        return ([.. sink.Lines.Where(line => !line.Contains(" Error ", StringComparison.Ordinal))], result);
    }
}
