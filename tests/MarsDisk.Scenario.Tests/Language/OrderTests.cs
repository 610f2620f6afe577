using MarsDisk.Parsing;
using MarsDisk.Scenario.Canonical;
using MarsDisk.Scenario.Tests.Support;

namespace MarsDisk.Scenario.Tests.Language;

public sealed class OrderTests
{
    [Fact]
    [Trait("Item", "102")]
    public void Times_that_decrease_are_both_named()
    {
        var fault = Scenarios.Fault(Scenarios.Run("at 2 yr flush", "at 1 yr flush"));

        Assert.Equal("scn.time.decreasing", fault.Code);
        Assert.Contains("1 yr", fault.Message, StringComparison.Ordinal);
        Assert.Contains("2 yr", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Orbits_are_compared_with_orbits_only()
    {
        Assert.Equal(5, Scenarios.Statements(Scenarios.Run("at 2 orbit flush", "at 1 s flush")).Count);
        Assert.Equal("scn.time.decreasing", Scenarios.Fault(Scenarios.Run("at 2 orbit flush", "at 1 s flush", "at 1 orbit flush")).Code);
    }

    [Fact]
    [Trait("Item", "103")]
    public void A_rule_behind_an_event_can_be_moved_and_an_expectation_of_the_end_may_stay()
    {
        var source = Scenarios.Run("at 1 yr flush", "expect always a > 1");

        var fault = Scenarios.Fault(source);

        Assert.Equal("scn.run.rule_after_event", fault.Code);
        var mended = fault.FixIts.OrderByDescending(fix => fix.At.Start).Aggregate(source, Scenarios.Apply);
        Assert.Empty(Scenarios.Parse(mended).Diagnostics);
        Assert.Empty(Scenarios.Parse(Scenarios.Run("at 1 yr flush", "expect end a > 1")).Diagnostics);
    }

    [Fact]
    [Trait("Item", "104")]
    public void Events_between_rows_come_between_them()
    {
        var units = Scenarios.Parse(Scenarios.Run("drive (time: day, k: K) {", "1 2", "at 1 day flush", "2 3", "at 5 day log \"late\"", "}"));

        Assert.Empty(units.Diagnostics);
        Assert.Equal(
            "ScenarioOpened RunOpened DriverOpened Row EventScheduled Row EventScheduled DriverClosed RunClosed",
            string.Join(' ', units.Units.Select(unit => unit.Split(' ')[1])));
    }

    [Fact]
    [Trait("Item", "107")]
    public void The_example_of_a_sweep_has_324_runs()
    {
        var (units, _) = Scenarios.Parse(Scenarios.Example("temp-supply-sweep"));

        var sweep = Assert.IsType<SweepRequested>(units.Statements[2]);
        Assert.Equal(324, sweep.Points);
        Assert.StartsWith("T{radiation.TM_K}-e", sweep.Template.NameTemplate, StringComparison.Ordinal);
        Assert.Equal("at 1 yr snapshot", CanonicalWriter.Text(sweep.Template.Body[0]));
    }

    [Fact]
    public void A_run_without_a_block_is_two_units_the_second_at_the_end_of_the_line()
    {
        var statements = Scenarios.Statements(Scenarios.Body("run \"a\"  # short"));

        Assert.Equal("run \"a\" {", CanonicalWriter.Text(statements[1]));
        Assert.Equal(new SourceSpan(39, 39, 2, 17, 2, 17), Assert.IsType<RunClosed>(statements[2]).Span);
    }

    [Fact]
    public void A_pause_ends_with_a_resume_at_its_time_or_by_itself()
    {
        Assert.Equal(7, Scenarios.Statements(Scenarios.Run("at 1 yr pause", "at 365.25 day resume", "at 2 yr flush", "at end flush")).Count);
        Assert.Equal(5, Scenarios.Statements(Scenarios.Run("at 1 yr pause for 2 s", "at 2 yr flush")).Count);
    }

    [Fact]
    public void A_driver_may_stand_behind_rules_only()
    {
        Assert.Equal(7, Scenarios.Statements(Scenarios.Run("every 1 day flush", "drive (time: orbit, k: K) {", "}", "at end stop")).Count);
    }
}
