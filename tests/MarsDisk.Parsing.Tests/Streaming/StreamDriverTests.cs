using MarsDisk.Parsing.Tests.Toy;

namespace MarsDisk.Parsing.Tests.Streaming;

public sealed class StreamDriverTests
{
    [Fact]
    public void Asks_the_source_only_when_no_complete_frame_is_left()
    {
        var (feeder, sink) = (new DelayedFeeder(), new Transcript());
        var driver = new StreamDriver<string>(new ToyGrammar(), feeder, sink, new()) { QuantumBytes = 1 };

        Assert.Equal(PumpStatus.NeedsInput, driver.Pump());
        feeder.Answer("one\ntwo a\nthr");
        Assert.Equal(PumpStatus.Progressed, driver.Pump());
        Assert.Single(sink.Lines);
        Assert.Equal(PumpStatus.Progressed, driver.Pump());
        Assert.Equal(3, sink.Units);
        Assert.Single(feeder.Demands);

        Assert.Equal(PumpStatus.NeedsInput, driver.Pump());
        Assert.Equal(2, feeder.Demands.Count);
        feeder.Answer("ee");
        Assert.Equal(PumpStatus.Progressed, driver.Pump());
        Assert.Equal(PumpStatus.NeedsInput, driver.Pump());
        feeder.Answer(FeederYield.Closed());
        Assert.Equal(PumpStatus.Completed, driver.Pump());
        Assert.True(driver.Ended!.HasValue);
        Assert.Equal(4, sink.Units);
    }

    [Fact]
    public void Stands_still_while_the_sink_or_a_person_holds()
    {
        var (feeder, sink) = (new DelayedFeeder(), new Transcript { Reply = () => SinkReply.Pause });
        var driver = new StreamDriver<string>(new ToyGrammar(), feeder, sink, new());
        driver.Pump();
        feeder.Answer("one\ntwo a\n");

        Assert.Equal(PumpStatus.Paused, driver.Pump());
        Assert.Equal(PumpStatus.Paused, driver.Pump());
        Assert.Equal(1, sink.Units);
        Assert.Equal(DemandReason.Backpressure, driver.Demand.Reason);

        driver.Pause();
        driver.SinkReady();
        Assert.Equal(PumpStatus.Paused, driver.Pump());
        Assert.Equal(1, sink.Units);
        Assert.Equal(DemandReason.Operator, driver.Demand.Reason);

        driver.Continue();
        Assert.Equal(PumpStatus.Paused, driver.Pump());
        Assert.Equal(2, sink.Units);
        Assert.Single(feeder.Demands);
    }

    [Fact]
    public async Task Pumps_to_the_end_while_the_sink_pauses_and_is_ready_again()
    {
        var source = Cut.Bytes(string.Concat(Enumerable.Range(0, 50).Select(line => $"line {line}\n")));
        StreamDriver<string>? driver = null;
        var sink = new Transcript
        {
            Reply = () =>
            {
                driver!.SinkReady();
                return SinkReply.Pause;
            },
        };
        await using (driver = new(new ToyGrammar(), AsyncFeeder.Over(MemoryFeeder.Split(source, 7)), sink, new()))
        {
            var result = await driver.RunToEndAsync(CancellationToken.None);

            Assert.Equal(Run.Batch(source), Run.Describe(sink, result));
        }
    }

    [Fact]
    [Trait("Item", "3")]
    public async Task A_quantum_of_one_frame_changes_nothing()
    {
        var source = Cut.Bytes("one\nbad\ntable t {\n1 2\n3 4\n}\nblock {\nx\n}\ntwo x\n");

        foreach (var chunks in Cut.AnySplit(source))
        {
            var sink = new Transcript();
            await using var driver = new StreamDriver<string>(
                new ToyGrammar(), AsyncFeeder.Over(new MemoryFeeder(chunks)), sink, new() { RunConfig = Run.Collecting })
            { QuantumBytes = 1 };
            var result = await driver.RunToEndAsync(CancellationToken.None);

            Assert.Equal(Run.Batch(source, Run.Collecting), Run.Describe(sink, result));
        }
    }

    [Fact]
    public async Task A_cancelled_parse_has_a_result_with_the_units_so_far()
    {
        var (feeder, sink) = (new DelayedFeeder(), new Transcript());
        await using var driver = new StreamDriver<string>(new ToyGrammar(), feeder, sink, new());
        using var stop = new CancellationTokenSource();

        var running = driver.RunToEndAsync(stop.Token).AsTask();
        feeder.Answer("one\n");
        await stop.CancelAsync();
        var result = await running;

        Assert.False(result.HasValue);
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal("parser.stream.error", diagnostic.Code);
        Assert.Equal(1, sink.Units);
    }
}
