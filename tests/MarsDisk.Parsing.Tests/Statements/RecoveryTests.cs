using MarsDisk.Parsing.Tests.Toy;

namespace MarsDisk.Parsing.Tests.Statements;

public sealed class RecoveryTests
{
    [Theory]
    [InlineData("one\ntwo x\nbad\nlast\n", 10, 3)]
    [InlineData("one\nblock {\na\nbad\n}\nlast\n", 4, 1)]
    [InlineData("one\ntable t {\n1 2\nx\n3 4\n}\n", 18, 3)]
    [Trait("Item", "66")]
    public void Without_recovery_the_first_error_ends_the_parse_at_the_start_of_its_unit(string text, long watermark, long units)
    {
        Run.Batch(Cut.Bytes(text), out var result);

        Assert.False(result.HasValue);
        Assert.False(result.Recovered);
        Assert.Equal(watermark, result.Value!.Bytes);
        Assert.Equal(units, result.Value.Units);
        Assert.Single(result.Diagnostics);
    }

    [Fact]
    [Trait("Item", "67")]
    public void With_recovery_bad_lines_are_units_and_good_lines_are_parsed()
    {
        var sink = new Transcript();
        var result = StatementRunner.Run(new ToyGrammar(), Cut.Bytes("one\nbad\nb\nbad\nc\nbad\nd\n"), sink, Run.Collecting);

        Assert.True(result.Recovered);
        Assert.Equal(3, result.Diagnostics.Count);
        Assert.Equal(["0 one", "1 Error", "2 b", "3 Error", "4 c", "5 Error", "6 d"],
            sink.Lines.Select(line => string.Join(' ', line.Split(' ').Take(2))), StringComparer.Ordinal);
        Assert.Equal("skip", ((ExtensionMap)result.Diagnostics[0].Extensions["recover"]!).Values["action"]);
    }

    [Fact]
    [Trait("Item", "69")]
    public void After_64_errors_the_parse_gives_up()
    {
        Run.Batch(Cut.Bytes(string.Concat(Enumerable.Repeat("bad\none\n", 65))), out var result, Run.Collecting);

        Assert.Equal(65, result.Diagnostics.Count);
        Assert.Equal("scn.recover.limit", result.Diagnostics[64].Code);
        Assert.False(result.HasValue);
        Assert.Equal(128, result.Value!.Units);
    }

    [Fact]
    [Trait("Item", "71")]
    public void Equal_errors_on_adjacent_lines_are_shown_as_one_and_told_one_by_one()
    {
        var source = Cut.Bytes("bad\nbad\nbad\none\nbad\n");
        var sink = new Transcript();

        var merged = StatementRunner.Run(new ToyGrammar(), source, sink, Run.Collecting);
        var single = StatementRunner.Run(new ToyGrammar(), source, new Transcript(), Run.Collecting with { MergeWarnings = false });

        Assert.Equal(2, merged.Diagnostics.Count);
        Assert.Equal(3, ((ExtensionMap)merged.Diagnostics[0].Extensions["recover"]!).Values["count"]);
        Assert.Equal(5, sink.Lines.Count);
        Assert.Equal(4, single.Diagnostics.Count);
    }

    [Fact]
    public void More_than_128_recoveries_are_too_many_even_if_they_are_shown_as_one()
    {
        Run.Batch(Cut.Bytes(string.Concat(Enumerable.Repeat("bad\n", 200))), out var result, Run.Collecting);

        Assert.Equal(2, result.Diagnostics.Count);
        Assert.Contains("max_recoveries is 128", result.Diagnostics[1].Message, StringComparison.Ordinal);
        Assert.Equal(128, result.Value!.Units);
    }

    [Fact]
    public void A_skipped_block_that_is_too_long_ends_the_parse()
    {
        var rows = string.Concat(Enumerable.Repeat(new string('x', 99) + "\n", 700));

        Run.Batch(Cut.Bytes("bad {\n" + rows + "}\none\n"), out var result, Run.Collecting);

        Assert.Equal(["toy.bad", "scn.recover.limit"], result.Diagnostics.Select(diagnostic => diagnostic.Code), StringComparer.Ordinal);
    }

    [Fact]
    public void A_block_with_a_line_that_was_passed_over_is_not_emitted()
    {
        var config = Run.Collecting with { Limits = new() { MaxLineBytes = 20, MaxRowBytes = 20 } };

        Run.Batch(Cut.Bytes("block {\n" + new string('x', 21) + "\n}\none\n"), out var result, config);

        Assert.Equal("scn.limit.line_bytes", Assert.Single(result.Diagnostics).Code);
        Assert.Equal(2, result.Value!.Units);
    }

    [Fact]
    public void A_grammar_that_throws_is_reported_at_its_frame_and_a_sink_that_throws_is_not_caught()
    {
        Run.Batch(Cut.Bytes("one\nthrow\n"), out var result);
        var sink = new Transcript { Reply = () => throw new InvalidOperationException("mine") };

        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal("scn.internal.exception", diagnostic.Code);
        Assert.Equal(4, diagnostic.At.Start);
        Assert.Throws<InvalidOperationException>(() => StatementRunner.Run(new ToyGrammar(), Cut.Bytes("one\n"), sink));
    }
}
