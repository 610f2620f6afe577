using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Processes.Tests;

/// <summary>Runs that fail by themselves, and what can be done with them afterwards.</summary>
public sealed class FailedRunTests
{
    // A burst of supply makes collisions faster than the step, and the errors of the capped steps add up to some percent.
    private static readonly string[] Violation =
    [
        "-s", "numerics.mass_budget=with_supply", "supply.mode=powerlaw", "supply.powerlaw.A_kg_m2_s=1e-3", "supply.powerlaw.index=-1",
    ];

    [Fact]
    public async Task An_enforced_mass_budget_ends_the_run_with_code_1_behind_the_first_violation_and_keeps_its_files()
    {
        using var folder = new WorkFolder();

        var loose = await MarsDiskProgram.RunAsync(folder, Command.Run("loose", Violation));
        var strict = await MarsDiskProgram.RunAsync(folder, Command.Run("strict", [.. Violation, "--enforce-mass-budget"]));
        var budget = await MarsDiskProgram.RunAsync(folder, "table", "strict", "--table", "mass_budget", "--select", "error_percent", "--to", "csv");

        Assert.True(loose.ExitCode == 0, loose.ToString());
        Assert.True(strict.ExitCode == 1, strict.ToString());
        Assert.Contains("mass budget", strict.Errors, StringComparison.Ordinal);
        var errors = budget.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        Assert.True(double.Parse(errors[^1], System.Globalization.CultureInfo.InvariantCulture) > 0.5);
        Assert.All(errors[..^1], error => Assert.True(double.Parse(error, System.Globalization.CultureInfo.InvariantCulture) <= 0.5));
        Assert.True(new RunFolder(folder["loose"]).Ledger().EndStep > errors.Length);
    }

    [Fact]
    public async Task A_failed_run_is_taken_up_by_resume_from_its_last_commit_and_fails_again_in_the_same_way()
    {
        using var folder = new WorkFolder();
        var command = Command.Run("run", "-s", "supply={mode: piecewise, piecewise: [{t_start_s: 3000, t_end_s: 9e9, mode: const, const: {prod_area_rate_kg_m2_s: 1e308}}]}");

        var failed = await MarsDiskProgram.RunAsync(folder, command);
        var committed = new RunFolder(folder["run"]).Ledger().EndStep;
        var again = await MarsDiskProgram.RunAsync(folder, command);
        var resumed = await MarsDiskProgram.RunAsync(folder, "resume", "run");

        Assert.True(failed.ExitCode == 1, failed.ToString());
        Assert.True(committed >= 400, failed.ToString());
        Assert.Contains("marsdisk resume run", again.Errors, StringComparison.Ordinal);
        Assert.True(resumed.ExitCode == 1, resumed.ToString());
        Assert.Contains($"resuming run at step {committed} ", resumed.Errors, StringComparison.Ordinal);
        Assert.Equal(Reason(failed), Reason(resumed));
    }

    [Theory]
    [InlineData("sizes.s_min=1e-200")]
    [InlineData("sizes.n_bins=2000000000")]
    [InlineData("numerics.t_end_orbits=1e308")]
    [InlineData("radiation.mars_temperature_driver.autogenerate.dt_hours=1e-9")]
    [InlineData("optical_depth.tau0_target=1e308")]
    public async Task A_number_that_nobody_means_is_answered_with_sentences(string setting)
    {
        using var folder = new WorkFolder();

        var planned = await MarsDiskProgram.RunAsync(folder, Command.Run("run", "--dry-run", "-s", setting));
        var ran = await MarsDiskProgram.RunAsync(folder, Command.Run("run", "-s", setting));

        foreach (var ended in (ProgramEnd[])[planned, ran])
        {
            Assert.InRange(ended.ExitCode, 1, 3);
            Assert.NotEmpty(ended.ErrorLines);
            Assert.DoesNotContain("   at ", ended.Errors, StringComparison.Ordinal);
        }
    }

    private static string Reason(ProgramEnd ended) =>
        ended.ErrorLines.Single(line => line.StartsWith("run failed:", StringComparison.Ordinal));
}
