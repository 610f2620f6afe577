using MarsDisk.Scenario.Tests.Support;

namespace MarsDisk.Scenario.Tests.Language;

public sealed class ExampleTests
{
    public static TheoryData<string> Names => [.. Scenarios.Examples];

    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Item", "92")]
    public void Every_example_parses_without_diagnostics(string name)
    {
        var (units, result) = Scenarios.Parse(Scenarios.Example(name));

        Assert.Empty(units.Diagnostics);
        Assert.Empty(result.Diagnostics);
        Assert.True(result.HasValue);
    }

    [Fact]
    [Trait("Item", "92")]
    public void The_live_driver_has_the_units_of_its_description()
    {
        var (units, _) = Scenarios.Parse(Scenarios.Example("live-driver"));

        string[] kinds =
        [
            "ScenarioOpened", "ConfigBaseRequested", "RunOpened", "RecurringScheduled", "ExpectationDeclared", "DriverOpened",
            "Row", "Row", "Row", "EventScheduled", "Row", "Row", "Row", "DriverClosed", "ExpectationDeclared", "RunClosed", "ScenarioEnded",
        ];
        Assert.Equal(
            string.Join('\n', kinds.Select((kind, ordinal) => $"{ordinal} {kind}")),
            string.Join('\n', units.Units.Select(unit => string.Join(' ', unit.Split(' ')[..2]))));
    }
}
