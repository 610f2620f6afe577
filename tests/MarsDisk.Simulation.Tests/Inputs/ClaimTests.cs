using MarsDisk.Simulation.Inputs;
using MarsDisk.Simulation.Inputs.Acting;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Tests.Inputs;

/// <summary>When claims are looked at, and what their verdict is.</summary>
public sealed class ClaimTests
{
    private static readonly RunPlan Plan = FedPlans.Of("supply_tau_stop", 20, "optical_depth.tau_stop=1e9", "radiation.TM_K=4000");
    private static readonly double Dt = Plan.Time.Step;

    private static Script New => new(Dt);

    [Fact]
    public void A_claim_that_always_holds_is_held_at_the_end_and_one_that_fails_names_the_first_border()
    {
        var run = Run(New
            .Expect(ClaimTime.Always, "radiation.TM_K", Comparison.Greater, 3000)
            .Expect(ClaimTime.Always, "radiation.TM_K", Comparison.Greater, 3510)
            .Set(0, "radiation.TM_K", 4000)
            .At(0, new RunAction.RampKey(Script.Temperature, 3200, 16 * Dt)));

        var claims = run.End.Run.Claims;
        Assert.Equal((Verdict.Held, 20L), (claims[0].Verdict, claims[0].Step));
        Assert.Equal((Verdict.Failed, 10L), (claims[1].Verdict, claims[1].Step));
        Assert.Equal(3500, claims[1].Value, 1e-9);
        Assert.Equal(claims[1], Assert.Single(run.Effects.OfType<InputEffect.ReportFailure>()).Found);
    }

    [Fact]
    public void A_claim_at_a_time_sees_the_end_of_a_ramp_exactly()
    {
        var run = Run(New
            .Expect(ClaimTime.At, "radiation.TM_K", Comparison.Near, 2800, at: 7.5, tolerance: 1e-8)
            .At(5.25, new RunAction.RampKey(Script.Temperature, 2800, 2.25 * Dt)));

        var claim = Assert.Single(run.End.Run.Claims);
        Assert.Equal((Verdict.Held, 8L, 2800d), (claim.Verdict, claim.Step, claim.Value));
    }

    [Fact]
    public void Rows_of_a_driver_are_counted_also_behind_the_end_of_the_run()
    {
        var run = Run(New
            .Expect(ClaimTime.End, "driver.rows", Comparison.Equal, 4)
            .Drive(true, true, "radiation.TM_K").Rows((0, 3800), (10, 3700), (30, 3600), (40, 3500)).EndDrive());

        Assert.Equal(Verdict.Held, Assert.Single(run.End.Run.Claims).Verdict);
    }

    [Fact]
    public void A_failure_ends_the_run_where_that_is_asked_for()
    {
        var inputs = New.Expect(ClaimTime.Always, "run.steps", Comparison.Less, 6).Close();

        var run = FedRun.Of(Plan, inputs, way: new FedRun.Way { StopsOnFailure = true });

        Assert.Equal((6L, StopReason.ExpectationFailed), (run.End.Run.Step, run.End.Run.Stop.Reason));
    }

    [Fact]
    public void A_claim_about_the_end_may_stand_behind_the_time_line()
    {
        var run = Run(New
            .Set(3, "radiation.TM_K", 3900)
            .Expect(ClaimTime.End, "radiation.TM_K", Comparison.Equal, 3900)
            .Expect(ClaimTime.End, "mass.error_percent", Comparison.Less, 0.5)
            .Expect(ClaimTime.End, "pipeline.restarts", Comparison.Equal, 0));

        Assert.Equal([Verdict.Held, Verdict.Held, Verdict.Open], run.End.Run.Claims.Select(claim => claim.Verdict));
    }

    [Theory]
    [InlineData(Comparison.Equal, 2, true)]
    [InlineData(Comparison.NotEqual, 2, false)]
    [InlineData(Comparison.Less, 2, false)]
    [InlineData(Comparison.LessOrEqual, 2, true)]
    [InlineData(Comparison.Greater, 1.5, true)]
    [InlineData(Comparison.GreaterOrEqual, 2, true)]
    [InlineData(Comparison.Near, 2.2, true)]
    [InlineData(Comparison.Near, 2.5, false)]
    public void Numbers_are_compared_as_they_are_written(Comparison comparison, double expected, bool holds)
    {
        var claim = new Claim(
            ClaimTime.End, 0, MarsDisk.Simulation.Inputs.Metrics.MetricNames.Find("mass.lost")!, comparison,
            new ExpectedValue.Number(expected), Tolerance: 0.1, IsRelative: true);

        Assert.Equal(holds, Comparisons.Holds(claim, 2));
        Assert.Equal(comparison == Comparison.NotEqual, Comparisons.Holds(claim, double.NaN));
    }

    private static FedRun Run(Script script) => FedRun.Of(Plan, script.Close());
}
