namespace MarsDisk.Scenario.Tests;

public sealed class RecordTests
{
    [Fact]
    public void Lists_are_equal_by_their_values()
    {
        ScenarioValue first = new ScenarioValue.Items([new ScenarioValue.Truth(true)]);
        ScenarioValue second = new ScenarioValue.Items([new ScenarioValue.Truth(true)]);

        Assert.Equal(first, second);
        Assert.NotEqual(first, new ScenarioValue.Items([new ScenarioValue.Truth(false)]));
    }
}
