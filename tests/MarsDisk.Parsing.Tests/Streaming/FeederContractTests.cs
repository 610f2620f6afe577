using System.Buffers;
using System.Text.Json;
using MarsDisk.Parsing.Tests.Toy;

namespace MarsDisk.Parsing.Tests.Streaming;

public sealed class FeederContractTests
{
    private readonly Transcript _sink = new();

    [Fact]
    [Trait("Item", "24")]
    public void A_feeder_that_has_nothing_makes_the_parse_wait()
    {
        var outcome = Start(new(Script.Text("one\nta"), FeederYield.Await()));

        Assert.Equal(PendingReason.FeederAwait, outcome.Reason);
        Assert.Equal(DemandReason.FeederAwait, outcome.Demand.Reason);
        Assert.Equal(1, outcome.Meta.AwaitCount);
        Assert.Equal(4, outcome.Continuation!.Meta.CommitWatermark);
        Assert.Equal(2, outcome.Continuation.Meta.BufferedLength);
        var copy = new byte[2];
        Assert.True(outcome.Continuation.Meta.TryCopyBuffered(copy, out _));
        Assert.Equal("ta"u8, copy);
    }

    [Fact]
    [Trait("Item", "25")]
    public void A_source_that_pushes_must_not_answer_that_it_has_nothing()
    {
        var outcome = Start(new(FeederYield.Await()) { Capability = FlowCapability.Push });

        AssertFailed(outcome, StreamErrorKind.FeederBug);
    }

    [Fact]
    [Trait("Item", "26")]
    public void A_feeder_that_has_stopped_is_asked_again_only_after_it_has_signalled()
    {
        var script = new Script(FeederYield.Pending(DemandHint.Pause(DemandReason.Operator)), Script.Text("one\n"), FeederYield.Closed());

        var outcome = Start(script);
        Assert.Equal(DemandAction.Pause, outcome.Demand.Action);
        Assert.Equal(0, outcome.Demand.MinBytes);
        Assert.Single(script.Demands);

        outcome = StreamingRunner.Resume(outcome.Continuation!, ReadOnlySequence<byte>.Empty, _sink);
        Assert.Equal(StreamOutcomeKind.Completed, outcome.Kind);
        Assert.Equal(1, _sink.Units);
    }

    [Fact]
    [Trait("Item", "27")]
    public void A_wish_of_the_feeder_bounds_the_next_demand()
    {
        var script = new Script(FeederYield.Pending(DemandHint.Continue(preferred: 4096)), FeederYield.Closed());

        var outcome = Start(script);
        Assert.Equal(4096, outcome.Demand.PreferredBytes);

        StreamingRunner.Resume(outcome.Continuation!, ReadOnlySequence<byte>.Empty, _sink);
        Assert.Equal(4096, script.Demands[1].PreferredBytes);
    }

    [Fact]
    [Trait("Item", "28")]
    public void A_chunk_shorter_than_the_least_demand_is_kept_and_the_parse_waits_again()
    {
        var config = new StreamingConfig { RunConfig = new RunConfig().WithStream(new() { DemandMinBytes = 100 }) };
        var script = new Script(Script.Text("on"), Script.Text("e\n"), FeederYield.Closed());

        var outcome = Start(script, config);
        Assert.Equal(PendingReason.InputExhausted, outcome.Reason);
        Assert.Equal(100, outcome.Demand.MinBytes);
        Assert.Equal(2, outcome.Continuation!.Meta.BufferedLength);

        outcome = StreamingRunner.Resume(outcome.Continuation, ReadOnlySequence<byte>.Empty, _sink);
        Assert.Equal(1, _sink.Units);
        Assert.Equal(StreamOutcomeKind.Pending, outcome.Kind);
    }

