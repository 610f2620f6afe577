using MarsDisk.Actors.Parsing.Binding;
using MarsDisk.Hosting.Scenarios.Binding;
using MarsDisk.Parsing;
using MarsDisk.Scenario;
using MarsDisk.Simulation.Inputs;
using MarsDisk.Simulation.Inputs.Keys;

namespace MarsDisk.Hosting.Tests.Scenarios;

public sealed class ScenarioBinderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ScenarioBinder _binder;
    private long _ordinal;

    public ScenarioBinderTests()
    {
        File.WriteAllText(_folder["base.yml"], SmallRun.Text);
        _binder = Binder();
    }

    public void Dispose() => _folder.Dispose();

    private ScenarioBinder Binder(bool faults = false, bool plans = true) =>
        new(new BinderSettings(new ScenarioRoot(_folder.Path), "test.scenario") { AreFaultsAllowed = faults, PlansRuns = plans });

    private BindResult Bind(ScenarioStatement statement) => _binder.Bind(_ordinal++, statement);

    private static Diagnostic Only(BindResult result)
    {
        Assert.Null(result.Unit);
        return Assert.Single(result.Diagnostics);
    }

    private BoundRun Open(params Assignment[] options)
    {
        Bind(Say.From("base.yml"));
        var result = Bind(Say.Run("a", options));
        Assert.Empty(result.Diagnostics);
        return (BoundRun)Assert.IsType<BoundUnit.RunOpening>(result.Unit).Run;
    }

    [Fact]
    public void A_scenario_that_restates_a_file_has_the_plan_of_the_file()
    {
        var run = Open();

        Assert.Equal(SmallRun.Prepare().Identity.PlanHash, run.Prepared.Identity.PlanHash);
        Assert.Equal(_folder["out/a"], run.Directory);
    }

    [Fact]
    [Trait("Item", "96")]
    public void A_number_means_the_same_with_the_unit_of_its_key_and_without()
    {
        Bind(Say.Set("radiation.TM_K", Say.Number(3900)));
        var bare = Open().Prepared;
        var other = Binder();
        other.Bind(0, Say.From("base.yml"));
        other.Bind(1, Say.Set("radiation.TM_K", Say.Number(3900, Say.K)));

        var run = (BoundRun)Assert.IsType<BoundUnit.RunOpening>(other.Bind(2, Say.Run("a")).Unit).Run;

        Assert.Equal(bare.Identity.PlanHash, run.Prepared.Identity.PlanHash);
        Assert.Equal(3900.0, run.Prepared.Plan.Parameters.Radiation!.TMK);
    }

    [Fact]
    public void An_unknown_key_names_the_nearest_one()
    {
        var found = Only(Bind(Say.Set("radiation.TM_k2", Say.Number(3900))));

        Assert.Equal("scn.key.unknown", found.Code);
        Assert.Equal(Say.At(3), found.At);
        Assert.Contains("radiation.TM_K", found.Notes[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Item", "97")]
    public void A_length_is_no_temperature()
    {
        var found = Only(Bind(Say.Set("radiation.TM_K", Say.Number(3900, Say.Metre))));

        Assert.Equal("scn.unit.dimension", found.Code);
        Assert.Contains("a temperature (unit K)", found.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("radiation.TM_K", 12.0, "scn.key.range")]
    [InlineData("sizes.n_bins", 2.5, "scn.key.type")]
    [InlineData("physics_mode", 1.0, "scn.key.type")]
    public void A_value_has_the_kind_and_the_range_of_its_key(string key, double value, string code) =>
        Assert.Equal(code, Only(Bind(Say.Set(key, Say.Number(value)))).Code);

    [Fact]
    public void A_word_that_a_key_does_not_have_is_refused_and_one_that_yaml_reads_as_null_is_taken()
    {
        Assert.Equal("scn.key.type", Only(Bind(Say.Set("sinks.mode", Say.Word("nothing")))).Code);
        Assert.IsType<BoundUnit.Absorbed>(Bind(Say.Set("sinks.mode", Say.Word("none"))).Unit);
    }

    [Theory]
    [Trait("Item", "110")]
    [InlineData("../../etc/x")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../x.yml")]
    public void A_file_outside_the_root_is_refused(string path) =>
        Assert.Equal("scn.path.outside_root", Only(Bind(Say.From(path))).Code);

    [Fact]
    public void A_link_does_not_lead_out_of_the_root()
    {
        File.CreateSymbolicLink(_folder["link"], "/etc");

        Assert.Equal("scn.path.outside_root", Only(Bind(Say.From("link/passwd"))).Code);
        Assert.Equal("scn.path.outside_root", Only(Bind(Say.Run("a", Say.Is("output", Say.Text("link/x"))))).Code);
    }

    [Fact]
    public void Options_of_a_run_become_its_end_its_seed_and_its_directory()
    {
        var run = Open(
            Say.Is("until", Say.Number(2, Say.Hour)), Say.Is("seed", Say.Number(7)), Say.Is("output", Say.Text("there")),
            Say.Is("on_expect_failure", Say.Word("stop")), Say.Is("on_error", Say.Word("continue")), Say.Is("checkpoint_every", Say.Number(1, Say.Hour)));

        Assert.Equal(7200, run.Prepared.Plan.Time.End, 1e-6);
        Assert.Equal(7, run.Prepared.Plan.Excitation.Seed);
        Assert.Equal(_folder["there"], run.Directory);
        Assert.True(run.StopsOnExpectFailure);
        Assert.True(run.ContinuesAfterFailure);
        Assert.Equal(3600, Assert.IsType<RecurringInput>(Assert.Single(run.Initial)).Period);
    }

    [Fact]
    public void An_unknown_option_and_an_end_without_unit_are_refused()
    {
        Assert.Equal("scn.key.unknown", Only(Bind(Say.Run("a", Say.Is("untill", Say.Number(2, Say.Hour))))).Code);
        Assert.Equal("scn.unit.dimension", Only(Bind(Say.Run("b", Say.Is("until", Say.Number(2))))).Code);
    }

    [Fact]
    public void Two_runs_have_two_names_and_two_directories()
    {
        Open(Say.Is("output", Say.Text("there")));

        Assert.Equal("scn.run.duplicate", Only(Bind(Say.Run("a"))).Code);
        Assert.Equal("scn.run.duplicate", Only(Bind(Say.Run("b", Say.Is("output", Say.Text("there"))))).Code);
    }

    [Fact]
    public void A_configuration_that_cannot_be_planned_is_said_at_the_head_of_the_run()
    {
        File.WriteAllText(_folder["broken.yml"], "geometry: { mode: 0D }\n");
        Bind(Say.From("broken.yml"));

        var result = Bind(Say.Run("a"));

        Assert.Null(result.Unit);
        Assert.NotEmpty(result.Diagnostics);
        Assert.All(result.Diagnostics, found => Assert.Equal(Say.At(4), found.At));
    }

    [Fact]
    public void Events_have_seconds_and_live_keys()
    {
        var period = Open().Prepared.Plan.Orbit.Period;

        var set = Bind(Say.At(0.5, Say.Orbit, new ScenarioAction.SetKey("radiation.TM_K", Say.Number(3500, Say.K))));
        var fixedKey = Bind(Say.At(1, Say.Orbit, new ScenarioAction.SetKey("sizes.n_bins", Say.Number(10))));

        var timed = Assert.IsType<TimedInput>(Assert.IsType<BoundUnit.ForRun>(set.Unit).Input);
        Assert.Equal(0.5 * period, timed.Time);
        Assert.Equal(new RunAction.SetKey(LiveKeys.Find("radiation.TM_K")!, new LiveValue.Number(3500)), timed.Action);
        Assert.Equal("scn.key.type", Only(fixedKey).Code);
    }

    [Fact]
    public void An_event_behind_the_end_draws_a_warning()
    {
        Open();

        var result = Bind(Say.At(90, Say.Year, new ScenarioAction.Flush()));

        Assert.NotNull(result.Unit);
        Assert.Equal("scn.event.after_until", Assert.Single(result.Diagnostics).Code);
        Assert.Equal(Parsing.Severity.Warning, result.Diagnostics[0].Severity);
    }

    [Fact]
    [Trait("Item", "111")]
    public void A_fault_needs_permission_a_known_kind_and_a_known_stage()
    {
        var fault = new ScenarioAction.Fault("crash", "parquet-writer", []);
        Open();
        Assert.Equal("scn.fault.not_allowed", Only(Bind(Say.At(1, Say.Hour, fault))).Code);

        var permitted = Binder(faults: true);
        permitted.Bind(0, Say.From("base.yml"));
        permitted.Bind(1, Say.Run("a"));
        Assert.IsType<BoundUnit.ForRun>(permitted.Bind(2, Say.At(0, Say.Hour, fault)).Unit);
        Assert.Equal("scn.fault.kind", Only(permitted.Bind(3, Say.At(0, Say.Hour, fault with { Kind = "crush" }))).Code);
        Assert.Equal("scn.fault.target", Only(permitted.Bind(4, Say.At(0, Say.Hour, fault with { Target = "writer" }))).Code);
        Assert.Equal("scn.fault.target", Only(permitted.Bind(5, Say.At(0, Say.Hour, fault with { Kind = "kill-node", Target = "worker-2" }))).Code);
        Assert.Equal("scn.fault.target", Only(permitted.Bind(6, Say.At(0, Say.Hour, fault with { Kind = "partition", Target = "worker-2" }))).Code);
        Assert.Contains("rate means nothing", Only(permitted.Bind(7, Say.At(0, Say.Hour, fault with { Arguments = [Say.Is("rate", Say.Number(0.5))] }))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expectation_has_a_known_metric_a_value_of_its_kind_and_a_known_run()
    {
        Open();

        var near = Bind(Say.Expect("mass.total", Say.Number(1e-7), CompareOp.Approx, new Quantity(1, Say.Percent)));
        var claim = Assert.IsType<ExpectationInput>(Assert.IsType<BoundUnit.ForRun>(near.Unit).Input).Claim;
        Assert.True(claim.IsRelative);
        Assert.Equal(0.01, claim.Tolerance);
        Assert.Equal("scn.expect.metric", Only(Bind(Say.Expect("mass.totl", Say.Number(1)))).Code);
        Assert.Equal("scn.run.unknown", Only(Bind(Say.Expect("series.hash", new ScenarioValue.RunRef("b"), CompareOp.Eq))).Code);
        Assert.Equal("scn.expect.metric", Only(Bind(Say.Expect("pipeline.restarts", Say.Number(1), when: ExpectWhen.Always))).Code);
    }

    [Fact]
    public void A_driver_gives_rows_in_the_units_of_its_keys()
    {
        Open();
        var shape = Say.Shape(("time", Say.Hour), ("radiation.TM_K", Say.K), ("supply.const.mu_orbit10pct", Say.Percent));
        Assert.NotNull(Bind(new DriverOpened(Say.At(7), "a", shape)).Unit);

        using var rows = RowBatch.Of("a", 10, Say.At(8), [0, 4000, 100], [0.5, 3900, 50]);
        var input = Assert.IsType<DriverRowsInput>(Assert.IsType<BoundUnit.ForRun>(_binder.Bind(rows).Unit).Input);

        Assert.Equal([0.0, 1800.0], input.Times);
        Assert.Equal([4000.0, 3900.0], input.Columns[0]);
        Assert.Equal([1.0, 0.5], input.Columns[1]);
        Assert.Equal(10, input.Ordinal);
    }

    [Fact]
    public void A_table_is_used_behind_its_closing_brace_and_by_keys_that_take_one()
    {
        Bind(Say.From("base.yml"));
        Bind(new TableOpened(Say.At(2), "q", Say.Shape(("T", Say.K), ("Q", UnitExpr.None))));
        using var rows = RowBatch.Of("q", 1, Say.At(3), [1000, 0.5], [4000, 1.0]);
        _binder.Bind(rows);
        var early = Bind(Say.Run("x") with { Overrides = [Say.Is("radiation.Q_pr", new ScenarioValue.TableRef("q"))] });
        Bind(new TableClosed(Say.At(4), "q", 2));

        var opened = Bind(Say.Run("a") with { Overrides = [Say.Is("radiation.Q_pr", new ScenarioValue.TableRef("q"))] });
        var refused = Bind(Say.Run("b") with { Overrides = [Say.Is("radiation.TM_K", new ScenarioValue.TableRef("q"))] });

        Assert.Equal("scn.table.unknown", Only(early).Code);
        Assert.Equal("scn.key.type", Only(refused).Code);
        var run = (BoundRun)Assert.IsType<BoundUnit.RunOpening>(opened.Unit).Run;
        var set = Assert.IsType<RunAction.SetKey>(Assert.IsType<RecurringInput>(Assert.Single(run.Initial)).Action);
        Assert.Equal([1000.0, 4000.0], Assert.IsType<LiveValue.OfTemperature>(set.Value).Curve.Arguments);
    }

    [Fact]
    public void Without_plans_only_names_and_units_are_checked_and_nothing_is_opened()
    {
        var binder = Binder(plans: false);

        Assert.Empty(binder.Bind(0, Say.Run("a")).Diagnostics);
        Assert.Equal("scn.key.unknown", Only(binder.Bind(1, Say.At(1, Say.Hour, new ScenarioAction.SetKey("nonsense", Say.Number(1))))).Code);
    }

    [Fact]
    public void A_sweep_gives_one_run_for_each_point_with_its_own_name()
    {
        Bind(Say.From("base.yml"));
        var body = Say.At(0, Say.Hour, new ScenarioAction.Snapshot("at-{radiation.TM_K}"));
        var template = new SweepTemplate("T{radiation.TM_K}-{index}", [Say.Is("output", Say.Text("s/{run}"))], [], [body]);
        var axis = new SweepAxis.Listed("radiation.TM_K", [Say.Number(2000, Say.K), Say.Number(3000, Say.K)]);
        var other = new SweepAxis.Ranged("initial.mass_total", Say.Number(1e-8), Say.Number(1e-6), 3, Log: true);

        var sweep = Assert.IsType<BoundUnit.Sweep>(Bind(new SweepRequested(Say.At(5), "s", [axis, other], Say.None, template, 6)).Unit);

        Assert.Equal(6, sweep.Runs.Count);
        var last = sweep.Runs.Bind(5);
        Assert.Equal("T3000 K-5", last.Run!.Name);
        Assert.Equal(new RunAction.Snapshot("at-3000 K"), Assert.IsType<TimedInput>(last.Inputs[0]).Action);
        Assert.Equal(1e-6, ((BoundRun)last.Run).Prepared.Plan.Parameters.Initial.MassTotal);
        Assert.Equal(1e-7, ((BoundRun)sweep.Runs.Bind(4).Run!).Prepared.Plan.Parameters.Initial.MassTotal, 1e-20);
    }
}
