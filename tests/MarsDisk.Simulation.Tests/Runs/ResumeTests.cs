using MarsDisk.Simulation.Flushing;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Tests.Runs;

/// <summary>Chunk borders, batches and resuming change nothing that is computed.</summary>
public sealed class ResumeTests
{
    private const int Steps = 24;

    public static TheoryData<string> Configurations => ["supply_tau_stop", "sublimation_surface", "surface_ode_psitau"];

    [Theory]
    [MemberData(nameof(Configurations))]
    public void A_run_that_is_saved_and_loaded_at_any_step_continues_with_the_same_bits(string name)
    {
        var plan = ShortPlan(name);
        var whole = Bits(plan, Steps, from: null);

        for (var cut = 1; cut < Steps; cut++)
        {
            var first = Bits(plan, cut, from: null, stopAfter: cut);
            var loaded = SavedAndLoaded(first.State);
            var second = Bits(plan, Steps, loaded);

            Assert.Equal(whole.Rows, [.. first.Rows, .. second.Rows]);
        }
    }

    [Theory]
    [MemberData(nameof(Configurations))]
    public void Neither_the_batch_nor_the_chunk_changes_a_bit(string name)
    {
        var plan = ShortPlan(name);
        var whole = Bits(plan, Steps, from: null);

        foreach (var (chunk, batch) in new[] { (1, 1), (5, 2), (7, 7), (Steps, 1), (Steps, 5), (3, 256) })
            Assert.Equal(whole.Rows, Bits(plan, chunk, from: null, batch: batch).Rows);
    }

    [Fact]
    public void A_state_with_an_unknown_section_is_read_and_one_with_a_missing_section_is_refused()
    {
        var plan = ShortPlan("supply_tau_stop");
        using var saved = new MemoryStream();
        new ResumeState(plan.NewState(), new AggregateState()).WriteTo(saved);
        var bytes = saved.ToArray();
        byte[] unknown = [0xEF, 0xBE, 0xAD, 0x0B, 5, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8];

        var extended = ResumeState.ReadFrom(new MemoryStream([.. bytes[..8], .. unknown, .. bytes[8..]]));
        var withoutFirst = new MemoryStream([.. bytes[..8], .. bytes[40..]]);

        Assert.Equal(plan.Start.SurfaceDensity, extended.Run.Disk.SurfaceDensity);
        Assert.Throws<StateFormatException>(() => ResumeState.ReadFrom(withoutFirst));
    }

    private static RunPlan ShortPlan(string name)
    {
        var plan = Plans.OfFile(Path.Combine(Plans.GoldenDirectory, name, "config.yaml"));
        var time = plan.Time with { Steps = Steps, End = plan.Time.Step * Steps };
        return plan with { Time = time };
    }

    private static ResumeState SavedAndLoaded(ResumeState state)
    {
        using var body = new MemoryStream();
        state.WriteTo(body);
        body.Position = 0;
        return ResumeState.ReadFrom(body);
    }

    private static (List<long> Rows, ResumeState State) Bits(
        RunPlan plan, int chunk, ResumeState? from, int batch = 256, long? stopAfter = null)
    {
        var rows = new List<long>();
        ResumeState? sealedState = null;
        using var loop = new PlainLoop(plan, new FlushPolicy(chunk, long.MaxValue, 1), from);
        loop.Run(
            (buffer, seal) =>
            {
                if (stopAfter is { } last && buffer.FirstStep >= last)
                    return;
                RowBits.Collect(plan, buffer, rows);
                sealedState = new ResumeState(seal.State, seal.Aggregates!);
            },
            batch);
        return (rows, sealedState!);
    }
}
