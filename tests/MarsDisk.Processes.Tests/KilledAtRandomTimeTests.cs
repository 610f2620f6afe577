using MarsDisk.Processes.Tests.Harness;

using Xunit.Abstractions;

namespace MarsDisk.Processes.Tests;

/// <summary>SIGKILL at 25 seeded moments of a run, then the same command again.</summary>
public sealed class KilledAtRandomTimeTests(UndisturbedRun undisturbed, ITestOutputHelper output) : IClassFixture<UndisturbedRun>
{
    private const int Seed = 20251;
    private const int Kills = 25;
    private const double Earliest = 0.1;
    private const double Latest = 0.98;

    public static TheoryData<int> Rounds => [.. Enumerable.Range(0, Kills)];

    [Theory]
    [MemberData(nameof(Rounds))]
    public async Task The_same_command_again_ends_with_the_files_of_an_undisturbed_run(int round)
    {
        using var folder = new WorkFolder();
        var fraction = Earliest + ((Latest - Earliest) * new Random(Seed + round).NextDouble());
        output.WriteLine($"seed {Seed}, round {round}: killed at {fraction:0.000} of {undisturbed.Duration.TotalSeconds:0.000} s");

        var killed = await KillAfterAsync(folder, undisturbed.Duration * fraction);
        var ended = await MarsDiskProgram.RunAsync(folder, Command.Run("run"));

        Assert.True(killed.ExitCode is ProgramEnd.Killed or 0, killed.ToString());
        Assert.True(ended.ExitCode == 0, ended.ToString());
        new RunFolder(folder["run"]).AssertEquals(undisturbed.Run);
    }

    private static async Task<ProgramEnd> KillAfterAsync(WorkFolder folder, TimeSpan delay)
    {
        using var program = MarsDiskProgram.Start(folder.Path, Command.Run("run"));
        await Task.Delay(delay);                     // the moment is what is tested; nothing waits for a condition here
        program.Kill();
        return await program.EndAsync();
    }
}
