using System.Buffers;
using MarsDisk.Parsing.Tests.Toy;

namespace MarsDisk.Parsing.Tests.Flow;

public sealed class FlowControlTests
{
    private readonly ManualClock _clock = new();
    private readonly Transcript _sink = new();

    [Fact]
    [Trait("Item", "49")]
    public void The_source_is_held_above_the_high_mark_and_let_go_at_the_low_one()
    {
        var feeder = new DelayedFeeder();
        var driver = Driver(feeder, new(FlowMode.Auto, 1000, 200, new FlowPolicy.Auto(default)));
        driver.AcknowledgedThrough = 0;
        driver.Pump();
        for (var chunk = 1; chunk <= 10; chunk++)
        {
            feeder.Answer(new string('x', 99) + "\n");
            driver.Pump();
            Assert.Equal(PumpStatus.NeedsInput, driver.Pump());
        }

        feeder.Answer(new string('x', 99) + "\n");
        driver.Pump();
        Assert.Equal(PumpStatus.Paused, driver.Pump());
        Assert.Equal(DemandReason.Backpressure, driver.Demand.Reason);
        Assert.False(feeder.IsAsked);

        driver.AcknowledgedThrough = 899;
        Assert.Equal(PumpStatus.Paused, driver.Pump());
        driver.AcknowledgedThrough = 900;
        Assert.Equal(PumpStatus.NeedsInput, driver.Pump());
        Assert.True(feeder.IsAsked);
        Assert.Equal(11, _sink.Units);
    }

    [Fact]
    [Trait("Item", "50")]
    public void A_statement_longer_than_the_high_mark_still_arrives()
    {
        var flow = new FlowController(FlowMode.Auto, 1000, 200, new FlowPolicy.Auto(default));
        var source = Cut.Bytes(new string('x', 50_000) + "\n");

        var outcome = StreamingRunner.RunStream(new ToyGrammar(), MemoryFeeder.Split(source, 100), _sink, new() { Flow = flow });

        Assert.Equal(StreamOutcomeKind.Completed, outcome.Kind);
        Assert.Equal(1, _sink.Units);
    }

    [Fact]
    [Trait("Item", "51")]
    public void An_action_changes_at_most_once_in_each_debounce_interval()
    {
        var feeder = new DelayedFeeder();
        var driver = Driver(feeder, Auto(new(null, TimeSpan.FromMilliseconds(100), null)));
        _sink.Reply = () => SinkReply.Pause;
        driver.Pump();
        List<(double Time, DemandAction Action)> told = [(0, driver.Demand.Action)];
        for (var step = 1; step <= 200; step++)
        {
            _clock.Move(7);
            if (step % 2 == 0)
                driver.SinkReady();
            if (feeder.IsAsked)
                feeder.Answer("one\n");
            driver.Pump();
            if (driver.Demand.Action != told[^1].Action)
                told.Add((step * 7, driver.Demand.Action));
        }

        Assert.InRange(told.Count, 4, 15);
        var gaps = told.Skip(2).Zip(told.Skip(1), (later, earlier) => later.Time - earlier.Time);
        Assert.All(gaps, gap => Assert.InRange(gap, 100, double.MaxValue));
    }

    [Fact]
    [Trait("Item", "52")]
    public void Demands_keep_the_distance_that_the_throttle_asks_for()
    {
        List<long> times = [];
        var script = new Script(Script.Text("one\n")) { Asked = () => times.Add(_clock.GetTimestamp()) };
        var config = new StreamingConfig { Clock = _clock, Flow = Auto(new(null, null, TimeSpan.FromMilliseconds(50))) };

        var outcome = StreamingRunner.RunStream(new ToyGrammar(), script, _sink, config);
        for (var step = 0; step < 40; step++)
        {
            Assert.Equal(DemandReason.Throttled, outcome.Demand.Reason);
            Assert.InRange(outcome.Demand.RetryAfter!.Value.TotalMilliseconds, 1, 50);
            Assert.True(outcome.Demand.IsLawful());
            _clock.Move(9);
            outcome = StreamingRunner.Resume(outcome.Continuation!, ReadOnlySequence<byte>.Empty, _sink);
        }

        Assert.InRange(times.Count, 6, 8);
        Assert.All(times.Skip(1).Zip(times, (later, earlier) => later - earlier),
            ticks => Assert.InRange(ticks, TimeSpan.FromMilliseconds(50).Ticks, long.MaxValue));
        Assert.All(script.Demands, demand => Assert.Equal(50, demand.RetryAfter!.Value.TotalMilliseconds));
    }

