using MarsDisk.History.Schemas;
using MarsDisk.Physics.Constants;

namespace MarsDisk.Simulation.Tests.Runs;

/// <summary>Controls that old studies put on the supply, in whole runs (physics §13.6).</summary>
public sealed class OldSupplyRunTests
{
    private const int Steps = 60;

    [Fact]
    public void The_feedback_follows_the_optical_depth_of_each_step_and_scales_the_supply()
    {
        var run = Short("supply.feedback={enabled: true, target_tau: 0.5, gain: 2, response_time_years: 1e-3}");
        var dt = run.Plan.Time.Step;
        var scale = 1.0;

        for (var row = 0; row < Steps; row++)
        {
            var error = (0.5 - run.Number(StepFact.Tau, row)) / 0.5;
            scale = Math.Clamp(scale * (1 + (2 * dt / (1e-3 * PhysicalConstants.SecondsPerYear) * error)), 1e-6, 10);

            Assert.Equal(error, run.Number(StepFact.SupplyFeedbackError, row), 1e-12);
            Assert.Equal(scale, run.Number(StepFact.SupplyFeedbackScale, row), 1e-12);
            Assert.Equal(row == 0 ? 0 : run.Number(StepFact.SupplyRateNominal, row) * scale, run.Number(StepFact.DotSigmaProd, row), 1e-15);
        }

        Assert.NotEqual(1, scale);
    }

    [Fact]
    public void The_temperature_scales_the_supply_by_its_power_law()
    {
        var run = Short("supply.temperature={enabled: true, reference_K: 2000, exponent: 2, cap: 30}");

        for (var row = 1; row < Steps; row++)
        {
            var ratio = run.Number(StepFact.TMUsed, row) / 2000;
            Assert.Equal(ratio * ratio, run.Number(StepFact.SupplyTemperatureScale, row), 1e-12);
            Assert.Equal(run.Number(StepFact.SupplyRateNominal, row) * ratio * ratio, run.Number(StepFact.ProdRateAppliedToSurf, row), 1e-15);
        }
    }

    [Fact]
    public void A_reservoir_gives_exactly_what_it_holds_and_then_nothing()
    {
        var endless = Short();
        var area = endless.Plan.Orbit.Area;
        var dt = endless.Plan.Time.Step;
        var perStep = endless.Number(StepFact.ProdRateAppliedToSurf, 1) * area * dt;
        var mass = FormattableString.Invariant($"{10.5 * perStep / PhysicalConstants.MarsMass:R}");

        var run = Short($"supply.reservoir={{enabled: true, mass_total_Mmars: {mass}}}");

        var supplied = Enumerable.Range(0, Steps).Sum(row => run.Number(StepFact.ProdRateAppliedToSurf, row) * area * dt);
        Assert.Equal(10.5, supplied / perStep, 1e-9);
        Assert.Equal(0, run.Number(StepFact.SupplyReservoirRemainingMmars, Steps - 1));
        Assert.Equal(0, run.Number(StepFact.ProdRateAppliedToSurf, Steps - 1));
        Assert.Equal("true", run.Text(run.Plan.Schemas.Tables.SelectMany(table => table.Columns).First(column => column.Fact == StepFact.SupplyReservoirClipped), 11));
        Assert.Equal(run.Number(StepFact.Time, 11), run.End.Run.Supply.DepletionTime);
    }

    [Fact]
    public void What_goes_through_the_deep_buffer_is_on_the_surface_or_still_in_it()
    {
        var run = Short("supply.transport={mode: deep_mixing, t_mix_orbits: 0.001}");
        var dt = run.Plan.Time.Step;

        var supplied = Enumerable.Range(0, Steps).Sum(row => run.Number(StepFact.DotSigmaProd, row) * dt);
        var applied = Enumerable.Range(0, Steps).Sum(row => run.Number(StepFact.ProdRateAppliedToSurf, row) * dt);
        var deep = run.Number(StepFact.SigmaDeep, Steps - 1);

        Assert.True(deep > 0);
        Assert.Equal(supplied, applied + deep, supplied * 1e-12);
    }

    [Fact]
    public void Without_an_optical_depth_target_the_supply_stops_at_the_headroom()
    {
        var run = Short("optical_depth=null", "surface.sigma_surf_init_override=1.0", "shielding.mode=off");
        var sigma = run.Number(StepFact.SigmaTau1, 1);

        for (var row = 1; row < Steps; row++)
        {
            var headroom = Math.Max(run.Number(StepFact.SigmaTau1, row) - run.Number(StepFact.SmolSigmaBefore, row), 0);
            Assert.Equal(headroom, run.Number(StepFact.Headroom, row), sigma * 1e-12);
            Assert.True(run.Number(StepFact.ProdRateAppliedToSurf, row) <= (headroom / run.Plan.Time.Step * (1 + 1e-12)) + 1e-300);
        }
    }

    [Fact]
    public void A_run_with_every_control_goes_on_from_a_saved_state_with_the_same_bits()
    {
        string[] overrides =
        [
            "supply.feedback={enabled: true, target_tau: 0.5, response_time_years: 1e-3}",
            "supply.temperature={enabled: true, exponent: 1}",
            "supply.reservoir={mass_total_Mmars: 1e-12, depletion_mode: taper, taper_fraction: 0.5}",
            "supply.transport={mode: deep_mixing, t_mix_orbits: 0.01}",
        ];
        var whole = Short(overrides);
        var plan = whole.Plan;
        var integrator = new Integrator(plan, plan.NewState(), new Flushing.FlushPolicy(1, long.MaxValue, 1));
        using var buffer = new History.Columns.ChunkBuffer(plan.Schemas, 1);
        for (var row = 0; row < Steps; row++)
        {
            integrator.Begin(buffer);
            var seal = integrator.Fill(1).Seal!;
            Assert.Equal(whole.Number(StepFact.ProdRateAppliedToSurf, row), buffer.Facts.Doubles(StepFact.ProdRateAppliedToSurf)[0]);
            Assert.Equal(whole.Number(StepFact.SigmaDeep, row), buffer.Facts.Doubles(StepFact.SigmaDeep)[0]);
            integrator = new Integrator(plan, SavedAndLoaded(seal.State), new Flushing.FlushPolicy(1, long.MaxValue, 1));
        }
    }

    private static States.RunState SavedAndLoaded(States.RunState state)
    {
        using var body = new MemoryStream();
        new States.ResumeState(state, new States.AggregateState()).WriteTo(body);
        body.Position = 0;
        return States.ResumeState.ReadFrom(body).Run;
    }

    private static FinishedRun Short(params string[] overrides)
    {
        var plan = Plans.OfFile(Path.Combine(Plans.GoldenDirectory, "supply_tau_stop", "config.yaml"), overrides);
        return FinishedRun.Of(plan with { Time = plan.Time with { Steps = Steps, End = plan.Time.Step * Steps } });
    }
}
