using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Processes.Tests;

/// <summary>What <c>run</c> does in a directory that is not empty (experience.md §2.3).</summary>
public sealed class StartingRuleTests(UndisturbedRun undisturbed) : IClassFixture<UndisturbedRun>
{
    [Fact]
    public async Task A_finished_run_computes_nothing_and_changes_nothing()
    {
        using var folder = new WorkFolder();
        var before = undisturbed.Run.AllFiles();

        var ended = await MarsDiskProgram.RunAsync(folder, Command.Run(undisturbed.Run.Path));

        Assert.Equal(0, ended.ExitCode);
        Assert.Equal(undisturbed.Run.Path + "\n", ended.Output);
        Assert.Contains("0 computed now", ended.Errors, StringComparison.Ordinal);
        before.Remove("lease");                          // it counts how often the run was taken
        var after = undisturbed.Run.AllFiles();
        after.Remove("lease");
        Assert.Equal(before, after);
    }

    [Fact]
    public async Task Derived_files_that_were_deleted_are_made_again_with_the_same_bytes()
    {
        using var folder = new WorkFolder();
        await MarsDiskProgram.RunAsync(folder, Command.Run("run"));
        var run = new RunFolder(folder["run"]);
        foreach (var name in (string[])["summary.json", "orbit_rollup.csv", "checks/mass_budget.csv"])
            File.Delete(run.FileOf(name));

        var ended = await MarsDiskProgram.RunAsync(folder, Command.Run("run"));

        Assert.True(ended.ExitCode == 0, ended.ToString());
        run.AssertEquals(undisturbed.Run);
    }

    [Fact]
    public async Task A_run_with_another_plan_is_refused_and_the_differing_keys_are_named()
    {
        using var folder = new WorkFolder();
        var before = undisturbed.Run.AllFiles();

        var ended = await MarsDiskProgram.RunAsync(
            folder, Command.Run(undisturbed.Run.Path, "-s", "radiation.TM_K=4500", "supply.mixing.epsilon_mix=0.5"));

        Assert.Equal(2, ended.ExitCode);
        Assert.Empty(ended.Output);
        Assert.Contains("radiation.TM_K", ended.Errors, StringComparison.Ordinal);
        Assert.Contains("supply.mixing.epsilon_mix", ended.Errors, StringComparison.Ordinal);
        Assert.Contains("--replace", ended.Errors, StringComparison.Ordinal);
        Assert.Equal(before, undisturbed.Run.AllFiles());
    }

    [Fact]
    public async Task A_directory_with_files_of_somebody_else_is_refused_and_stays_as_it_is()
    {
        using var folder = new WorkFolder();
        Directory.CreateDirectory(folder["run"]);
        File.WriteAllText(Path.Combine(folder["run"], "thesis.tex"), "words");

        var ended = await MarsDiskProgram.RunAsync(folder, Command.Run("run"));

        Assert.Equal(2, ended.ExitCode);
        Assert.Empty(ended.Output);
        Assert.Equal([Path.Combine(folder["run"], "thesis.tex")], Directory.GetFileSystemEntries(folder["run"]));
    }

    [Fact]
    public async Task A_run_that_a_living_process_holds_is_refused_and_the_process_is_named()
    {
        using var folder = new WorkFolder();
        using var holder = MarsDiskProgram.Start(folder.Path, Command.Run("run"), ("MARSDISK_FAILPOINTS", "disk-full:series:20+"));
        await holder.SaysAsync("waiting:");

        var refused = await MarsDiskProgram.RunAsync(folder, Command.Run("run"));

        Assert.Equal(3, refused.ExitCode);
        Assert.Empty(refused.Output);
        Assert.Contains($"process {holder.Id} ", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_table_is_named_before_anything_is_made()
    {
        using var folder = new WorkFolder();

        var ended = await MarsDiskProgram.RunAsync(folder, Command.Run("run", "-s", "radiation.qpr_table_path=tables/missing.csv"));

        Assert.Equal(3, ended.ExitCode);
        Assert.Contains("tables/missing.csv", ended.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["run"]));
    }

    [Fact]
    public async Task A_state_that_is_not_finite_fails_the_run_and_names_quantity_bin_and_step()
    {
        using var folder = new WorkFolder();
        var command = Command.Run("run", "-s", "supply.const.mu_orbit10pct=1e308");

        var failed = await MarsDiskProgram.RunAsync(folder, command);
        var again = await MarsDiskProgram.RunAsync(folder, command);

        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("Step 1 at 5.99", failed.Errors, StringComparison.Ordinal);
        Assert.Contains("number of bin 0 (s = ", failed.Errors, StringComparison.Ordinal);
        Assert.Contains("is not finite", failed.Errors, StringComparison.Ordinal);
        Assert.Equal(1, again.ExitCode);
        Assert.Empty(again.Output);
        Assert.Contains("is not finite", again.Errors, StringComparison.Ordinal);
        Assert.Contains("marsdisk resume run", again.Errors, StringComparison.Ordinal);
    }
}
