using System.Buffers;
using System.Text;

namespace MarsDisk.Parsing.Tests.Restarting;

public sealed class RunnerTests
{
    private static readonly Parser<string> Word = Parse.TakeWhile1(ByteSet.Letter).AsText();
    private static readonly Parser<string> Line = Word.SkipRight(Parse.Text("\n"u8));
    private static readonly RunConfig WholeSource = new() { RequireEof = true };

    [Fact]
    [Trait("Item", "7")]
    public void A_beginning_is_parsed_without_a_complaint_about_the_rest()
    {
        var (result, rest) = ParserRunner.RunPartial(Word, "abc def"u8.ToArray(), WholeSource);

        Assert.Equal(("abc", 3L), (result.Value, rest));
        Assert.Equal(result.Span!.Value.End, rest);
        Assert.Empty(result.Diagnostics);
    }

    [Theory]
    [InlineData("abc def\n\"g", " def\\n\\\"g")]
    [InlineData("abc 234567890123456789012345678901é", " 234567890123456789012345678901")]
    [InlineData("abc 2345678901234567890123456789éé", " 2345678901234567890123456789é")]
    [Trait("Item", "8")]
    public void Left_over_input_is_one_error_with_its_first_32_bytes(string source, string note)
    {
        var bytes = Encoding.UTF8.GetBytes(source);

        var batch = ParserRunner.Run(Word, bytes, WholeSource);
        var stream = Word.Stream(bytes.Chunk(1), WholeSource).Outcome.Result!;

        var error = Assert.Single(batch.Diagnostics);
        Assert.Equal("scn.syntax.trailing_input", error.Code);
        Assert.Equal(note, Assert.Single(error.Notes).Text);
        Assert.Equal(3, error.At.Start);
        Assert.Equal(batch.Text(), stream.Text());
        Assert.False(batch.HasValue);
    }

    [Fact]
    [Trait("Item", "37")]
    public void A_continuation_works_once_and_the_first_result_stays()
    {
        var feeder = MemoryFeeder.Answering(FeederYield.Chunk("ab"u8.ToArray()), FeederYield.Await());
        var pending = StreamingRunner.RunStream(Line, feeder);

        var completed = StreamingRunner.Resume(pending.Continuation!, new ReadOnlySequence<byte>("c\n"u8.ToArray()));

        Assert.True(pending.Continuation!.IsSpent);
        Assert.Throws<InvalidOperationException>(
            () => StreamingRunner.Resume(pending.Continuation, new ReadOnlySequence<byte>("d\n"u8.ToArray())));
        Assert.Equal("abc", completed.Result!.Value);
    }

    [Fact]
    public void A_waiting_parse_says_what_it_holds_what_may_follow_and_what_it_wants()
    {
        var feeder = MemoryFeeder.Answering(FeederYield.Chunk("abc\nde"u8.ToArray()), FeederYield.Await());
        var config = new StreamingConfig { DemandCap = new(4096, 0) };

        var pending = StreamingRunner.RunStream(Parse.Text("abc\ndefghi"u8), feeder, config);

        var meta = pending.Continuation!.Meta;
        Assert.Equal((0, 6), (meta.CommitWatermark, meta.BufferedLength));
        Assert.Equal(4, pending.Demand.MinBytes);
        Assert.True(pending.Demand.IsLawful(cap: 4096));
        Assert.Equal(pending.Demand, meta.ResumeHint);
        Assert.Equal(pending.Demand, pending.Config.Stream.ResumeHint);
        Assert.Equal([new(ExpectationKind.Token, "abc\ndefghi")], meta.ExpectedTokens);
        Assert.Equal((PendingReason.FeederAwait, 1), (pending.Reason, pending.Meta.AwaitCount));
        var buffered = new byte[6];
        Assert.True(meta.TryCopyBuffered(buffered, out var written));
        Assert.Equal((6, "abc\nde"), (written, Encoding.ASCII.GetString(buffered)));
        Assert.Equal(0, pending.Continuation.ToCheckpoint().Watermark);
    }