    [Theory]
    [InlineData(3, "overlaps")]
    [InlineData(9, "leaves a gap")]
    [Trait("Item", "29")]
    public void Chunks_follow_each_other(long offset, string what)
    {
        var outcome = Start(new(Script.Text("one\n"), Script.Text("more\n") with { Offset = offset }));

        var diagnostic = AssertFailed(outcome, StreamErrorKind.FeederBug);
        Assert.Contains($"begins at {offset}, expected 4", diagnostic.Message, StringComparison.Ordinal);
        Assert.Contains(what, diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Item", "30")]
    public void Nothing_comes_behind_the_end()
    {
        _sink.Reply = () => SinkReply.Pause;
        var closed = Start(new(Script.Text("one\ntwo x\n"), FeederYield.Closed()));
        closed = StreamingRunner.Resume(closed.Continuation!, ReadOnlySequence<byte>.Empty, _sink, isFinal: true);

        closed = StreamingRunner.Resume(closed.Continuation!, Script.Bytes("more"), _sink);

        while (closed.Kind == StreamOutcomeKind.Pending)
            closed = StreamingRunner.Resume(closed.Continuation!, ReadOnlySequence<byte>.Empty, _sink, isFinal: true);
        AssertFailed(closed, StreamErrorKind.FeederBug);
        Assert.Equal(StreamOutcomeKind.Completed, Start(new(Script.Text("x"), FeederYield.Closed(), FeederYield.Closed())).Kind);
    }

    [Fact]
    [Trait("Item", "31")]
    public void A_source_that_fails_ends_the_parse_and_leaves_what_was_read()
    {
        var observer = new Observer();
        var cause = JsonDocument.Parse("{\"code\":\"5\"}").RootElement;
        var failure = new StreamError(StreamErrorKind.IoFailed, "The disk is gone.", cause);

        var outcome = Start(new(Script.Text("one\ntwo"), FeederYield.Failed(failure)), new() { OnDiagnostic = observer });

        var diagnostic = AssertFailed(outcome, StreamErrorKind.IoFailed);
        var told = (JsonElement)((ExtensionMap)diagnostic.Extensions["stream"]!).Values["cause"]!;
        Assert.Equal("5", told.GetProperty("code").GetString());
        Assert.Single(observer.Events.OfType<StreamEvent.Error>());
        Assert.Equal(1, _sink.Units);
        Assert.Equal(4, outcome.Checkpoint!.Watermark);
        Assert.Equal(4, outcome.Meta.ConsumedBytes);
    }

    [Fact]
    [Trait("Item", "17")]
    public void Empty_chunks_are_not_the_end_and_three_in_a_row_are_a_silence()
    {
        var outcome = Start(new(Script.Text("on"), Script.Text(""), Script.Text(""), Script.Text("e\n"), Script.Text("")));

        Assert.Equal(PendingReason.FeederAwait, outcome.Reason);
        Assert.Equal(1, _sink.Units);
    }

    [Fact]
    [Trait("Item", "36")]
    public void Releases_never_go_back_and_never_beyond_the_watermark()
    {
        var script = new Script(Script.Text("one\ntw"), Script.Text("o x\nblock {\n"), Script.Text("}\n"), FeederYield.Closed());

        Start(script);

        Assert.Equal(script.Releases.Order(), script.Releases);
        Assert.Equal([0, 4, 18, 20, 20], script.Releases);
    }

    [Fact]
    [Trait("Item", "34")]
    public void No_wish_exceeds_the_cap()
    {
        var config = new StreamingConfig { DemandCap = new(8192, 0) };
        var script = new Script(FeederYield.Pending(DemandHint.Continue(preferred: 100_000)), FeederYield.Await());

        var outcome = Start(script, config);
        StreamingRunner.Resume(outcome.Continuation!, ReadOnlySequence<byte>.Empty, _sink);

        Assert.All(script.Demands, demand => Assert.Equal(8192, demand.PreferredBytes));
        Assert.Equal(8192, outcome.Demand.PreferredBytes);
        var driver = new StreamDriver<string>(new ToyGrammar(), new DelayedFeeder(), _sink, config);
        Assert.Equal(8192, driver.Window);
    }

    [Fact]
    public void A_chunk_above_the_largest_is_refused()
    {
        var config = new RunConfig { Limits = new() { MaxChunkBytes = 10 } };

        AssertFailed(Start(new(Script.Text("0123456789x\n")), new() { RunConfig = config }), StreamErrorKind.FeederBug);
    }

    private StreamOutcome<StreamSummary> Start(Script script, StreamingConfig? config = null)
        => StreamingRunner.RunStream(new ToyGrammar(), script, _sink, config);

    private static Diagnostic AssertFailed(in StreamOutcome<StreamSummary> outcome, StreamErrorKind kind)
    {
        Assert.Equal(StreamOutcomeKind.Completed, outcome.Kind);
        Assert.False(outcome.Result!.HasValue);
        var diagnostic = Assert.Single(outcome.Result.Diagnostics);
        Assert.Equal("parser.stream.error", diagnostic.Code);
        Assert.Equal(kind, ((ExtensionMap)diagnostic.Extensions["stream"]!).Values["kind"]);
        return diagnostic;
    }
}
