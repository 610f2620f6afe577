using MarsDisk.Parsing;
using MarsDisk.Scenarios.Transcribing;
using MarsDisk.Scenarios.Worlds;

namespace MarsDisk.Scenarios;

public sealed class TranscriptTests
{
    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(ReplaySettings.Root, "*.scenario").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_scenario_is_the_conversation_that_was_written_down(string name)
    {
        using var world = ReplayWorld.RunToEnd(ReplaySettings.Of(name));

        GoldenTranscript.Require(name, world.Transcript.Lines);
    }

    [Fact]
    public void With_recovery_a_wrong_line_is_passed_over_and_the_others_act()
    {
        using var world = ReplayWorld.RunToEnd(ReplaySettings.Of("misspelt") with { Collects = true });

        GoldenTranscript.Require("misspelt-collected", world.Transcript.Lines);
    }

    [Fact]
    public void A_mistake_behind_a_run_that_computes_stops_the_run_at_its_last_commit()
    {
        using var world = ReplayWorld.RunToEnd(ReplaySettings.Of("mistake") with { Delivery = new Delivery(1, TimeSpan.FromSeconds(1)) });

        GoldenTranscript.Require("mistake-late", world.Transcript.Lines);
    }

    [Fact]
    [Trait("Item", "111")]
    public void Faults_that_are_not_allowed_refuse_the_scenario_at_their_line()
    {
        using var world = ReplayWorld.RunToEnd(ReplaySettings.Of("crashing") with { AreFaultsAllowed = false });

        GoldenTranscript.Require("crashing-refused", world.Transcript.Lines);
    }

    [Fact]
    public void A_killed_process_goes_on_where_the_last_one_was()
    {
        using var world = new ReplayWorld(ReplaySettings.Of("flow"));
        world.RunUntil(() => world.Transcript.Lines.Any(line => line.Contains("SnapshotTaken by-hand", StringComparison.Ordinal)));
        world.Kill(keepsUnsynced: false);
        world.Run();

        GoldenTranscript.Require("flow-killed", world.Transcript.Lines);
    }

    [Theory]
    [InlineData("driver")]
    [InlineData("faults")]
    [InlineData("sweep")]
    public void Every_replay_on_any_number_of_threads_is_the_same_conversation(string name)
    {
        var replays = Enumerable.Range(0, 4).AsParallel().WithDegreeOfParallelism(4).Select(_ =>
        {
            using var world = ReplayWorld.RunToEnd(ReplaySettings.Of(name));
            return world.Transcript.Lines;
        }).ToList();

        Assert.All(replays, lines => Assert.Null(GoldenTranscript.Difference(replays[0], lines)));
    }

    [Fact]
    public void The_first_line_that_differs_is_shown_between_its_neighbours()
    {
        var found = GoldenTranscript.Difference(["a", "b", "c"], ["a", "x", "c"]);

        Assert.Contains("line 2 differs", found, StringComparison.Ordinal);
        Assert.Contains("- b", found, StringComparison.Ordinal);
        Assert.Contains("+ x", found, StringComparison.Ordinal);
        Assert.Null(GoldenTranscript.Difference(["a"], ["a"]));
    }
}
