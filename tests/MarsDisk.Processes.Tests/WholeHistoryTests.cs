using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Processes.Tests;

/// <summary>Chunk borders, merging and the choice between chunks and one file change no row.</summary>
public sealed class WholeHistoryTests(UndisturbedRun undisturbed) : IClassFixture<UndisturbedRun>
{
    private const string CrashAt = "MARSDISK_CRASH_AT";
    private static readonly string[] Tables = ["run", "psd_hist", "diagnostics", "mass_budget"];

    [Theory]
    [InlineData("io.streaming.step_flush_interval=7")]
    [InlineData("io.streaming.step_flush_interval=1000000")]
    [InlineData("io.streaming.enable=false")]
    public async Task Every_flush_interval_and_none_print_the_same_rows(string setting)
    {
        using var folder = new WorkFolder();

        var ended = await MarsDiskProgram.RunAsync(folder, Command.Run("run", "-s", setting));

        Assert.True(ended.ExitCode == 0, ended.ToString());
        foreach (var table in Tables)
            Assert.Equal(await RowsAsync(folder, undisturbed.Run.Path, table), await RowsAsync(folder, "run", table));
        Assert.Equal(File.ReadAllText(undisturbed.Run.FileOf("checks/mass_budget.csv")), File.ReadAllText(Path.Combine(folder["run"], "checks/mass_budget.csv")));
    }

    [Fact]
    public async Task One_step_per_chunk_prints_the_same_rows_too()
    {
        using var folder = new WorkFolder();
        string[] brief = ["-s", "numerics.t_end_orbits=0.02"];

        var single = await MarsDiskProgram.RunAsync(folder, Command.Run("single", [.. brief, "io.streaming.step_flush_interval=1"]));
        var whole = await MarsDiskProgram.RunAsync(folder, Command.Run("whole", [.. brief, "io.streaming.enable=false"]));

        Assert.True(single.ExitCode == 0, single.ToString());
        Assert.True(whole.ExitCode == 0, whole.ToString());
        foreach (var table in Tables)
            Assert.Equal(await RowsAsync(folder, "whole", table), await RowsAsync(folder, "single", table));
    }

    [Theory]
    [InlineData("while-computing:2")]
    [InlineData("while-writing:3")]
    [InlineData("between-renames:2")]
    [InlineData("after-append")]
    public Task A_killed_run_without_chunks_starts_over(string point) =>
        EndsLikeAnUndisturbedOneAsync(point, "-s", "io.streaming.enable=false");

    [Theory]
    [InlineData("during-finalize")]
    [InlineData("during-finalize:3")]
    [InlineData("after-append:13")]
    public Task A_run_that_is_killed_while_it_merges_ends_with_the_merged_files(string point) =>
        EndsLikeAnUndisturbedOneAsync(point, "-s", "io.streaming.merge_at_end=true", "io.streaming.cleanup_chunks=true");

    private static async Task EndsLikeAnUndisturbedOneAsync(string point, params string[] settings)
    {
        using var folder = new WorkFolder();

        var whole = await MarsDiskProgram.RunAsync(folder, Command.Run("whole", settings));
        var killed = await MarsDiskProgram.RunWithAsync(folder, [(CrashAt, point)], Command.Run("run", settings));
        var ended = await MarsDiskProgram.RunAsync(folder, Command.Run("run", settings));

        Assert.True(whole.ExitCode == 0, whole.ToString());
        Assert.True(killed.ExitCode == ProgramEnd.Killed, killed.ToString());
        Assert.True(ended.ExitCode == 0, ended.ToString());
        new RunFolder(folder["run"]).AssertEquals(new RunFolder(folder["whole"]));
    }

    private static async Task<string> RowsAsync(WorkFolder folder, string run, string table)
    {
        var end = await MarsDiskProgram.RunAsync(folder, "table", run, "--table", table);
        Assert.True(end.ExitCode == 0, end.ToString());
        return end.Output;
    }
}
