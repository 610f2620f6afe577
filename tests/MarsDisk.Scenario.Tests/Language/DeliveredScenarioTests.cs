using System.Runtime.CompilerServices;
using MarsDisk.Scenario.Tests.Support;

namespace MarsDisk.Scenario.Tests.Language;

public sealed class DeliveredScenarioTests
{
    public static TheoryData<string> Names => [.. Scenarios.Examples];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_delivered_scenario_is_right_and_formatted(string name)
    {
        var source = File.ReadAllBytes(Path.Combine(Folder(), name + ".scenario"));

        var formatted = ScenarioFormatter.Format(source);

        Assert.Empty(formatted.Diagnostics);
        Assert.Equal(System.Text.Encoding.UTF8.GetString(source), System.Text.Encoding.UTF8.GetString(formatted.Text));
    }

    private static string Folder([CallerFilePath] string caller = "")
        => Path.Combine(Path.GetDirectoryName(caller)!, "..", "..", "..", "configs", "scenarios");
}