    [Fact]
    public void Elements_of_a_repetition_are_commit_points()
    {
        var feeder = MemoryFeeder.Answering(FeederYield.Chunk("ab\ncd\nef"u8.ToArray()), FeederYield.Await());

        var pending = StreamingRunner.RunStream(Line.Many(), feeder);
        Assert.Equal((6, 2), (pending.Continuation!.Meta.CommitWatermark, pending.Continuation.Meta.BufferedLength));
        Assert.Equal(6, feeder.ReleasedThrough);

        var completed = StreamingRunner.Resume(
            pending.Continuation, new ReadOnlySequence<byte>("\n"u8.ToArray()), isFinal: true);
        Assert.Equal("ab cd ef", string.Join(' ', completed.Result!.Value!));
        Assert.Equal((9, 1), (completed.Meta.ConsumedBytes, completed.Meta.ResumeCount));
    }

    [Fact]
    public void An_error_behind_a_commit_point_has_its_place_in_the_source()
    {
        var result = ParserRunner.Run(Line.Repeat(3, 3), "ab\ncd\n12"u8.ToArray());

        var error = Assert.Single(result.Diagnostics);
        Assert.Equal("scn.syntax.expected", error.Code);
        Assert.Equal(new SourceSpan(6, 8, 3, 1, 3, 3), error.At);
        Assert.Equal("expected a letter, found \"12\"", error.Message);
    }

    [Fact]
    public void An_error_says_what_was_being_read()
    {
        var parser = Parse.Rule("line", Word.Then(Parse.Rule("value", Parse.Text("="u8))));

        var error = Assert.Single(ParserRunner.Run(parser, "ab!"u8.ToArray()).Diagnostics);

        Assert.Equal("expected \"=\" after \"ab\", found \"!\"", error.Message);
        Assert.Equal("line value", string.Join(' ', error.Trace.Select(open => open.Label)));
        Assert.Equal(new SourceSpan(0, 2, 1, 1, 1, 3), error.Trace[0].At);
    }

    [Fact]
    public void Segments_are_one_source()
    {
        var source = new Segments("ab"u8.ToArray(), "c\n"u8.ToArray()).Sequence;

        Assert.Equal("abc", ParserRunner.Run(Line, source).Value);
    }

    [Fact]
    public void A_failing_source_ends_the_parse_with_one_diagnostic()
    {
        var error = new StreamError(StreamErrorKind.IoFailed, "The disk is gone.");
        var feeder = MemoryFeeder.Answering(FeederYield.Chunk("ab"u8.ToArray()), FeederYield.Failed(error));

        var outcome = StreamingRunner.RunStream(Line, feeder);

        Assert.Equal(StreamOutcomeKind.Completed, outcome.Kind);
        Assert.Equal("parser.stream.error", Assert.Single(outcome.Result!.Diagnostics).Code);
        Assert.NotNull(outcome.Checkpoint);
    }

    [Fact]
    public void A_source_beyond_a_limit_ends_at_the_same_byte_however_it_is_cut()
    {
        var config = new RunConfig { Limits = ParseLimits.Default with { MaxSourceBytes = 5 } };
        var source = "ab\ncd\nef\n"u8.ToArray();

        var batch = ParserRunner.Run(Line.Many(), source, config);

        Assert.Equal(("scn.limit.source_bytes", 5L), (batch.Diagnostics[0].Code, batch.Diagnostics[0].At.Start));
        for (var size = 1; size <= source.Length; size++)
            Assert.Equal(batch.Text(), Line.Many().Stream(source.Chunk(size), config).Outcome.Result!.Text());
    }

    [Fact]
    public void A_value_that_never_ends_is_held_up_to_the_limit()
    {
        var limits = ParseLimits.Default with { MaxBufferedBytes = 1024 * 1024 };
        var chunks = Enumerable.Repeat(Encoding.ASCII.GetBytes(new string('a', 65536)), 32);

        var outcome = Word.Stream(chunks, new() { Limits = limits }).Outcome;

        Assert.Equal("scn.limit.buffered_bytes", Assert.Single(outcome.Result!.Diagnostics).Code);
    }

    private sealed class Segments : ReadOnlySequenceSegment<byte>
    {
        public Segments(byte[] first, byte[] second)
        {
            Memory = first;
            Next = new Segments(second, first.Length);
        }

        private Segments(byte[] bytes, long before)
        {
            Memory = bytes;
            RunningIndex = before;
        }

        public ReadOnlySequence<byte> Sequence => new(this, 0, Next!, Next!.Memory.Length);
    }
}
