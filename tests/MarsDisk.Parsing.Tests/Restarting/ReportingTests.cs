namespace MarsDisk.Parsing.Tests.Restarting;

public sealed class ReportingTests
{
    private static readonly Parser<string> Line
        = Parse.TakeWhile1(ByteSet.Letter).AsText().SkipRight(Parse.Text("\n"u8));

    [Fact]
    public void An_observer_hears_of_waits_errors_and_the_end()
    {
        var observer = new Listener();
        var feeder = MemoryFeeder.Answering(FeederYield.Chunk("ab"u8.ToArray()), FeederYield.Await());
        var config = new StreamingConfig { OnDiagnostic = observer, ResumeNotes = true };

        var pending = StreamingRunner.RunStream(Line, feeder, config);
        StreamingRunner.Resume(pending.Continuation!, new("1"u8.ToArray()), isFinal: true);

        var wait = Assert.IsType<StreamEvent.Pending>(observer.Events[0]);
        Assert.Equal((PendingReason.FeederAwait, "\n"), (wait.Reason, Assert.Single(wait.Notes)));
        Assert.Equal("scn.syntax.expected", Assert.IsType<StreamEvent.Error>(observer.Events[1]).Diagnostic.Code);
        Assert.IsType<StreamEvent.Progress>(observer.Events[^1]);
        Assert.Equal(3, observer.Events.Count);
    }

    [Fact]
    [Trait("Item", "32")]
    public void Every_wait_of_a_general_parse_has_a_lawful_hint()
    {
        using var metrics = new ParsingMetrics();
        var config = new StreamingConfig { Metrics = metrics, DemandCap = new(16, 0) };
        var outcome = StreamingRunner.RunStream(
            Parse.Take(40).AsText(), MemoryFeeder.Answering(FeederYield.Await()), config);

        while (outcome.Kind == StreamOutcomeKind.Pending)
        {
            Assert.InRange(outcome.Demand.MinBytes, 1, 16);
            outcome = StreamingRunner.Resume(outcome.Continuation!, new(new byte[3]));
        }

        Assert.Equal(1.0, metrics.DemandHintCoverage.Value);
        Assert.Equal(14, metrics.DemandHintCoverage.All);
        Assert.Equal(1.0, metrics.ExtensionFieldCoverage.Value);
    }

    private sealed class Listener : IStreamObserver
    {
        public List<StreamEvent> Events { get; } = [];

        public void On(StreamEvent streamEvent) => Events.Add(streamEvent);
    }
}
