using MarsDisk.Parsing.Tests.Toy;

namespace MarsDisk.Parsing.Tests.Statements;

public sealed class LimitTests
{
    private static readonly ParseLimits Small = new() { MaxLineBytes = 20, MaxRowBytes = 10, MaxStatementBytes = 40 };

    [Theory]
    [InlineData("\n", 20, true)]
    [InlineData("\r\n", 20, true)]
    [InlineData("", 20, true)]
    [InlineData("\r", 20, true)]
    [InlineData("\n", 21, false)]
    [InlineData("\r\n", 21, false)]
    [InlineData("", 21, false)]
    [Trait("Item", "73")]
    public void A_line_has_so_many_bytes_and_no_more(string lineEnd, int length, bool isAccepted)
    {
        var diagnostics = Parse("one\n" + new string('x', length) + lineEnd, Small, out _);

        if (isAccepted)
            Assert.Empty(diagnostics);
        else
            AssertLimit(diagnostics, "scn.limit.line_bytes", 24);
    }

    [Fact]
    [Trait("Item", "73")]
    public void A_row_has_a_limit_of_its_own()
    {
        Assert.Empty(Parse("table t {\n1234567890\n}\n", Small, out _));
        AssertLimit(Parse("table t {\n12345678901\n}\n", Small, out _), "scn.limit.row_bytes", 20);
    }

