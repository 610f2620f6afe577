using System.Text.Json;

using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Processes.Tests;

/// <summary>Upper bounds of wall time, threads and memory: they end or refuse a run, and never change what it computes.</summary>
public sealed class LimitTests(UndisturbedRun undisturbed) : IClassFixture<UndisturbedRun>
{
    [Fact]
    public async Task One_thread_gives_the_same_files()
    {
        using var folder = new WorkFolder();

        var ended = await MarsDiskProgram.RunAsync(folder, Command.Run("run", "--threads", "1"));

        Assert.True(ended.ExitCode == 0, ended.ToString());
        new RunFolder(folder["run"]).AssertEquals(undisturbed.Run);
    }

    [Fact]
    public async Task A_run_that_does_not_fit_its_wall_time_ends_early_and_can_be_resumed()
    {
        using var folder = new WorkFolder();
        var command = Command.Run("run", "-s", "numerics.t_end_orbits=5000", "numerics.orbit_rollup=false");

        var ended = await MarsDiskProgram.RunAsync(folder, [.. command, "--wall-limit", "00:00:05", "--wall-margin", "2", "--json"]);
        var committed = new RunFolder(folder["run"]).Ledger().EndStep;
        var resumed = await MarsDiskProgram.RunAsync(folder, "resume", "run", "--wall-limit", "5", "--wall-margin", "2");

        using var answer = JsonDocument.Parse(ended.Output);
        Assert.Equal(75, ended.ExitCode);
        Assert.Equal("wall limit", answer.RootElement.GetProperty("reason").GetString());
        Assert.Contains("wall limit:", ended.Errors, StringComparison.Ordinal);
        Assert.True(committed > 0, ended.ToString());
        Assert.Equal(75, resumed.ExitCode);
        Assert.Contains($"resuming run at step {committed} ", resumed.Errors, StringComparison.Ordinal);
        Assert.True(new RunFolder(folder["run"]).Ledger().EndStep > committed, resumed.ToString());
    }

    [Theory]
    [InlineData("--wall-limit", "00:00:30")]
    [InlineData("--wall-limit", "soon")]
    [InlineData("--threads", "0")]
    public async Task A_bound_that_leaves_nothing_is_refused_before_anything_is_made(string option, string value)
    {
        using var folder = new WorkFolder();

        var ended = await MarsDiskProgram.RunAsync(folder, Command.Run("run", option, value));

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains(option, Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Buffers_that_do_not_fit_are_refused_for_run_and_for_resume()
    {
        using var folder = new WorkFolder();

        var run = await MarsDiskProgram.RunAsync(folder, Command.Run("run", "--memory", "1KB"));
        var resume = await MarsDiskProgram.RunAsync(folder, "resume", undisturbed.Run.Path, "--memory", "1KB");

        Assert.Equal((3, 3), (run.ExitCode, resume.ExitCode));
        Assert.Contains("--memory", run.Errors, StringComparison.Ordinal);
        Assert.Contains("--memory", resume.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }
}
