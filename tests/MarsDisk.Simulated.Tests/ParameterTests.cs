using FsCheck;
using FsCheck.Fluent;
using MarsDisk.Simulated.Faults;
using MarsDisk.Simulated.Runs;
using MarsDisk.Simulated.Worlds;

namespace MarsDisk.Simulated;

public sealed class ParameterTests
{
    private sealed record Sizes(int Runs, int Buffers, int BatchSteps, int WriterLoops, int Seed);

    [Fact]
    public void The_laws_hold_with_any_number_of_buffers_batch_steps_runs_and_writer_loops()
    {
        var sizes =
            from runs in Gen.Choose(1, 4)
            from buffers in Gen.Choose(2, 9)
            from batch in Gen.Choose(1, 70)
            from loops in Gen.Choose(1, 5)
            from seed in Gen.Choose(0, int.MaxValue - 1)
            select new Sizes(runs, buffers, batch, loops, seed);

        Prop.ForAll(sizes.ToArbitrary(), drawn => Holds(drawn, isDisturbed: true)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void An_undisturbed_run_needs_the_same_files_whatever_its_parameters()
    {
        var sizes =
            from buffers in Gen.Choose(2, 5)
            from batch in Gen.Choose(1, 70)
            from seed in Gen.Choose(0, int.MaxValue - 1)
            select new Sizes(1, buffers, batch, 1, seed);

        Prop.ForAll(sizes.ToArbitrary(), drawn => Holds(drawn, isDisturbed: false)).QuickCheckThrowOnFailure();
    }

    private static void Holds(Sizes sizes, bool isDisturbed)
    {
        var random = new SeededRandom(sizes.Seed);
        var runs = RunCatalog.Choose(random, sizes.Runs).Select(run => new RunChoice(run, sizes.Buffers, sizes.BatchSteps));
        var script = FaultScript.Of(random);
        using var world = new World(new WorldSettings([.. runs], 1, sizes.WriterLoops, Offloads: true), random, isDisturbed ? script : new Queue<Fault>());
        Assert.Null(world.Run());
    }
}
