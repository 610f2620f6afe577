using FsCheck;
using FsCheck.Fluent;
using MarsDisk.Simulation.Flushing;
using MarsDisk.Simulation.Plans;

namespace MarsDisk.Simulation.Tests.Runs;

/// <summary>Law 4 for the settings of streaming: no flush interval, memory limit or batch changes a bit of a row.</summary>
public sealed class SameRowsPropertyTests
{
    private const int Steps = 60;

    [Theory]
    [InlineData("supply_tau_stop")]
    [InlineData("sublimation_surface")]
    [InlineData("surface_ode_psitau")]
    public void Any_interval_limit_and_batch_and_no_streaming_at_all_give_the_same_rows(string name)
    {
        var plan = Short(name);
        var whole = Rows(plan, streaming: false, interval: 1, bytesPerStep: 1, batch: Steps);
        var settings = from streaming in Gen.Elements(true, true, true, false)
                       from interval in Gen.Choose(0, Steps + 5)
                       from bytes in Gen.Elements(1, 1 << 26, 1 << 29)
                       from batch in Gen.Choose(1, Steps + 5)
                       select (streaming, interval, bytes, batch);

        Prop.ForAll(settings.ToArbitrary(), setting =>
                Rows(plan, setting.streaming, setting.interval, setting.bytes, setting.batch).SequenceEqual(whole))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    private static List<long> Rows(RunPlan plan, bool streaming, int interval, int bytesPerStep, int batch)
    {
        var settings = new Parameters.StreamingParameters { Enable = streaming, StepFlushInterval = interval, MemoryLimitGb = 1 };
        var policy = FlushPolicy.Of(settings, streaming, plan.Time.Steps, bytesPerStep);
        var rows = new List<long>();
        using var loop = new PlainLoop(plan, policy);
        loop.Run((buffer, _) => RowBits.Collect(plan, buffer, rows), batch);
        return rows;
    }

    private static RunPlan Short(string name)
    {
        var plan = Plans.OfFile(Path.Combine(Plans.GoldenDirectory, name, "config.yaml"));
        return plan with { Time = plan.Time with { Steps = Steps, End = plan.Time.Step * Steps } };
    }
}
