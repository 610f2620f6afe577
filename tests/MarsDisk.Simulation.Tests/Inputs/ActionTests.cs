using MarsDisk.Simulation.Inputs;
using MarsDisk.Simulation.Inputs.Acting;
using MarsDisk.Simulation.Inputs.Keys;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Tests.Inputs;

/// <summary>What each action does, and at which step.</summary>
public sealed class ActionTests
{
    private static readonly RunPlan Plan = FedPlans.Of("supply_tau_stop", 20, "optical_depth.tau_stop=1e9", "radiation.TM_K=4000");
    private static readonly double Dt = Plan.Time.Step;

    private static Script New => new(Dt);

    // The run cools slowly by itself.
    private static Script Hot => New.Set(0, "radiation.TM_K", 4000);

    [Fact]
    public void A_value_holds_from_the_first_border_at_or_behind_its_time()
    {
        var run = Run(Hot.Set(2.5, "radiation.TM_K", 3900).Set(6, "radiation.TM_K", 3800));

        Assert.Equal(
            [4000, 4000, 4000, 3900, 3900, 3900, 3800, 3800],
            run.Temperatures.Take(8));
    }

    [Fact]
    public void Events_at_equal_times_act_in_the_order_of_the_source()
    {
        var run = Run(New.Set(3, "radiation.TM_K", 3900).Set(3, "radiation.TM_K", 3700).At(3, new RunAction.Log("a")).At(3, new RunAction.Log("b")));

        Assert.Equal(3700, run.Temperatures[3]);
        Assert.Equal<object>(["a", "b"], run.Effects.OfType<InputEffect.WriteLog>().Select(log => log.Text));
    }

    [Fact]
    public void A_ramp_is_a_straight_line_from_its_own_time_and_ends_exactly()
    {
        var run = Run(Hot.At(2.5, new RunAction.RampKey(Script.Temperature, 3000, 4 * Dt)));

        Assert.Equal(4000, run.Temperatures[2]);
        for (var step = 3; step < 7; step++)
            Assert.Equal(4000 - (1000 * ((step - 2.5) / 4)), run.Temperatures[step], 1e-9);
        Assert.Equal(3000, run.Temperatures[7]);
        Assert.Equal(3000, run.Temperatures[19]);
    }

    [Fact]
    public void A_later_set_or_ramp_of_the_same_key_replaces_the_rest_of_a_ramp()
    {
        var run = Run(Hot
            .At(0, new RunAction.RampKey(Script.Temperature, 3000, 10 * Dt))
            .At(5, new RunAction.RampKey(Script.Temperature, 4000, 5 * Dt))
            .Set(8, "radiation.TM_K", 3500));

        Assert.Equal(3500, run.Temperatures[5], 1e-9);
        Assert.Equal(3700, run.Temperatures[7], 1e-9);
        Assert.Equal(3500, run.Temperatures[8]);
        Assert.Equal(3500, run.Temperatures[19]);
    }

    [Fact]
    public void A_linear_driver_runs_between_its_rows_and_a_stepped_one_jumps()
    {
        var linear = Run(New.Drive(true, true, "radiation.TM_K").Rows((1, 3800), (5, 3400)).Rows((7, 3600)).EndDrive());
        var stepped = Run(New.Drive(false, true, "radiation.TM_K").Rows((1, 3800), (4.5, 3400)).EndDrive());

        Assert.Equal(4000, linear.Temperatures[0], 1e-3);               // before the first row the run's own course holds
        Assert.Equal([3800, 3700, 3600, 3500, 3400, 3500, 3600, 3600], linear.Temperatures.Skip(1).Take(8).Select(value => Math.Round(value, 9)));
        Assert.Equal([3800, 3800, 3800, 3800, 3400, 3400], stepped.Temperatures.Skip(1).Take(6));
    }

