using MarsDisk.Journal.Faults;
using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Processes.Tests;

/// <summary>Every line of the table of architecture.md §7.5: SIGKILL at a named point, then the same command again.</summary>
public sealed class KilledAtNamedPointTests(UndisturbedRun undisturbed) : IClassFixture<UndisturbedRun>
{
    private const string CrashAt = "MARSDISK_CRASH_AT";

    public static TheoryData<string> Points =>
    [
        .. CrashPoints.Names,
        .. CrashPoints.Names.Select(name => $"{name}:2"),
        "while-writing:51", "between-renames:51", "after-rename:13", "inside-append:13", "after-append:13", "during-finalize:5",
    ];

    [Theory]
    [MemberData(nameof(Points))]
    public async Task The_same_command_again_ends_with_the_files_of_an_undisturbed_run(string point)
    {
        using var folder = new WorkFolder();
        var offload = Offload.To(folder["offload"]);

        var killed = await MarsDiskProgram.RunWithAsync(folder, [(CrashAt, point), .. offload], Command.Run("run"));
        var ended = await MarsDiskProgram.RunWithAsync(folder, offload, Command.Run("run"));

        Assert.True(killed.ExitCode == ProgramEnd.Killed, killed.ToString());
        Assert.True(ended.ExitCode == 0, ended.ToString());
        new RunFolder(folder["run"]).AssertEquals(undisturbed.Run);
    }

    [Theory]
    [InlineData("while-writing:20", "during-recovery")]
    [InlineData("between-renames:20", "during-recovery")]
    [InlineData("inside-append:5", "during-recovery:2")]
    [InlineData("after-rename:5", "during-recovery:2")]
    public async Task A_recovery_that_is_killed_itself_starts_over(string point, string inRecovery)
    {
        using var folder = new WorkFolder();

        var killed = await MarsDiskProgram.RunWithAsync(folder, [(CrashAt, point)], Command.Run("run"));
        var killedAgain = await MarsDiskProgram.RunWithAsync(folder, [(CrashAt, inRecovery)], Command.Run("run"));
        var ended = await MarsDiskProgram.RunAsync(folder, Command.Run("run"));

        Assert.True(killed.ExitCode == ProgramEnd.Killed, killed.ToString());
        Assert.True(killedAgain.ExitCode == ProgramEnd.Killed, killedAgain.ToString());
        Assert.True(ended.ExitCode == 0, ended.ToString());
        new RunFolder(folder["run"]).AssertEquals(undisturbed.Run);
    }
}
