using MarsDisk.History.Schemas;
using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Simulation.Tests.Runs;

/// <summary>The profile <c>corrected</c>, from its key to the rows (physics §29).</summary>
public sealed class CorrectedProfileTests
{
    [Fact]
    public void The_profile_switches_on_every_fix_that_the_file_does_not_decide()
    {
        var run = Plans.Parameters(Text, "numerics.profile=corrected");

        Assert.Equal(TimeAdvance.Resolved, run.Numerics.TimeAdvance);
        Assert.Equal(ImexScheme.Consistent, run.Numerics.Imex);
        Assert.Equal(MassBudgetMode.WithSupply, run.Numerics.MassBudget);
        Assert.Equal(FragmentDistribution.Number, run.Fragments.Distribution);
        Assert.Equal(PartialBin.Fractional, run.Blowout.PartialBin);
        Assert.Equal(StopOpticalDepth.InitialPhi, run.OpticalDepth!.StopTau);
        Assert.True(run.Radiation!.MarsTemperatureDriver.Honour);
    }

    [Fact]
    public void Collisions_cover_every_step_whole_and_the_budget_with_supply_closes()
    {
        var run = Run(30);
        var dt = run.Plan.Time.Step;

        for (var row = 0; row < run.Buffer.Rows; row++)
        {
            Assert.Equal(dt, run.Number(StepFact.SmolDtEff, row), dt * 1e-12);
            Assert.True(run.Number(StepFact.ErrorPercent, row) < 1e-6, $"row {row}: {run.Number(StepFact.ErrorPercent, row)} %");
        }

        Assert.Equal(dt * 30, run.End.Run.Statistics.CollisionTime.Value, dt * 1e-9);
        Assert.True(run.End.Run.Losses.Blowout > 0);
    }

    [Fact]
    public void Half_the_step_gives_the_same_layer_within_the_tolerance_of_the_splitting()
    {
        // Without supply, because none is given in step 0 however long it is.
        var coarse = Run(20, factor: 1, "supply.enabled=false");
        var fine = Run(40, factor: 0.5, "supply.enabled=false");

        var (one, other) = (coarse.Number(StepFact.SigmaSurf, 19), fine.Number(StepFact.SigmaSurf, 39));
        Assert.Equal(coarse.Number(StepFact.Time, 19), fine.Number(StepFact.Time, 39), 1e-6);
        Assert.Equal(1, one / other, 1e-3);
    }

    [Fact]
    public void The_same_run_again_has_the_same_bits()
    {
        var (first, second) = (new List<long>(), new List<long>());

        RowBits.Collect(Run(10).Plan, Run(10).Buffer, first);
        RowBits.Collect(Run(10).Plan, Run(10).Buffer, second);

        Assert.Equal(first, second);
    }

    private static string Text => File.ReadAllText(Path.Combine(Plans.GoldenDirectory, "supply_tau_stop", "config.yaml"));

    private static FinishedRun Run(int steps, double factor = 1, params string[] overrides)
    {
        var directory = Path.Combine(Plans.GoldenDirectory, "supply_tau_stop");
        var reference = Plans.OfText(Text, directory).Time.Step;
        var plan = Plans.OfText(
            Text, directory, ["numerics.profile=corrected", FormattableString.Invariant($"numerics.dt_init={reference * factor:R}"), .. overrides]);
        return FinishedRun.Of(plan with { Time = plan.Time with { Steps = steps, End = plan.Time.Step * steps } });
    }
}
