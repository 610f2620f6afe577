using MarsDisk.Processes.Tests.Harness;
using MarsDisk.Processes.Tests.Kills;

namespace MarsDisk.Processes.Tests.Scenarios;

/// <summary>A scenario whose process is killed at random moments: the same command again ends with the same files.</summary>
public sealed class KilledScenarioTests
{
    private const int Seed = 4711;
    private const int Kills = 16;

    [Fact]
    [Trait("Item", "118")]
    public async Task A_scenario_that_is_killed_ends_with_the_files_of_an_undisturbed_one()
    {
        string[] command = ["run", MarsDiskProgram.DataFile("several.scenario"), "--root", "."];
        using var folder = new WorkFolder();
        var hits = new RandomBlows(command, "scenario", Seed);
        await hits.MeasureAsync(folder);

        await hits.DealAsync(Kills, [Blow.Kill], disturbed =>
        {
            foreach (var run in (string[])["events", "driven"])
                new RunFolder(disturbed[run]).AssertEquals(new RunFolder(folder[run]));
            Assert.Empty(Directory.GetFiles(disturbed[".marsdisk/scenarios"], "*.journal", SearchOption.AllDirectories));
        });
    }
}
