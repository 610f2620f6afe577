using System.Diagnostics.Metrics;
using MarsDisk.Parsing.Tests.Toy;

namespace MarsDisk.Parsing.Tests.Observing;

public sealed class ParsingMetricsTests
{
    [Fact]
    [Trait("Item", "32"), Trait("Item", "129"), Trait("Item", "130")]
    public void Every_wait_has_a_lawful_hint_that_is_told_the_same_everywhere()
    {
        using var metrics = new ParsingMetrics();
        var source = Cut.Bytes("one\ntable t {\n1 2\n3 4\n}\nblock {\na\n}\ntwo x\nbad\nlast\n");
        foreach (var chunks in Cut.AnySplit(source))
        {
            var random = new Random(5);
            var answers = chunks.SelectMany(chunk => new[] { FeederYield.Chunk(chunk), Silence(random) }).Append(FeederYield.Closed());
            var sink = new Transcript { Reply = () => random.Next(2) == 0 ? SinkReply.Pause : SinkReply.Continue };
            var config = new StreamingConfig { Metrics = metrics, RunConfig = Run.Collecting, DemandCap = new(8192, 0) };
            var outcome = StreamingRunner.RunStream(new ToyGrammar(), MemoryFeeder.Answering(answers), sink, config);
            while (outcome.Kind == StreamOutcomeKind.Pending)
            {
                Assert.Equal(outcome.Demand, outcome.Continuation!.Meta.ResumeHint);
                Assert.Equal(outcome.Demand, outcome.Config.Stream.ResumeHint);
                Assert.Equal(outcome.Continuation.Meta.LastCheckpoint, outcome.Config.Stream.Checkpoint);
                outcome = StreamingRunner.Resume(outcome.Continuation, System.Buffers.ReadOnlySequence<byte>.Empty, sink);
            }

            Assert.Null(outcome.Config.Stream.ResumeHint);
        }

        Assert.True(metrics.DemandHintCoverage.All > 100);
        Assert.Equal(1, metrics.DemandHintCoverage.Value);
        Assert.Equal(1, metrics.ExtensionFieldCoverage.Value);

        var waiting = StreamingRunner.RunStream(new ToyGrammar(), MemoryFeeder.Answering(FeederYield.Await()), new Transcript());
        metrics.Saw(waiting with { Demand = waiting.Demand with { Reason = DemandReason.None } });
        Assert.InRange(metrics.DemandHintCoverage.Value, 0.9, 0.9999);
    }

    [Fact]
    [Trait("Item", "131")]
    public void Coverages_are_gauges_of_the_meter_and_fall_with_each_miss()
    {
        using var metrics = new ParsingMetrics();
        metrics.OutcomeConsistency.Add(isGood: true);
        metrics.OutcomeConsistency.Add(isGood: false);

        Dictionary<string, double> read = new(StringComparer.Ordinal);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, observer) =>
        {
            if (instrument.Meter.Name == ParsingMetrics.MeterName)
                observer.EnableMeasurementEvents(instrument, metrics);
        };
        listener.SetMeasurementEventCallback<double>(
            (instrument, value, _, _) => read[instrument.Name] = Math.Min(value, read.GetValueOrDefault(instrument.Name, 1)));
        listener.Start();
        listener.RecordObservableInstruments();

        Assert.Equal(0.5, read["parser.stream.outcome_consistency"]);
        Assert.True(read.ContainsKey("parser.recover_fixit_coverage"));
    }

    [Fact]
    public void Counts_of_bytes_units_and_limits_reach_the_meter()
    {
        using var metrics = new ParsingMetrics();
        Dictionary<string, long> sums = new(StringComparer.Ordinal);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, observer) =>
        {
            if (instrument.Meter.Name == ParsingMetrics.MeterName)
                observer.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
        {
            lock (sums)
                sums[instrument.Name] = sums.GetValueOrDefault(instrument.Name) + value;
        });
        listener.Start();

        var config = new StreamingConfig { Metrics = metrics, RunConfig = new() { Limits = new() { MaxRows = 2 } } };
        StreamingRunner.RunStream(new ToyGrammar(), new MemoryFeeder(Cut.Bytes("table t {\n1\n2\n3\n")), new Transcript(), config);

        Assert.True(sums["parser.stream.bytes"] >= 14);
        Assert.True(sums["parser.stream.units"] >= 3);
        Assert.True(sums["parser.stream.rows"] >= 2);
        Assert.True(sums["parser.stream.limit_exceeded"] >= 1);
    }

    private static FeederYield Silence(Random random) => random.Next(4) switch
    {
        0 => FeederYield.Await(),
        1 => FeederYield.Pending(DemandHint.Pause(DemandReason.Operator)),
        2 => FeederYield.Pending(DemandHint.Continue(preferred: random.Next(1, 20_000))),
        _ => FeederYield.Chunk(ReadOnlyMemory<byte>.Empty),
    };
}
