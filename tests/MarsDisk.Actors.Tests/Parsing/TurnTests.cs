using System.Text;

using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Parsing.Parser;
using MarsDisk.Journal.Events;
using MarsDisk.Parsing;
using MarsDisk.Scenario;

namespace MarsDisk.Actors.Tests.Parsing;

/// <summary>A parser does its work in turns, and what it asks of another node fits the frame of a transport.</summary>
public sealed class TurnTests() : ParserSpec
{
    private const int Pieces = 400;

    [Fact]
    [Trait("Item", "117")]
    public void A_question_is_answered_between_the_turns_of_a_long_parse()
    {
        var test = TestActor;
        var source = Sys.ActorOf(Props.Create(() => new CuriousFeederActor(Pieces, test)), "curious");
        Start(credits: 16, source: new ScenarioSource.Feed(source));

        var places = ExpectMsg<List<long>>();

        var steps = places.Zip(places.Skip(1), (earlier, later) => later - earlier).ToList();
        Assert.Equal(Pieces, places.Count);
        Assert.All(steps, step => Assert.InRange(step, 1, ParserFeed.TurnBytesMax));
    }

    [Fact]
    [Trait("Item", "117")]
    public void A_turn_takes_a_bounded_share_of_what_waits_and_loses_nothing()
    {
        var backlog = new ChunkBacklog();
        var bytes = new byte[1_000_000];
        Random.Shared.NextBytes(bytes);
        backlog.Add(bytes.AsMemory(0, 700_000));
        backlog.Add(bytes.AsMemory(700_000));
        var taken = new List<byte>();

        for (var share = backlog.Take(ParserFeed.TurnBytesMax); !share.IsEmpty; share = backlog.Take(ParserFeed.TurnBytesMax))
        {
            Assert.InRange(share.Length, 1, ParserFeed.TurnBytesMax);
            foreach (var part in share)
                taken.AddRange(part.Span);
        }

        Assert.True(bytes.AsSpan().SequenceEqual([.. taken]));
        Assert.Equal(0, backlog.Bytes);
    }

    [Fact]
    [Trait("Item", "125")]
    public void Another_actor_is_never_asked_for_more_than_a_frame_holds_and_may_not_send_more()
    {
        var parser = Start(credits: 64);
        var text = Encoding.UTF8.GetBytes("scenario \"x\" version 1\n" + string.Concat(Enumerable.Repeat("# " + new string('x', 1021) + "\n", 300)));
        var sent = 0;
        while (sent < text.Length)
        {
            var pull = Feeder.FishForMessage<Pull>(pull => pull.Demand.Action == DemandAction.Continue);
            Assert.InRange(pull.WindowBytes, 1, ParserFeed.RemoteChunkBytesMax);
            Assert.InRange(pull.Demand.PreferredBytes!.Value, 1, ParserFeed.RemoteChunkBytesMax);
            var count = Math.Min(text.Length - sent, pull.WindowBytes);
            parser.Tell(new FeedChunk(pull.FeedId, pull.Sequence, sent, text.AsMemory(sent, count)), Feeder.Ref);
            sent += count;
        }

        var last = Feeder.FishForMessage<Pull>(pull => pull.Demand.Action == DemandAction.Continue);
        parser.Tell(new FeedChunk(last.FeedId, last.Sequence, sent, new byte[ParserFeed.RemoteChunkBytesMax + 1]), Feeder.Ref);

        var failed = Coordinator.FishForMessage<ScenarioFailed>(_ => true);
        Assert.Contains("the window was", failed.Result.Diagnostics[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Item", "126")]
    public void A_journal_may_be_silent_for_half_a_minute_and_not_for_more_than_one()
    {
        var setup = new ParserSetup(
            Id, new ScenarioSource.File("x"), new NoSources(), new ScenarioGrammar(), new StreamingConfig(), ParserTimes.Default with { Clock = Time });
        var checkpoints = new ParserCheckpoints(setup);
        var saved = new CheckpointSaved([1]);
        checkpoints.Keep(saved);

        Time.Advance(TimeSpan.FromSeconds(30));
        Assert.False(checkpoints.IsOverdue(watermark: 0));
        Assert.True(checkpoints.IsOverdue(watermark: (256L << 20) + 1));
        Time.Advance(TimeSpan.FromSeconds(31));
        Assert.True(checkpoints.IsOverdue(watermark: 0));
        checkpoints.Kept(saved, Sys);
        Assert.False(checkpoints.IsOverdue(watermark: 0));
    }

    /// <summary>Feeds comments without end, and with each piece asks where the parse stands.</summary>
    private sealed class CuriousFeederActor : ReceiveActor
    {
        private static readonly byte[] Head = Encoding.UTF8.GetBytes("scenario \"x\" version 1\n");
        private static readonly byte[] Piece = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("#" + new string('x', 1022) + "\n", 64)));

        private readonly List<long> _places = [];
        private long _offset;

        public CuriousFeederActor(int pieces, IActorRef test)
        {
            Receive<Pull>(pull => pull.Demand.Action == DemandAction.Continue && _places.Count < pieces, pull =>
            {
                var bytes = _offset == 0 ? Head : Piece;
                Sender.Tell(new FeedChunk(pull.FeedId, pull.Sequence, _offset, bytes), Self);
                Sender.Tell(new GetParserStatus(Id), Self);
                _offset += bytes.Length;
            });
            Receive<ParserStatus>(status =>
            {
                _places.Add(status.Stream.ConsumedBytes);
                if (_places.Count == pieces)
                    test.Tell(_places, Self);
            });
            ReceiveAny(_ => { });
        }
    }
}
