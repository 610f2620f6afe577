using System.Text;

using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;
using MarsDisk.Actors.Parsing.Parser;
using MarsDisk.Parsing;
using MarsDisk.Scenario;

namespace MarsDisk.Actors.Tests.Parsing;

/// <summary>A parser between two probes: one feeds, one coordinates. Time stands still until the test moves it.</summary>
public abstract class ParserSpec(Type? journal = null, IReadOnlyList<object>? belongings = null)
    : ActorSpec(new SpecSetup { RunsOnCallingThread = true, HasVirtualTime = true, Journal = journal, Belongings = belongings ?? [] })
{
    protected const string Id = "s";

    protected const string Text = """
        scenario "x" version 1
        set radiation.TM_K = 4000 K
        set radiation.TM_K = 3900 K
        set radiation.TM_K = 3800 K
        set radiation.TM_K = 3700 K
        set radiation.TM_K = 3600 K
        end

        """;

    private int _parsers;

    protected TestProbe Feeder => field ??= CreateTestProbe("feeder");

    protected TestProbe Coordinator => field ??= CreateTestProbe("coordinator");

    private protected TestClock Time { get; } = new();

    /// <summary>Starts a parser and gives it credit.</summary>
    protected IActorRef Start(int credits, ParserTimes? times = null, ScenarioSource? source = null, IFeedSources? sources = null, bool requiresEnd = false)
    {
        var setup = new ParserSetup(
            Id, source ?? new ScenarioSource.Feed(Feeder.Ref), sources ?? new NoSources(), new ScenarioGrammar(requiresEnd), new StreamingConfig { Clock = Time },
            (times ?? ParserTimes.Default) with { Clock = Time });
        var coordinator = Coordinator.Ref;
        var line = new InstantLine();
        var parser = Sys.ActorOf(Props.Create(() => new ScenarioParserActor(setup, coordinator, line)), FormattableString.Invariant($"parser-{_parsers++}"));
        if (credits > 0)
        {
            Coordinator.ExpectMsg<ParserPositioned>();
            parser.Tell(new Grant(Id, credits, 0), Coordinator.Ref);
        }

        return parser;
    }

    /// <summary>Answers the demand that the feeder has with all of a text from an offset on.</summary>
    protected void Feed(IActorRef parser, string text, long offset = 0, bool closes = false)
    {
        var pull = Feeder.FishForMessage<Pull>(pull => pull.Demand.Action == DemandAction.Continue);
        var bytes = Encoding.UTF8.GetBytes(text);
        parser.Tell(new FeedChunk(pull.FeedId, pull.Sequence, offset, bytes), Feeder.Ref);
        if (closes)
            parser.Tell(new FeedClosed(pull.FeedId, offset + bytes.Length), Feeder.Ref);
    }

    protected ParserStatus StatusOf(IActorRef parser)
    {
        parser.Tell(new GetParserStatus(Id), TestActor);
        return ExpectMsg<ParserStatus>();
    }

    /// <summary>The ordinals that come next, as many as are there.</summary>
    protected IReadOnlyList<long> Emitted(int count) => [.. Enumerable.Range(0, count).Select(_ => Coordinator.ExpectMsg<Emit>().FirstOrdinal)];

    protected void Advance(TimeSpan time)
    {
        Time.Advance(time);
        Clock.Advance(time);
    }

    /// <summary>Does every job at once.</summary>
    private protected sealed class InstantLine : IWorkLine
    {
        public bool TryAdd(Action job)
        {
            job();
            return true;
        }

        public void Dispose()
        {
            // There is no thread to stop.
        }
    }

    /// <summary>A clock that the test moves.</summary>
    private protected sealed class TestClock : TimeProvider
    {
        private TimeSpan _now = TimeSpan.FromDays(1);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan time) => _now += time;

        public override long GetTimestamp() => _now.Ticks;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + _now;
    }

    /// <summary>Opens nothing.</summary>
    private protected sealed class NoSources : IFeedSources
    {
        public IAsyncFeeder Open(ScenarioSource source) => throw new IOException("there is none");

        public bool CanSeekAfterRestart(ScenarioSource source) => source is not ScenarioSource.StandardInput { Spool: false };
    }
}