    [Fact]
    public void A_driver_that_is_not_extrapolated_fails_the_run_behind_its_last_row()
    {
        var inputs = New.Drive(true, false, "radiation.TM_K").Rows((0, 3800), (4.5, 3400)).EndDrive();

        var failure = Assert.Throws<StepFailedException>(() => Run(inputs));

        Assert.Equal(5, failure.Step);
        Assert.Contains("The driver ends at", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recurring_action_acts_from_its_first_time_to_its_last_and_once_for_several_times_in_one_step()
    {
        var run = Run(New
            .Every(4, new RunAction.Log("slow"), from: 3, until: 12)
            .Every(0.1, new RunAction.Log("fast"), from: 17.5));

        var logs = run.Effects.OfType<InputEffect.WriteLog>().ToList();
        Assert.Equal([3L, 7, 11], logs.Where(log => log.Text == "slow").Select(log => log.Step));
        Assert.Equal([18L, 19, 20], logs.Where(log => log.Text == "fast").Select(log => log.Step));
    }

    [Fact]
    public void A_stop_ends_the_run_at_its_border_and_what_belongs_to_the_end_still_acts()
    {
        var run = Run(New.At(6.5, new RunAction.Stop("enough")).Set(9, "radiation.TM_K", 3000).AtEnd(new RunAction.Snapshot("final")));

        Assert.Equal((7L, StopReason.StopRequested), (run.End.Run.Step, run.End.Run.Stop.Reason));
        Assert.Equal((7L, "final"), run.Effects.OfType<InputEffect.StoreSnapshot>().Select(snapshot => (snapshot.Step, snapshot.Label!)).Single());
        Assert.Equal("stopped: enough", run.Effects.OfType<InputEffect.WriteLog>().Single().Text);
    }

    [Fact]
    public void A_pause_holds_the_clock_until_somebody_releases_it_or_a_resume_arrives()
    {
        var integrator = new Integrator(Plan, Plan.NewState(), new Flushing.FlushPolicy(20, long.MaxValue, 1), isFed: true);
        using var buffer = new History.Columns.ChunkBuffer(Plan.Schemas, 20);
        integrator.Begin(buffer);
        foreach (var input in New.At(4, new RunAction.Pause(null)).At(9, new RunAction.Pause(null)).Close().SkipLast(1))
            integrator.Receive(input);

        integrator.Fill(100);
        var first = (integrator.NextStep, integrator.IsPaused);
        integrator.ReleasePause();
        integrator.Fill(100);
        var second = (integrator.NextStep, integrator.IsPaused);
        integrator.Receive(new TimedInput(100, default, 9 * Dt, new RunAction.Resume()));
        integrator.Receive(new RunClosedInput(101, default));
        integrator.Fill(100);

        Assert.Equal((4L, true), first);
        Assert.Equal((9L, true), second);
        Assert.True(integrator.HasEnded);
    }

    [Fact]
    public void A_supply_that_is_set_replaces_the_scale_and_a_scale_the_rate()
    {
        var rate = FedRun.Of(Plan, New.Set(0, "supply.const.prod_area_rate_kg_m2_s", 1e-9).Close());
        var plain = FedRun.Of(Plan, New.Close());
        var back = FedRun.Of(Plan, New
            .Set(0, "supply.const.prod_area_rate_kg_m2_s", 1e-9)
            .Set(0, "supply.const.mu_orbit10pct", Plan.Parameters.Supply.Const.MuOrbit10pct!.Value).Close());

        Assert.NotEqual(plain.Rows, rate.Rows);
        Assert.Equal(plain.Rows, back.Rows);
    }

    [Fact]
    public void A_value_that_is_set_to_what_it_was_changes_no_bit()
    {
        var plain = FedRun.Of(Plan, New.Close());
        var script = New;
        foreach (var (key, value) in new[] { ("supply.mixing.epsilon_mix", Plan.Supply.Mixing), ("optical_depth.tau_stop", 1e9), ("supply.enabled", 1) })
            script.Set(0, key, value);

        Assert.Equal(plain.Rows, FedRun.Of(Plan, script.Close()).Rows);
    }

    [Fact]
    public void A_table_of_the_temperature_gives_the_efficiency_of_radiation_pressure()
    {
        var curve = new LiveCurve("q", [3000, 4000, 5000], [0.3, 0.5, 0.9], IsLinear: true, HoldsEnds: false);
        var table = FedRun.Of(Plan, Hot.At(0, new RunAction.SetKey(LiveKeys.Find("radiation.Q_pr")!, new LiveValue.OfTemperature(curve))).Set(8, "radiation.TM_K", 4500).Close());
        var numbers = FedRun.Of(Plan, Hot.Set(0, "radiation.Q_pr", 0.5).Set(8, "radiation.TM_K", 4500).Set(8, "radiation.Q_pr", 0.7).Close());

        Assert.Equal(numbers.Rows, table.Rows);
    }

    [Fact]
    public void Keys_without_effect_in_a_run_are_refused_in_one_sentence()
    {
        Assert.Null(LiveKeys.Refusal(Script.Temperature, Plan));
        Assert.Equal(
            "sinks.rho_g has no effect in this run: gas drag is switched off.",
            LiveKeys.Refusal(LiveKeys.Find("sinks.rho_g")!, Plan));
        Assert.Null(LiveKeys.Find("sizes.n_bins"));
        Assert.StartsWith("sizes.n_bins is fixed when a run starts", LiveKeys.FixedAtStart("sizes.n_bins"), StringComparison.Ordinal);
    }

    private static FedRun Run(Script script) => FedRun.Of(Plan, script.Close());
}
