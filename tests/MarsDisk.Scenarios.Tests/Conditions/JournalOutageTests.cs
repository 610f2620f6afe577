using MarsDisk.Actors.Messages;
using MarsDisk.Hosting.Scenarios.Running;
using MarsDisk.Journal.Events;
using MarsDisk.Journal.Records;
using MarsDisk.Scenarios.Transcribing;
using MarsDisk.Scenarios.Worlds;
using MarsDisk.Simulated.Disks;

namespace MarsDisk.Scenarios.Conditions;

/// <summary>The journal of the parser takes nothing for a while.</summary>
public sealed class JournalOutageTests
{
    private const string Parser = "scenario-parser-";
    private static readonly TimeSpan Begin = TimeSpan.FromSeconds(15);

    // A line every two seconds, so that reading lasts longer than the outage.
    private static ReplaySettings Dripping(TimeSpan outage, bool rejects) => ReplaySettings.Of("matrix") with
    {
        Delivery = new Delivery(1, TimeSpan.FromSeconds(2.5)),
        Outage = new JournalOutage(Parser, Begin, Begin + outage, rejects),
    };

    [Theory]
    [Trait("Item", "126")]
    [InlineData(false)]
    [InlineData(true)]
    public void Parsing_goes_on_through_thirty_seconds_and_checkpoints_resume(bool rejects)
    {
        using var world = ReplayWorld.RunToEnd(Dripping(TimeSpan.FromSeconds(30), rejects));

        Assert.DoesNotContain(Pauses(world), at => at > Begin && at < Begin + TimeSpan.FromSeconds(30));
        Assert.Contains(Emits(world), at => at > Begin + TimeSpan.FromSeconds(20) && at < Begin + TimeSpan.FromSeconds(30));
        Assert.Contains(Checkpoints(world), line => Time(line) >= Begin + TimeSpan.FromSeconds(30));
        RequireEffects(world);
    }

    [Theory]
    [Trait("Item", "126")]
    [InlineData(false)]
    [InlineData(true)]
    public void Parsing_pauses_behind_sixty_seconds_until_writing_works(bool rejects)
    {
        var end = Begin + TimeSpan.FromSeconds(75);
        using var world = ReplayWorld.RunToEnd(Dripping(end - Begin, rejects));

        var paused = Assert.Single(Pauses(world), at => at > Begin && at < end);
        Assert.InRange(paused, Begin + TimeSpan.FromSeconds(60), Begin + TimeSpan.FromSeconds(66));
        Assert.DoesNotContain(Emits(world), at => at > paused && at < end);
        Assert.Contains(Emits(world), at => at >= end);
        Assert.Contains(Checkpoints(world), line => Time(line) >= end);
        RequireEffects(world);
    }

    [Fact]
    [Trait("Item", "126")]
    public void A_source_that_ends_during_an_outage_is_concluded_behind_it()
    {
        var settings = ReplaySettings.Of("matrix-small") with { Outage = new JournalOutage(Parser, TimeSpan.Zero, TimeSpan.FromSeconds(20), Rejects: false) };
        using var world = ReplayWorld.RunToEnd(settings);

        GoldenTranscript.Require("matrix-small-outage", world.Transcript.Lines);
        Assert.True(world.Process.Now >= TimeSpan.FromSeconds(20));
        Assert.Equal(0, world.Report.ExitCode);
    }

    [Fact]
    public void A_coordinator_that_dies_goes_on_with_all_that_it_has_kept()
    {
        var dripping = ReplaySettings.Of("driver") with { Delivery = new Delivery(1, TimeSpan.FromSeconds(1)) };
        var outage = new JournalOutage($"scenario-{ReplayProcess.ScenarioId}", TimeSpan.FromSeconds(18), TimeSpan.FromSeconds(21.5), Rejects: false);
        using var world = ReplayWorld.RunToEnd(dripping with { Outage = outage });
        using var undisturbed = ReplayWorld.RunToEnd(ReplaySettings.Of("driver"));

        GoldenTranscript.Require("driver-coordinator-lost", world.Transcript.Lines);
        Assert.Contains(world.Transcript.Messages, message => message.To == "coordinator-3");
        Assert.Equal(Crashes.Effects.Of(undisturbed), Crashes.Effects.Of(world));
    }

    [Fact]
    public void A_journal_whose_disk_was_full_takes_events_again_in_the_next_life_of_its_actor()
    {
        using var disk = new SimulatedDisk();
        using var scenario = new ScenarioDirectory("/data", "s", disk).TryOpen()!;
        var accepted = new ScenarioAccepted("s", "here", 1, RequireEnd: false);
        void Append(JournalFile journal) =>
            journal.Append(journal.LastSequence + 1, ScenarioEventCodec.ManifestOf(accepted), ScenarioEventCodec.Encode(accepted));
        Append(scenario.Journal("scenario-s")!);

        disk.RoomBytes = 0;
        Assert.Throws<IOException>(() => Append(scenario.Journal("scenario-s")!));
        disk.RoomBytes = long.MaxValue;
        var again = scenario.Journal("scenario-s", isReplayed: true)!;

        Assert.Single(again.Contents.Records);
        Append(again);
        Assert.Equal(2, again.LastSequence);
    }

    private static void RequireEffects(ReplayWorld world)
    {
        using var undisturbed = ReplayWorld.RunToEnd(ReplaySettings.Of("matrix"));
        Assert.Equal(Crashes.Effects.Of(undisturbed), Crashes.Effects.Of(world));
    }

    private static IEnumerable<TimeSpan> Pauses(ReplayWorld world) =>
        world.Transcript.Messages.Where(message => message.Message is Pull { Demand.Action: Parsing.DemandAction.Pause }).Select(message => message.Now);

    private static IEnumerable<TimeSpan> Emits(ReplayWorld world) =>
        world.Transcript.Messages.Where(message => message.Message is Emit).Select(message => message.Now);

    private static IEnumerable<string> Checkpoints(ReplayWorld world) =>
        world.Transcript.Lines.Where(line => line.Contains("CheckpointSaved", StringComparison.Ordinal) && !line.Contains("not taken", StringComparison.Ordinal));

    private static TimeSpan Time(string line) =>
        TimeSpan.FromSeconds(double.Parse(line.AsSpan(2, line.IndexOf(' ', StringComparison.Ordinal) - 2), System.Globalization.CultureInfo.InvariantCulture));
}
