using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Parsing.Parser;
using MarsDisk.Scenarios.Transcribing;
using MarsDisk.Scenarios.Worlds;

namespace MarsDisk.Scenarios.Conditions;

/// <summary>Sources that say nothing, or little.</summary>
public sealed class SilenceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static ReplaySettings Socket(string name) => ReplaySettings.Of(name) with
    {
        Source = new ScenarioSource.Socket("replayed"),
        Times = ParserTimes.Remote,
    };

    [Fact]
    [Trait("Item", "122")]
    public void A_silent_socket_ends_the_scenario_after_its_patience_and_the_sender_may_come_back()
    {
        var silent = Socket("actions") with { Delivery = new Delivery(1, TimeSpan.Zero) { SilentAfter = 12, CanSeek = false } };
        using var world = ReplayWorld.RunToEnd(silent);

        GoldenTranscript.Require("actions-silent", world.Transcript.Lines);
        Assert.Equal(75, world.Report.ExitCode);
        Assert.True(world.Report.Resumable);
        Assert.Equal(Patience, world.Process.Now);
    }

    [Fact]
    [Trait("Item", "105")]
    public void Lines_that_come_one_per_second_leave_the_effects_of_a_file()
    {
        using var slow = ReplayWorld.RunToEnd(Socket("driver") with { Delivery = new Delivery(1, TimeSpan.FromSeconds(1)) });
        using var file = ReplayWorld.RunToEnd(ReplaySettings.Of("driver"));

        GoldenTranscript.Require("driver-dripping", slow.Transcript.Lines);
        Assert.Equal(Crashes.Effects.Of(file), Crashes.Effects.Of(slow));
        Assert.DoesNotContain(slow.Transcript.Messages, message => message.Message is ScenarioFailed);
    }

    [Fact]
    [Trait("Item", "124")]
    public void A_sender_that_starts_again_is_skipped_up_to_where_it_was()
    {
        var dripping = Socket("driver") with { Delivery = new Delivery(1, TimeSpan.FromSeconds(3)) { CanSeek = false } };
        using var world = new ReplayWorld(dripping);
        world.RunUntil(() => world.Process.Now >= TimeSpan.FromSeconds(40));
        world.Kill(keepsUnsynced: false);
        world.Run();
        using var file = ReplayWorld.RunToEnd(ReplaySettings.Of("driver"));

        Assert.Equal(Crashes.Effects.Of(file), Crashes.Effects.Of(world));
        var seats = world.Transcript.Messages.Select(message => message.Message).OfType<FeedSeekResult>().ToList();
        Assert.Equal(0, Assert.Single(seats).Offset);
    }
}
