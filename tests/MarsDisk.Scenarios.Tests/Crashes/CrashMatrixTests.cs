using MarsDisk.Scenarios.Transcribing;
using MarsDisk.Scenarios.Worlds;

namespace MarsDisk.Scenarios.Crashes;

/// <summary>The crash table of streaming-parser.md §4.6, asked behind every message and every job of a work line.</summary>
public sealed class CrashMatrixTests
{
    private const int EveryOfTheLarger = 9;

    // What was written is there when the process dies; when the machine dies, only what was synced.
    [Theory]
    [Trait("Item", "118")]
    [InlineData(true)]
    [InlineData(false)]
    public void A_kill_behind_any_message_leaves_the_effects_of_an_undisturbed_run(bool keepsUnsynced) =>
        RequireSameEffects("matrix-small", keepsUnsynced, every: 1);

    [Theory]
    [Trait("Item", "118")]
    [InlineData(true)]
    [InlineData(false)]
    public void A_kill_between_tables_runs_and_rows_leaves_the_effects_of_an_undisturbed_run(bool keepsUnsynced) =>
        RequireSameEffects("matrix", keepsUnsynced, EveryOfTheLarger);

    [Fact]
    [Trait("Item", "118")]
    public void Three_kills_in_a_row_leave_the_effects_of_an_undisturbed_run()
    {
        using var undisturbed = ReplayWorld.RunToEnd(ReplaySettings.Of("matrix-small"));
        var random = new SeededRandom(118);
        for (var round = 0; round < 20; round++)
        {
            using var world = new ReplayWorld(ReplaySettings.Of("matrix-small"));
            for (var kill = 0; kill < 3; kill++)
            {
                var end = world.Turns + random.Between(1, undisturbed.Turns / 2);
                world.RunUntil(() => world.Turns >= end || world.HasEnded);
                world.Kill(keepsUnsynced: random.OneIn(2));
            }

            world.Run();
            Assert.Null(GoldenTranscript.Difference(Effects.Of(undisturbed), Effects.Of(world)));
        }
    }

    private static void RequireSameEffects(string name, bool keepsUnsynced, int every)
    {
        var settings = ReplaySettings.Of(name);
        using var undisturbed = ReplayWorld.RunToEnd(settings);
        var expected = Effects.Of(undisturbed);

        var violation = Enumerable.Range(1, undisturbed.Turns).Where(turn => turn % every == 0)
            .Select(turn => Violation(settings, turn, keepsUnsynced, expected)).FirstOrDefault(found => found is not null);

        Assert.Null(violation);
    }

    private static string? Violation(ReplaySettings settings, int turn, bool keepsUnsynced, IReadOnlyList<string> expected)
    {
        using var world = new ReplayWorld(settings);
        try
        {
            world.RunUntil(() => world.Turns == turn);
            world.Kill(keepsUnsynced);
            world.Run();
        }
        catch (InvalidOperationException stuck)
        {
            return $"Killed behind turn {turn}: {stuck.Message}";
        }

        return GoldenTranscript.Difference(expected, Effects.Of(world)) is { } difference ? $"Killed behind turn {turn}: {difference}" : null;
    }
}
