using MarsDisk.History.Schemas;
using MarsDisk.Physics.Constants;

namespace MarsDisk.Simulation.Tests.Runs;

/// <summary>What holds in every row of every run (runner §5.5).</summary>
public sealed class InvariantTests
{
    private const int StepsMax = 600;

    public static TheoryData<string> Names =>
        ["cascade_40bins", "supply_tau_stop", "sublimation_surface", "sublimation_smol", "surface_ode_psitau", "streaming_chunks", "scenario_fiducial"];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_invariants_hold_in_every_row(string name)
    {
        var run = Run(name);
        var plan = run.Plan;
        var perArea = plan.Orbit.Area / PhysicalConstants.MarsMass;
        for (var row = 0; row < run.Buffer.Rows; row++)
        {
            double Of(StepFact fact) => run.Number(fact, row);
            void Sum(StepFact total, StepFact one, StepFact other) => Assert.Equal(Of(one) + Of(other), Of(total), Math.Abs(Of(total)) * 1e-14);

            Assert.Equal((row + 1) * plan.Time.Step, Of(StepFact.Time), plan.Time.Step * 1e-9);
            Assert.Equal(plan.Start.Mass, Of(StepFact.MassTotalBins) + Of(StepFact.MassLostByBlowout) + Of(StepFact.MassLostBySinks), 1e-18 + (plan.Start.Mass * 1e-15));
            Sum(StepFact.MLossCum, StepFact.MassLostByBlowout, StepFact.MassLostBySinks);
            Sum(StepFact.DMDtSurfaceTotal, StepFact.MOutDot, StepFact.MSinkDot);
            Sum(StepFact.DSigmaDtTotal, StepFact.DSigmaDtBlowout, StepFact.DSigmaDtSinks);
            Assert.Equal(Of(StepFact.DSigmaDtBlowout) * perArea, Of(StepFact.MOutDot), Math.Abs(Of(StepFact.MOutDot)) * 1e-12);
            Assert.True(Of(StepFact.ErrorPercent) <= 0.5);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_totals_and_the_largest_error_of_the_end_are_those_of_the_rows(string name)
    {
        var run = Run(name);
        var last = run.Buffer.Rows - 1;
        var losses = run.End.Run.Losses;

        Assert.Equal(losses.Blowout + losses.Sinks, run.Number(StepFact.MLossCum, last));
        Assert.InRange(losses.Sublimation, 0, losses.Sinks * (1 + 1e-12));
        Assert.InRange(losses.Sinks, 0, losses.Total);
        Assert.Equal(Enumerable.Range(0, last + 1).Max(row => run.Number(StepFact.ErrorPercent, row)), run.End.Run.Statistics.ErrorPercentMax);
        if (run.End.Run.Stop.Reason == States.StopReason.None)
            Assert.Equal(run.Plan.Time.Step * run.Plan.Time.Steps, run.Number(StepFact.Time, last), run.Plan.Time.Step * 1e-9);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_supplied_in_the_first_step_and_the_scaled_rate_in_later_solid_ones(string name)
    {
        var run = Run(name);
        var state = run.Plan.Schemas.Tables.SelectMany(table => table.Columns).First(column => column.Name == "phase_state");
        foreach (var fact in (StepFact[])[StepFact.SupplyRateNominal, StepFact.DotSigmaProd, StepFact.ProdRateAppliedToSurf])
            Assert.True(run.Number(fact, 0) is 0 or double.NaN);

        var rate = (run.Plan.Supply.ConstantRate ?? 0) * run.Plan.Supply.Mixing;
        for (var row = 1; row < run.Buffer.Rows && run.Plan.Supply.IsEnabled; row++)
        {
            if (run.Text(state, row) == "solid" && double.IsFinite(run.Number(StepFact.DotSigmaProd, row)))
                Assert.Equal(rate, run.Number(StepFact.ProdRateAppliedToSurf, row), Math.Abs(rate) * 1e-14);
        }
    }

    [Fact]
    public void A_run_that_exceeds_the_optical_depth_says_so_and_no_other_run_does()
    {
        var stopped = FinishedRun.Of(Plans.OfFile(Path.Combine(Plans.GoldenDirectory, "supply_tau_stop", "config.yaml")));
        var cascade = Run("cascade_40bins");
        var limit = stopped.Plan.Parameters.OpticalDepth!;

        Assert.Equal(States.StopReason.TauExceeded, stopped.End.Run.Stop.Reason);
        Assert.True(stopped.End.Run.Stop.Tau > limit.TauStop * (1 + limit.TauStopTol));
        Assert.Equal(States.StopReason.None, cascade.End.Run.Stop.Reason);
    }

    private static FinishedRun Run(string name)
    {
        var plan = Plans.OfFile(Path.Combine(Plans.GoldenDirectory, name, "config.yaml"));
        var steps = Math.Min(plan.Time.Steps, StepsMax);
        return FinishedRun.Of(plan with { Time = plan.Time with { Steps = steps, End = plan.Time.Step * steps } });
    }
}
