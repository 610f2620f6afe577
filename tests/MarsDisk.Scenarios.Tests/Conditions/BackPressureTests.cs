using System.Globalization;
using System.Text;

using MarsDisk.Actors.Messages;
using MarsDisk.Parsing;
using MarsDisk.Scenarios.Worlds;

namespace MarsDisk.Scenarios.Conditions;

/// <summary>A writer that is slow stops the source, with nothing in between that grows.</summary>
public sealed class BackPressureTests
{
    private const int StatementBytesMax = 64;
    private static readonly FlowController Flow = new(FlowMode.Auto, HighWatermark: 2048, LowWatermark: 512, new FlowPolicy.Auto(default));

    // 600 lines of about 40 bytes: far more than queue, credit, and buffer of the parser take together.
    private static string Text()
    {
        var text = new StringBuilder("scenario \"slow\" version 1\nconfig from \"base.yml\"\nrun \"slow\" {\n  until = 1200 s\n  output = \"out/slow\"\n");
        for (var line = 0; line < 600; line++)
            text.Append(CultureInfo.InvariantCulture, $"  at {2 * line} s set radiation.TM_K = {3000 + line} K\n");
        return text.Append("}\nend\n").ToString();
    }

    private static ReplaySettings Slow() => new("slow", Text())
    {
        Flow = Flow,
        WriterLatency = TimeSpan.FromSeconds(10),
        Delivery = Delivery.AtOnce with { ChunkBytes = 512 },
    };

    [Fact]
    [Trait("Item", "115")]
    public void A_stalled_writer_makes_the_feeder_hold_within_one_quantum_and_one_message()
    {
        using var world = new ReplayWorld(Slow());
        world.RunUntil(() => world.Process.Now >= TimeSpan.FromSeconds(5));

        var messages = world.Transcript.Messages;
        var last = messages.Last(message => message.Message is Pull);
        Assert.Equal(DemandAction.Pause, ((Pull)last.Message).Demand.Action);
        // The credit went with the last unit; behind the turn that sent it nothing was asked for but the pause.
        var sent = messages.ToList().FindLastIndex(message => message.Message is Emit);
        Assert.DoesNotContain(messages.Skip(sent), message => message.Message is Pull { Demand.Action: DemandAction.Continue });
        var held = world.Process.Source.Given;
        world.RunUntil(() => world.Process.Now >= TimeSpan.FromSeconds(9));
        Assert.Equal(held, world.Process.Source.Given);
    }

    [Fact]
    [Trait("Item", "115")]
    public void Bytes_that_wait_stay_below_the_high_watermark_a_window_and_a_statement()
    {
        using var world = new ReplayWorld(Slow());
        var waited = 0L;
        world.RunUntil(() =>
        {
            waited = Math.Max(waited, world.Process.Source.Given - Emitted(world));
            return world.HasEnded;
        });

        Assert.InRange(waited, 1, (2 * Flow.HighWatermark) + StatementBytesMax);
        Assert.Equal(0, world.Report.ExitCode);
    }

    [Fact]
    public void A_slow_writer_changes_the_time_and_no_effect()
    {
        using var slow = ReplayWorld.RunToEnd(Slow());
        using var fast = ReplayWorld.RunToEnd(Slow() with { WriterLatency = TimeSpan.Zero, Flow = null, Delivery = Delivery.AtOnce });

        Assert.True(slow.Process.Now > fast.Process.Now);
        Assert.Equal(Crashes.Effects.Of(fast), Crashes.Effects.Of(slow));
    }

    // End of the last unit that was handed on.
    private static long Emitted(ReplayWorld world) => world.Transcript.LastEmit?.Span.End ?? 0;
}
