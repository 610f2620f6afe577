using System.Text;

using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Parsing.Parser;
using MarsDisk.Parsing;

namespace MarsDisk.Actors.Tests.Parsing;

public sealed class ScenarioParserActorTests() : ParserSpec
{
    private const int Units = 7;

    [Fact]
    [Trait("Item", "112")]
    public void Credit_for_three_gives_three_units_and_a_feeder_that_holds()
    {
        var parser = Start(credits: 3);

        Feed(parser, Text);

        Assert.Equal([0L, 1, 2], Emitted(3));
        Coordinator.ExpectNoMsg(TimeSpan.Zero);
        Assert.Equal(ParserPhase.Paused, StatusOf(parser).Phase);
        var hold = Feeder.FishForMessage<Pull>(pull => pull.Demand.Action == DemandAction.Pause);
        Assert.Equal((0, DemandReason.Backpressure), (hold.WindowBytes, hold.Demand.Reason));
    }

    [Fact]
    [Trait("Item", "113")]
    public void Buffered_units_go_before_more_bytes_are_asked_for()
    {
        var parser = Start(credits: 3);
        Feed(parser, Text);
        Emitted(3);
        Feeder.FishForMessage<Pull>(pull => pull.Demand.Action == DemandAction.Pause);

        parser.Tell(new Grant(Id, 3, 0), Coordinator.Ref);

        Assert.Equal([3L, 4, 5], Emitted(3));
        Assert.Equal(DemandAction.Pause, Feeder.ExpectMsg<Pull>().Demand.Action);
        Feeder.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    [Trait("Item", "114")]
    public void An_operator_that_holds_is_not_overruled_by_credit()
    {
        var parser = Start(credits: 2);
        Feed(parser, Text);
        Emitted(2);

        parser.Tell(new PauseParsing(Id, "lunch"), TestActor);
        parser.Tell(new Grant(Id, 16, 0), Coordinator.Ref);
        Coordinator.ExpectNoMsg(TimeSpan.Zero);
        Assert.Equal(ParserPhase.Paused, StatusOf(parser).Phase);

        parser.Tell(new ResumeParsing(Id), TestActor);
        Assert.Equal([2L, 3, 4, 5, 6], Emitted(5));
    }

    [Fact]
    [Trait("Item", "116")]
    public void Bytes_that_were_under_way_when_the_parser_was_held_are_kept()
    {
        var parser = Start(credits: 16);
        var pull = Feeder.FishForMessage<Pull>(pull => pull.Demand.Action == DemandAction.Continue);
        parser.Tell(new PauseParsing(Id, "now"), TestActor);

        parser.Tell(new FeedChunk(pull.FeedId, pull.Sequence, 0, Encoding.UTF8.GetBytes(Text)), Feeder.Ref);
        Coordinator.ExpectNoMsg(TimeSpan.Zero);
        parser.Tell(new ResumeParsing(Id), TestActor);

        Assert.Equal(Enumerable.Range(0, Units).Select(unit => (long)unit), Emitted(Units));
    }

    [Fact]
    public void A_source_that_ended_is_accepted_when_every_unit_is_acknowledged()
    {
        var parser = Start(credits: 16);
        Feed(parser, Text, closes: true);
        Emitted(Units);
        Coordinator.ExpectNoMsg(TimeSpan.Zero);

        parser.Tell(new Grant(Id, 0, Units), Coordinator.Ref);

        var parsed = Coordinator.ExpectMsg<ScenarioParsed>();
        Assert.True(parsed.Result.HasValue);
        Assert.Equal(Units, parsed.Meta.Units);
    }

    [Theory]
    [InlineData(true, "scn.eof.missing_end")]
    [InlineData(false, null)]
    public void A_source_without_its_end_is_complete_only_for_a_language_that_does_not_require_it(bool requiresEnd, string? found)
    {
        var parser = Start(credits: 16, requiresEnd: requiresEnd);

        Feed(parser, Text.Replace("end\n", "", StringComparison.Ordinal), closes: true);
        parser.Tell(new Grant(Id, 0, Units - 1), Coordinator.Ref);

        var ended = Coordinator.FishForMessage<object>(message => message is ScenarioParsed or ScenarioFailed);
        var result = ended is ScenarioFailed failed ? failed.Result : ((ScenarioParsed)ended).Result;
        Assert.Equal(found, result.Diagnostics.SingleOrDefault()?.Code);
    }

    [Fact]
    [Trait("Item", "119")]
    public void No_checkpoint_goes_beyond_what_is_acknowledged()
    {
        var first = Start(credits: 4);
        Feed(first, Text);
        Emitted(4);
        first.Tell(new CheckpointNow(Id), TestActor);
        Watch(first);
        Sys.Stop(first);
        ExpectTerminated(first);

        Start(credits: 0);
        Assert.Equal(0, Coordinator.ExpectMsg<ParserPositioned>().NextOrdinal);
    }

    [Fact]
    public void A_parser_goes_on_behind_its_checkpoint_with_the_same_ordinals()
    {
        var first = Start(credits: 4);
        Time.Advance(TimeSpan.FromSeconds(6));
        Feed(first, Text);
        Emitted(4);
        first.Tell(new Grant(Id, 0, 4), Coordinator.Ref);
        Watch(first);
        Sys.Stop(first);
        ExpectTerminated(first);

        var second = Start(credits: 0);
        var next = Coordinator.ExpectMsg<ParserPositioned>().NextOrdinal;
        var seek = Feeder.FishForMessage<FeedSeek>(_ => true);
        second.Tell(new FeedSeekResult(seek.FeedId, Ok: true, 0, null), Feeder.Ref);
        second.Tell(new Grant(Id, 16, 4), Coordinator.Ref);
        Feed(second, Text);

        Assert.Equal(4, next);
        Assert.Equal([4L, 5, 6], Emitted(3));
    }

    [Fact]
    public void A_source_that_is_another_one_now_is_not_read_on()
    {
        var first = Start(credits: 4);
        Time.Advance(TimeSpan.FromSeconds(6));
        Feed(first, Text);
        Emitted(4);
        first.Tell(new Grant(Id, 0, 4), Coordinator.Ref);
        Watch(first);
        Sys.Stop(first);
        ExpectTerminated(first);

        var second = Start(credits: 0);
        Coordinator.ExpectMsg<ParserPositioned>();
        var seek = Feeder.FishForMessage<FeedSeek>(_ => true);
        second.Tell(new FeedSeekResult(seek.FeedId, Ok: true, 0, null), Feeder.Ref);
        second.Tell(new Grant(Id, 16, 4), Coordinator.Ref);
        Feed(second, Text.Replace("4000", "4001", StringComparison.Ordinal));

        var failed = Coordinator.ExpectMsg<ScenarioFailed>();
        Assert.False(failed.Resumable);
        Assert.Contains("not those that were read before", failed.Result.Diagnostics[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Item", "122")]
    public void A_silent_connection_ends_the_scenario_after_its_patience_and_can_be_resumed()
    {
        Start(credits: 16, ParserTimes.Remote);

        Advance(TimeSpan.FromMinutes(4.9));
        Coordinator.ExpectNoMsg(TimeSpan.Zero);
        Advance(TimeSpan.FromMinutes(0.2));

        var failed = Coordinator.ExpectMsg<ScenarioFailed>();
        Assert.True(failed.Resumable);
        Assert.Equal(StreamErrorKind.Timeout, KindOf(failed));
    }

    [Fact]
    [Trait("Item", "123")]
    public void Standard_input_that_was_not_kept_cannot_be_resumed()
    {
        var source = new ScenarioSource.StandardInput(Spool: false);
        EventFilter.Warning().Mute();
        var first = Start(credits: 0, source: source);
        Coordinator.FishForMessage<ParserPositioned>(_ => true);
        Watch(first);
        Sys.Stop(first);
        ExpectTerminated(first);

        Start(credits: 0, source: source);

        Assert.False(Coordinator.FishForMessage<ScenarioFailed>(failed => !failed.Resumable).Resumable);
    }

    [Fact]
    [Trait("Item", "127")]
    public void A_cancelled_scenario_ends_and_keeps_its_last_safe_point()
    {
        var parser = Start(credits: 3);
        Feed(parser, Text);
        Emitted(3);

        parser.Tell(new CancelScenario(Id, "enough"), TestActor);

        var failed = Coordinator.ExpectMsg<ScenarioFailed>();
        Assert.True(failed.Resumable);
        Assert.Equal(("enough", StreamErrorKind.UserCancelled), (failed.Result.Diagnostics[^1].Message, KindOf(failed)));
        var status = StatusOf(parser);
        Assert.Equal(ParserPhase.Failed, status.Phase);
        Assert.Equal(failed.Meta.ConsumedBytes, status.Meta!.LastCheckpoint!.Value.Start);
    }

    [Fact]
    public void A_pause_lasts_as_long_as_it_may_whoever_holds_and_ends_resumable()
    {
        var parser = Start(credits: 16, ParserTimes.Default with { MaxPause = TimeSpan.FromMinutes(10) });
        parser.Tell(new PauseParsing(Id, "lunch"), TestActor);
        Advance(TimeSpan.FromMinutes(6));
        parser.Tell(new PauseParsing(Id, "still at lunch"), TestActor);
        Advance(TimeSpan.FromMinutes(3.9));
        Assert.Equal(ParserPhase.Paused, StatusOf(parser).Phase);

        Advance(TimeSpan.FromMinutes(0.2));

        var failed = Coordinator.ExpectMsg<ScenarioFailed>();
        Assert.True(failed.Resumable);
        Assert.Equal("The scenario was paused for too long.", failed.Result.Diagnostics[^1].Message);
    }

    [Fact]
    public void A_pause_that_is_over_in_time_costs_nothing_and_the_next_one_has_its_own_time()
    {
        var parser = Start(credits: 16, ParserTimes.Default with { MaxPause = TimeSpan.FromMinutes(10) });
        foreach (var _ in (int[])[1, 2, 3])
        {
            parser.Tell(new PauseParsing(Id, "lunch"), TestActor);
            Advance(TimeSpan.FromMinutes(9));
            parser.Tell(new ResumeParsing(Id), TestActor);
            Advance(TimeSpan.FromMinutes(9));
        }

        Coordinator.ExpectNoMsg(TimeSpan.Zero);
        Assert.Equal(ParserPhase.AwaitingChunk, StatusOf(parser).Phase);
    }

    [Fact]
    public void A_mistake_is_no_exception_but_the_end()
    {
        var parser = Start(credits: 16);

        Feed(parser, "scenario \"x\" version 1\nnonsense\n", closes: true);

        Assert.Equal([0L], Emitted(1));
        var failed = Coordinator.ExpectMsg<ScenarioFailed>();
        Assert.False(failed.Resumable);
        Assert.Equal("scn.syntax.expected", failed.Result.Diagnostics[0].Code);
    }

    [Fact]
    public void A_gap_between_two_chunks_is_a_fault_of_the_feeder()
    {
        var parser = Start(credits: 16);

        Feed(parser, Text, offset: 5);

        var failed = Coordinator.ExpectMsg<ScenarioFailed>();
        Assert.Contains("expected 0", failed.Result.Diagnostics[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_of_an_earlier_life_of_the_feed_are_dropped()
    {
        var parser = Start(credits: 16);

        parser.Tell(new FeedChunk("other#1", 1, 0, Encoding.UTF8.GetBytes(Text)), Feeder.Ref);

        Coordinator.ExpectNoMsg(TimeSpan.Zero);
        Assert.Equal(ParserPhase.AwaitingChunk, StatusOf(parser).Phase);
    }

    private static StreamErrorKind? KindOf(ScenarioFailed failed) =>
        failed.Result.Diagnostics[^1].Extensions["stream"] is ExtensionMap map ? (StreamErrorKind?)map.Values["kind"] : null;
}
