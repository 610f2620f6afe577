using MarsDisk.History.Columns;
using MarsDisk.Simulation.Flushing;

namespace MarsDisk.Simulation.Tests.Runs;

public sealed class AllocationTests
{
    [Theory]
    [InlineData("cascade_40bins")]
    [InlineData("scenario_fiducial")]
    public void A_step_allocates_nothing(string name)
    {
        const int steps = 1200;
        var plan = Plans.OfFile(Path.Combine(Plans.GoldenDirectory, name, "config.yaml"));
        var integrator = new Integrator(plan, plan.NewState(), new FlushPolicy((int)plan.Time.Steps, long.MaxValue, 1));
        using var buffer = new ChunkBuffer(plan.Schemas, (int)plan.Time.Steps);
        integrator.Begin(buffer);
        integrator.Fill(100);

        var before = GC.GetAllocatedBytesForCurrentThread();
        integrator.Fill(steps);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(1300, integrator.NextStep);
        Assert.Equal(0, allocated);
    }
}