    [Fact]
    [Trait("Item", "74")]
    public void An_endless_line_is_passed_over_without_being_kept()
    {
        var config = Run.Collecting with { Limits = Small };
        var sink = new Transcript();
        var outcome = StreamingRunner.RunStream(
            new ToyGrammar(), MemoryFeeder.Answering(FeederYield.Await()), sink, new() { RunConfig = config });
        outcome = StreamingRunner.Resume(outcome.Continuation!, Script.Bytes("one\n"), sink);
        for (var chunk = 0; chunk < 1000; chunk++)
        {
            outcome = StreamingRunner.Resume(outcome.Continuation!, Script.Bytes(new('x', 1000)), sink);
            Assert.Equal(0, outcome.Continuation!.Meta.BufferedLength);
            Assert.Equal(4, outcome.Continuation.Meta.LastCheckpoint!.Value.Start);
        }

        outcome = StreamingRunner.Resume(outcome.Continuation!, Script.Bytes("\ntwo x\n"), sink, isFinal: true);

        Assert.True(outcome.Result!.Recovered);
        AssertLimit(outcome.Result.Diagnostics, "scn.limit.line_bytes", 24);
        Assert.Equal(3, sink.Units);
        Assert.Contains("StartLine = 3", sink.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Item", "75")]
    public void A_block_is_too_long_at_the_line_that_makes_it_so()
    {
        var head = "one\nblock {\n";
        var fits = head + new string('a', 15) + "\n" + new string('b', 14) + "\n}\n";

        Assert.Empty(Parse(fits, Small, out _));
        var diagnostics = Parse(fits.Replace("\n}", "b\n}", StringComparison.Ordinal), Small, out _);
        AssertLimit(diagnostics, "scn.limit.statement_bytes", head.Length + 32);
        Assert.Equal(5, diagnostics[0].At.StartLine);
    }

    [Fact]
    [Trait("Item", "75")]
    public void Joined_lines_are_one_statement_with_its_limit()
        => AssertLimit(Parse("one\n" + string.Concat(Enumerable.Repeat("123456789 \\\n", 4)) + "x\n", Small, out _),
            "scn.limit.statement_bytes", 4 + 36);

    [Fact]
    [Trait("Item", "78")]
    public void A_source_that_sends_while_it_should_pause_meets_the_limit_of_the_buffer()
    {
        var limits = Small with { MaxBufferedBytes = 2000 };
        var config = new StreamingConfig
        {
            RunConfig = new RunConfig { Limits = limits }.WithStream(new() { DemandPreferredBytes = 100 }),
            Flow = FlowController.Default with { HighWatermark = 1000, LowWatermark = 200 },
        };
        var sink = new Transcript { Reply = () => SinkReply.Pause };
        var lines = string.Concat(Enumerable.Repeat("123456789\n", 10));
        var outcome = StreamingRunner.RunStream(new ToyGrammar(), MemoryFeeder.Answering(FeederYield.Await()), sink, config);

        for (var chunk = 0; outcome.Kind == StreamOutcomeKind.Pending; chunk++)
        {
            Assert.InRange(chunk, 0, 25);
            outcome = StreamingRunner.Resume(outcome.Continuation!, Script.Bytes(lines), sink);
        }

        var diagnostic = Assert.Single(outcome.Result!.Diagnostics);
        Assert.Equal("scn.limit.buffered_bytes", diagnostic.Code);
        Assert.InRange(outcome.Meta.ConsumedBytes, 200, 300);
    }

    [Fact]
    public void The_whole_source_and_all_its_rows_have_limits()
    {
        AssertLimit(Parse("one\ntwo x\nlast\n", Small with { MaxSourceBytes = 9 }, out var units), "scn.limit.source_bytes", 9);
        Assert.Equal(1, units);
        Assert.Empty(Parse("one\n", Small with { MaxSourceBytes = 4 }, out _));

        AssertLimit(Parse("table t {\n1\n2\n3\n}\n", Small with { MaxRows = 2 }, out units), "scn.limit.rows", 14);
        Assert.Equal(3, units);
    }

    [Theory]
    [InlineData(10, 20, 40, 4_194_304, "max_row_bytes 20 is above max_line_bytes 10")]
    [InlineData(50, 20, 40, 4_194_304, "max_line_bytes 50 is above max_statement_bytes 40")]
    [InlineData(30, 20, 40, 1000, "above max_buffered_bytes 1000")]
    [Trait("Item", "80")]
    public void Limits_that_contradict_each_other_are_found_before_the_first_byte(
        int line, int row, int statement, int buffered, string what)
    {
        var limits = new ParseLimits
        {
            MaxLineBytes = line,
            MaxRowBytes = row,
            MaxStatementBytes = statement,
            MaxBufferedBytes = buffered,
        };

        var diagnostic = Assert.Single(Parse("one\n", limits, out var units));

        Assert.Equal("parser.runconfig.type", diagnostic.Code);
        Assert.Contains(what, diagnostic.Message, StringComparison.Ordinal);
        Assert.Equal(0, units);
    }

    [Fact]
    public void Fields_that_nobody_reads_are_remarked_and_fields_of_the_wrong_type_are_errors()
    {
        var unknown = new RunConfig().WithExtension("stream", map => new(map.Values.Add("speed", 3)))
            .WithExtension("mine", map => new(map.Values.Add("x", 3)));
        var wrong = new RunConfig().WithExtension("stream", map => new(map.Values.Add("chunk_size", "large")));

        Run.Batch("one\n"u8.ToArray(), out var remarked, unknown);
        Run.Batch("one\n"u8.ToArray(), out var refused, wrong);

        Assert.Equal("parser.runconfig.unknown_field", Assert.Single(remarked.Diagnostics).Code);
        Assert.True(remarked.HasValue);
        Assert.Equal("parser.runconfig.type", Assert.Single(refused.Diagnostics).Code);
        Assert.Equal(0, refused.Value!.Units);
    }

    private static IReadOnlyList<Diagnostic> Parse(string text, ParseLimits limits, out long units)
    {
        var config = new RunConfig { Limits = limits };
        var source = Cut.Bytes(text);
        var expected = Run.Batch(source, out var result, config);
        foreach (var chunks in Cut.AnySplit(source, randomCuts: 3))
            Assert.Equal(expected, Run.Fed(chunks, config));
        units = result.Value!.Units;
        return result.Diagnostics;
    }

    private static void AssertLimit(IReadOnlyList<Diagnostic> diagnostics, string code, long offset)
    {
        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal(code, diagnostic.Code);
        Assert.Equal(offset, diagnostic.At.Start);
        Assert.Equal(StreamErrorKind.LimitExceeded, ((ExtensionMap)diagnostic.Extensions["stream"]!).Values["kind"]);
    }
}
