using System.Text.Json;

using MarsDisk.Actors.Messages;
using MarsDisk.Hosting.Progress;
using MarsDisk.Journal.Events;
using MarsDisk.Simulation.Flushing;

namespace MarsDisk.Hosting.Tests;

public sealed class ProgressTests
{
    private sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; } = TimeSpan.FromSeconds(1);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }

    private static RunStatus Status(long step, RunPhase phase = RunPhase.Running, string? waiting = null) => new(
        new RunId("r"), phase, 0, 0, 1, 2, new ProgressFacts(step, step * 10.0, 0, 0, 5, 100), waiting, 0);

    private static ProgressModel Model(Clock clock, params long[] steps)
    {
        var model = new ProgressModel(10_000, 1000, clock);
        foreach (var step in steps)
        {
            clock.Now += TimeSpan.FromSeconds(1);
            model.Take(Status(step));
        }

        return model;
    }

    [Theory]
    [InlineData(0, "0 runs")]
    [InlineData(1, "1 run")]
    [InlineData(2, "2 runs")]
    public void One_thing_is_not_called_several(int number, string words)
    {
        Assert.Equal(words, Words.Count(number, "run"));
    }

    [Fact]
    public void The_time_left_is_known_after_three_samples()
    {
        Assert.Null(Model(new Clock(), 100, 200, 300).SecondsLeft);
        Assert.Equal(6, Model(new Clock(), 100, 200, 300, 400).SecondsLeft!.Value, 9);
    }

    [Fact]
    public void The_line_names_step_fraction_and_memory()
    {
        var line = ProgressText.Line(Model(new Clock(), 100, 500), "1.0 MB est");

        Assert.Equal("[##############--------------]  50.0% step 500/1000 t=0.0001584 yr rem~0.0001584 yr ETA ? mem~1.0 MB est", line);
    }

    [Theory]
    [InlineData(null, "?")]
    [InlineData(12.4, "12s")]
    [InlineData(90.0, "1.5m")]
    [InlineData(5400.0, "1.5h")]
    public void Durations_read_as_people_say_them(double? seconds, string text)
    {
        Assert.Equal(text, ProgressText.Eta(seconds));
    }

    [Fact]
    public void The_json_form_is_one_object_with_a_schema()
    {
        using var document = JsonDocument.Parse(ProgressText.Json(Model(new Clock(), 250), warnings: 3));

        Assert.Equal("marsdisk.progress", document.RootElement.GetProperty("schema").GetString());
        Assert.Equal(0.25, document.RootElement.GetProperty("fraction").GetDouble());
        Assert.Equal(3, document.RootElement.GetProperty("warnings").GetInt32());
    }

    [Fact]
    public void Without_progress_an_obstacle_is_still_said_once()
    {
        var output = new StringWriter();
        var printer = new ProgressPrinter(Model(new Clock()), ProgressMode.Off, output, "", new Clock());

        printer.Changed(Status(1, RunPhase.Rebuilding, "disk full"));
        printer.Changed(Status(1, RunPhase.Rebuilding, "disk full"));

        Assert.Equal($"waiting: disk full{Environment.NewLine}", output.ToString());
    }

    [Fact]
    public void A_log_is_not_flooded_by_fast_chunks()
    {
        var clock = new Clock();
        var output = new StringWriter();
        var printer = new ProgressPrinter(Model(clock), ProgressMode.Lines, output, "", clock);
        printer.Changed(Status(1));

        for (var chunk = 0; chunk < 20; chunk++)
        {
            clock.Now += TimeSpan.FromMilliseconds(300);
            printer.Flushed(new ChunkFlushed(new RunId("r"), new StepRange(chunk, chunk + 1), 1000, FlushCause.StepLimit));
        }

        Assert.Equal(3, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void Lines_come_every_half_minute_at_most()
    {
        var clock = new Clock();
        var output = new StringWriter();
        var printer = new ProgressPrinter(Model(clock), ProgressMode.Lines, output, "", clock);

        for (var second = 0; second < 59; second++)
        {
            clock.Now += TimeSpan.FromSeconds(1);
            printer.Changed(Status(second + 1));
        }

        Assert.Equal(2, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }
}
