using System.Buffers;
using MarsDisk.Parsing.Tests.Toy;

namespace MarsDisk.Parsing.Tests.Streaming;

public sealed class ContinuationTests
{
    private static readonly byte[] Source = Cut.Bytes(
        "one\n# naïve\ntable t {\n1 2\n3 4\n}\nblock {\na\nb\n}\nwarn\nbad\ntwo x\nlong \\\n line\nend\n");

    private readonly Transcript _sink = new();

    [Fact]
    [Trait("Item", "37")]
    public void A_continuation_goes_on_once()
    {
        var first = Begin();
        var second = Resume(first, "one\n");

        Assert.True(first.Continuation!.IsSpent);
        Assert.Throws<InvalidOperationException>(() => Resume(first, "one\n"));
        Assert.Equal(4, Resume(second, "").Meta.ConsumedBytes);
        Assert.Equal(1, _sink.Units);
    }

    [Fact]
    [Trait("Item", "38"), Trait("Item", "39"), Trait("Item", "9")]
    public void Bytes_that_come_one_by_one_change_nothing_but_the_number_of_resumes()
    {
        var outcome = Begin(new() { RunConfig = Run.Collecting });
        long watermark = 0;
        foreach (var value in Source)
        {
            outcome = StreamingRunner.Resume(outcome.Continuation!, new ReadOnlySequence<byte>([value]), _sink);
            Assert.InRange(outcome.Continuation!.Meta.CommitWatermark, watermark, Source.Length);
            watermark = outcome.Continuation.Meta.CommitWatermark;
            Assert.All(_sink.Spans, span => Assert.InRange(span.End, 0, watermark));
            Assert.Equal(watermark, outcome.Continuation.Meta.BufferedStart);
        }

        outcome = StreamingRunner.Resume(outcome.Continuation!, ReadOnlySequence<byte>.Empty, _sink, isFinal: true);

        Assert.Equal(Source.Length + 1, outcome.Meta.ResumeCount);
        Assert.Equal(Source.Length, outcome.Meta.ConsumedBytes);
        Assert.Equal(Run.Batch(Source, Run.Collecting), Run.Describe(_sink, outcome.Result!));
        Assert.Equal(outcome.Meta.Units, outcome.Result!.Value!.Units);
        var errors = outcome.Result.Diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Error);
        Assert.Equal(_sink.Units + errors, outcome.Meta.Units);
    }

    [Fact]
    [Trait("Item", "41")]
    public void The_lineage_keeps_the_last_32_of_100_interruptions()
    {
        var outcome = Begin();
        for (var count = 1; count < 100; count++)
            outcome = Resume(outcome, $"line {count}\n");

        var lineage = outcome.Continuation!.Meta;
        Assert.Equal(100, lineage.ResumeLineageTotal);
        Assert.Equal(32, lineage.ResumeLineage.Length);
        Assert.Equal($"feeder_await@{lineage.CommitWatermark}#99", lineage.ResumeLineage[^1]);
        Assert.EndsWith("#68", lineage.ResumeLineage[0], StringComparison.Ordinal);

        var restored = StreamingRunner.Restore(new ToyGrammar(), outcome.Continuation.ToCheckpoint());
        var after = Resume(StreamingRunner.Resume(restored, Script.Bytes("x\n"), _sink), "y\n").Continuation!.Meta;
        Assert.Equal(102, after.ResumeLineageTotal);
        Assert.Equal(string.Join(' ', lineage.ResumeLineage.Skip(2)), string.Join(' ', after.ResumeLineage.Take(30)));
    }

    [Fact]
    [Trait("Item", "47")]
    public void A_wrong_flow_controller_ends_the_parse_at_the_resume()
    {
        var outcome = StreamingRunner.Resume(Begin().Continuation!, Script.Bytes("one\n"), _sink,
            flow: FlowController.Default with { LowWatermark = 2000, HighWatermark = 1000 });

        Assert.Equal(StreamOutcomeKind.Completed, outcome.Kind);
        var diagnostic = Assert.Single(outcome.Result!.Diagnostics);
        Assert.Equal(StreamErrorKind.FeederBug, ((ExtensionMap)diagnostic.Extensions["stream"]!).Values["kind"]);
    }

    [Fact]
    [Trait("Item", "48")]
    public void What_may_follow_is_known_at_any_border_and_computed_when_it_is_read()
    {
        var outcome = Resume(Begin(), "one\ntab");

        Assert.Equal([new(ExpectationKind.Keyword, "table")], outcome.Continuation!.Meta.ExpectedTokens);
        var unread = Resume(outcome, "le t {\n");
        Assert.Equal([new(ExpectationKind.Keyword, "table")], outcome.Continuation.Meta.ExpectedTokens);
        Resume(unread, "}\n");
        Assert.Empty(unread.Continuation!.Meta.ExpectedTokens);
    }

    [Fact]
    [Trait("Item", "57")]
    public void A_sink_that_pauses_at_a_unit_gets_no_further_one()
    {
        var source = Cut.Bytes("table t {\n1 2\n3 4\n}\none\ntwo x\nblock {\n}\nbad\nlast\n");
        var total = Run.Batch(source, out var whole, Run.Collecting);

        for (var k = 0; k < whole.Value!.Units; k++)
        {
            var sink = new Transcript();
            sink.Reply = () => sink.Lines.Count > k ? SinkReply.Pause : SinkReply.Continue;
            var config = new StreamingConfig { RunConfig = Run.Collecting with { RowsPerBatch = 1 } };
            var outcome = StreamingRunner.RunStream(new ToyGrammar(), new MemoryFeeder(source), sink, config);

            var isError = sink.Lines.Count == k + 2;      // an error has no reply: the pause comes with the next unit
            Assert.Equal(k + (isError ? 2 : 1), sink.Lines.Count);
            sink.Reply = () => SinkReply.Continue;
            while (outcome.Kind == StreamOutcomeKind.Pending)
                outcome = StreamingRunner.Resume(outcome.Continuation!, ReadOnlySequence<byte>.Empty, sink);
            Assert.Equal(total, Run.Describe(sink, outcome.Result!));
        }
    }

    [Fact]
    [Trait("Item", "58"), Trait("Item", "23")]
    public void A_closed_source_completes_as_soon_as_the_sink_takes_the_rest()
    {
        _sink.Reply = () => SinkReply.Pause;
        var outcome = StreamingRunner.RunStream(new ToyGrammar(), new MemoryFeeder(Cut.Bytes("one\ntwo x")), _sink);
        Assert.Equal(PendingReason.Backpressure, outcome.Reason);

        outcome = StreamingRunner.Resume(outcome.Continuation!, ReadOnlySequence<byte>.Empty, _sink, isFinal: true);
        Assert.Equal(PendingReason.FeederClosed, outcome.Reason);
        Assert.Equal(DemandAction.Pause, outcome.Demand.Action);

        outcome = StreamingRunner.Resume(outcome.Continuation!, ReadOnlySequence<byte>.Empty, _sink);
        Assert.Equal(StreamOutcomeKind.Completed, outcome.Kind);
        Assert.Equal(3, _sink.Units);
    }

    private StreamOutcome<StreamSummary> Begin(StreamingConfig? config = null)
        => StreamingRunner.RunStream(new ToyGrammar(), MemoryFeeder.Answering(FeederYield.Await()), _sink, config).Continuation is { } waiting
            ? new() { Kind = StreamOutcomeKind.Pending, Continuation = waiting }
            : default;

    private StreamOutcome<StreamSummary> Resume(in StreamOutcome<StreamSummary> outcome, string text)
        => StreamingRunner.Resume(outcome.Continuation!, Script.Bytes(text), _sink);
}