    [Fact]
    [Trait("Item", "53")]
    public void A_frame_that_waits_too_long_holds_the_source_once()
    {
        var observer = new Observer();
        var flow = Auto(new(TimeSpan.FromMilliseconds(10), null, null));
        var config = new StreamingConfig { Clock = _clock, OnDiagnostic = observer, Flow = flow };
        _sink.Reply = () =>
        {
            _clock.Move(4);
            return SinkReply.Continue;
        };

        var outcome = StreamingRunner.RunStream(
            new ToyGrammar(), new Script(Script.Text("a\nb\nc\nd\ne\nf\n"), FeederYield.Closed()), _sink, config);
        Assert.Equal(PendingReason.Backpressure, outcome.Reason);
        Assert.Equal(DemandAction.Pause, outcome.Demand.Action);
        Assert.Equal(3, _sink.Units);

        outcome = StreamingRunner.Resume(outcome.Continuation!, ReadOnlySequence<byte>.Empty, _sink);
        Assert.Equal(StreamOutcomeKind.Completed, outcome.Kind);
        Assert.Single(observer.Events.OfType<StreamEvent.Pending>());
    }

    [Fact]
    [Trait("Item", "54")]
    public void A_manual_policy_decides_before_each_demand()
    {
        var allowed = default(Demand);
        var script = new Script(Script.Text("one\n"), FeederYield.Await());
        var config = new StreamingConfig { Flow = FlowController.Default with { Policy = new FlowPolicy.Manual(() => allowed) } };

        var outcome = StreamingRunner.RunStream(new ToyGrammar(), script, _sink, config);
        Assert.Equal(PendingReason.Backpressure, outcome.Reason);
        Assert.Equal(DemandAction.Pause, outcome.Demand.Action);
        Assert.Empty(script.Demands);

        allowed = new(4096, 0);
        outcome = StreamingRunner.Resume(outcome.Continuation!, ReadOnlySequence<byte>.Empty, _sink);
        Assert.Equal(4096, script.Demands[0].PreferredBytes);
        Assert.Null(outcome.Meta.LagNanos);
        Assert.Null(outcome.Meta.BufferFillRatio);
    }

    [Theory]
    [InlineData(FlowCapability.Pull, FlowMode.Pull)]
    [InlineData(FlowCapability.Seek, FlowMode.Pull)]
    [InlineData(FlowCapability.Push, FlowMode.Push)]
    [InlineData(FlowCapability.Push | FlowCapability.Async, FlowMode.Push)]
    [InlineData(FlowCapability.Push | FlowCapability.Pull, FlowMode.Hybrid)]
    [Trait("Item", "55")]
    public void The_mode_follows_from_what_the_source_can(FlowCapability capability, FlowMode expected)
        => Assert.Equal(expected, new FlowGate(FlowController.Default, capability, new()).Mode);

    [Fact]
    [Trait("Item", "56")]
    public void Lag_and_fill_are_told_with_an_automatic_policy()
    {
        var config = new StreamingConfig { Clock = _clock };
        var script = new Script(Script.Text("one\nhalf"), FeederYield.Await());
        _sink.Reply = () =>
        {
            _clock.Move(3);
            return SinkReply.Continue;
        };

        var meta = StreamingRunner.RunStream(new ToyGrammar(), script, _sink, config).Meta;

        Assert.Equal(3_000_000, meta.LagNanos);
        Assert.Equal(4f / (1024 * 1024), meta.BufferFillRatio);
    }

    private static FlowController Auto(BackpressureSpec times) => FlowController.Default with { Policy = new FlowPolicy.Auto(times) };

    private StreamDriver<string> Driver(DelayedFeeder feeder, FlowController flow)
        => new(new ToyGrammar(), feeder, _sink, new() { Clock = _clock, Flow = flow });
}
