using MarsDisk.Actors.Messages;
using MarsDisk.Cli.Running;
using MarsDisk.Hosting.Running;
using MarsDisk.Journal.Events;
using MarsDisk.Simulation.Flushing;
using MarsDisk.Snapshots.Testing.Faults;

namespace MarsDisk.Cli.Tests;

public sealed class WallLimitTests
{
    [Theory]
    [InlineData("00:55:00", null, 3240)]
    [InlineData("100:00:30", "30", 360000)]
    [InlineData("90", "00:00:20", 70)]
    public void A_limit_less_its_margin_is_the_time_to_compute(string limit, string? margin, int seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), WallLimits.Parse(limit, margin)!.End);
    }

    [Theory]
    [InlineData("00:00:50", null)]
    [InlineData("1:60:00", null)]
    [InlineData("an hour", null)]
    [InlineData("01:00", null)]
    [InlineData("-5", null)]
    [InlineData(null, "5")]
    public void What_is_no_time_or_leaves_none_is_refused(string? limit, string? margin)
    {
        Assert.Throws<FormatException>(() => WallLimits.Parse(limit, margin));
    }

    [Fact]
    public void Without_a_limit_there_is_none()
    {
        Assert.Null(WallLimits.Parse(null, null));
    }

    [Fact]
    public void The_run_ends_at_the_commit_behind_which_the_slowest_recent_chunk_and_half_of_it_do_not_fit()
    {
        var clock = new HandClock();
        var listener = new Listener();
        var stops = 0;
        using var wall = new WallLimit(new WallLimits(TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(10)), listener, clock, () => stops++);

        Commit(wall, clock, 20);          // at 20 s; the next is expected at 50 s
        Commit(wall, clock, 30);          // at 50 s; the next is expected at 95 s, and the end is 90 s
        var stopsAfterTwo = stops;

        Assert.Equal(1, stopsAfterTwo);
        Assert.True(wall.IsReached);
        Assert.Equal(2, listener.Chunks);
    }

    [Fact]
    public void Only_the_last_five_chunks_count()
    {
        var clock = new HandClock();
        var stops = 0;
        using var wall = new WallLimit(new WallLimits(TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(10)), new Listener(), clock, () => stops++);

        Commit(wall, clock, 40);          // next expected at 100 s: this one alone would end the run …
        Assert.Equal(1, stops);
        for (var chunk = 0; chunk < 5; chunk++)
            Commit(wall, clock, 1);       // … and five quick ones make it forgotten

        var before = stops;
        Commit(wall, clock, 1);
        Assert.Equal(before, stops);
    }

    [Fact]
    public void The_chunk_with_which_the_run_ends_stops_nothing()
    {
        var clock = new HandClock();
        var stops = 0;
        using var wall = new WallLimit(new WallLimits(TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(10)), new Listener(), clock, () => stops++);

        Commit(wall, clock, 80, FlushCause.RunEnds);

        Assert.Equal(0, stops);
    }

    [Fact]
    public void A_first_chunk_that_never_comes_is_ended_by_the_clock()
    {
        var clock = new HandClock();
        var stops = 0;
        using var wall = new WallLimit(new WallLimits(TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(10)), new Listener(), clock, () => stops++);

        clock.Advance(TimeSpan.FromSeconds(89));
        var early = stops;
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((0, 1), (early, stops));
    }

    [Fact]
    public void A_chunk_of_more_than_a_third_of_the_limit_gets_advice()
    {
        var limits = new WallLimits(TimeSpan.FromSeconds(300), TimeSpan.FromSeconds(60));

        Assert.Null(limits.Advice(chunkSeconds: 99, chunkSteps: 10_000));
        Assert.Contains("step_flush_interval: 5000", limits.Advice(chunkSeconds: 200, chunkSteps: 10_000), StringComparison.Ordinal);
    }

    private static void Commit(WallLimit wall, HandClock clock, int seconds, FlushCause cause = FlushCause.StepLimit)
    {
        clock.Advance(TimeSpan.FromSeconds(seconds));
        wall.Flushed(new ChunkFlushed(new RunId("run"), new StepRange(0, 10), 1000, cause));
    }

    private sealed class Listener : IRunListener
    {
        public int Chunks { get; private set; }

        public void Changed(RunStatus status)
        {
        }

        public void Flushed(ChunkFlushed chunk) => Chunks++;
    }
}
