using System.Security.Cryptography;
using System.Text.Json;

using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Processes.Tests.Scenarios;

/// <summary><c>marsdisk run FILE.scenario</c>: what it leaves, what it says, and its exit codes.</summary>
public sealed class ScenarioCommandTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public ScenarioCommandTests() => File.Copy(MarsDiskProgram.SmallConfiguration, _folder["base.yml"]);

    public void Dispose() => _folder.Dispose();

    private async Task<ProgramEnd> RunAsync(string text, params string[] more)
    {
        await File.WriteAllTextAsync(_folder["a.scenario"], $"scenario \"a\" version 1\nconfig from \"base.yml\"\n{text}\n");
        return await MarsDiskProgram.RunAsync(_folder, ["run", "a.scenario", .. more]);
    }

    private static SortedDictionary<string, string> Tables(string path) => new(
        Directory.GetFiles(Path.Combine(path, "series")).ToDictionary(
            file => Path.GetFileName(file)!, file => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))), StringComparer.Ordinal), StringComparer.Ordinal);

    [Fact]
    public async Task A_scenario_that_restates_a_configuration_gives_the_bytes_of_a_plain_run()
    {
        var plain = await MarsDiskProgram.RunAsync(_folder, Command.Run("plain"));

        var ended = await RunAsync("run \"one\" {\n  output = \"one\"\n}\nend");

        Assert.Equal(0, plain.ExitCode);
        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.Equal(_folder["one"], ended.Output.Trim());
        Assert.Contains("scenario a.scenario: 1 run, 0 failed, ", ended.Errors, StringComparison.Ordinal);
        Assert.Equal(Tables(_folder["plain"]), Tables(_folder["one"]));
    }

    [Fact]
    public async Task A_failed_expectation_is_shown_at_its_line_with_what_was_found_and_ends_with_seven()
    {
        var ended = await RunAsync("run \"one\" {\n  expect end run.steps < 10\n}");

        Assert.Equal(7, ended.ExitCode);
        Assert.Contains("--> a.scenario:4:3", ended.Errors, StringComparison.Ordinal);
        Assert.Contains("found 120", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Item", "135")]
    public async Task Resume_goes_on_with_a_scenario_that_was_killed_and_never_begins_one()
    {
        var checkedOnly = await RunAsync("run \"one\" {\n  output = \"one\"\n}\nend", "--dry-run");
        var refused = await MarsDiskProgram.RunAsync(_folder, "scenario", "resume", "a.scenario");
        var killed = await MarsDiskProgram.RunWithAsync(
            _folder, [("MARSDISK_CRASH_AT", "after-append:3")], "scenario", "run", "--local", "a.scenario");

        var resumed = await MarsDiskProgram.RunAsync(_folder, "scenario", "resume", "a.scenario", "--verify", "full");

        Assert.Equal(2, checkedOnly.ExitCode);
        Assert.Equal(5, refused.ExitCode);
        Assert.Contains("nothing to go on with", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(ProgramEnd.Killed, killed.ExitCode);
        Assert.True(resumed.ExitCode == 0, resumed.ToString());
        Assert.Equal(_folder["one"], resumed.Output.Trim());
    }

    [Theory]
    [InlineData("a.scenario", "--set", "radiation.TM_K=3000", "--set is for configurations")]
    [InlineData("a.scenario", "--out", "elsewhere", "--out is for configurations")]
    [InlineData("base.yml", "--root", ".", "--root is for scenarios")]
    public async Task An_option_that_means_nothing_for_the_file_is_refused(string file, string option, string value, string said)
    {
        await File.WriteAllTextAsync(_folder["a.scenario"], "scenario \"a\" version 1\nconfig from \"base.yml\"\nrun \"one\"\n");

        var ended = await MarsDiskProgram.RunAsync(_folder, "run", file, option, value);

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains(said, ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistake_on_the_last_line_is_found_before_the_first_step()
    {
        var ended = await RunAsync("run \"one\" {\n  output = \"one\"\n}\nset radiation.TM_k = 3");

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("scn.key.unknown", ended.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["one"]));
    }

    [Fact]
    public async Task A_scenario_that_is_not_there_ends_with_three()
    {
        var ended = await MarsDiskProgram.RunAsync(_folder, "run", "nowhere.scenario");

        Assert.Equal(3, ended.ExitCode);
    }

    [Fact]
    [Trait("Item", "111")]
    public async Task A_fault_needs_permission()
    {
        var ended = await RunAsync("run \"one\" {\n  at 1 min fault crash \"aggregation\"\n}");

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("scn.fault.not_allowed", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_changes_no_byte()
    {
        var plain = await MarsDiskProgram.RunAsync(_folder, Command.Run("plain"));

        var ended = await RunAsync(
            "run \"one\" {\n  output = \"one\"\n  expect end pipeline.restarts >= 1\n  at 10 min fault crash \"parquet-writer\"\n  at 20 min fault drop \"aggregation\", count = 1\n}", "--faults");

        Assert.Equal(0, plain.ExitCode);
        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.Equal(Tables(_folder["plain"]), Tables(_folder["one"]));
    }

    [Fact]
    public async Task A_run_is_compared_with_an_earlier_one()
    {
        var ended = await RunAsync(
            "run \"one\"\nrun \"same\" {\n  expect end series.hash == run \"one\"\n}\nset radiation.TM_K = 3000 K\nrun \"other\" {\n  expect end series.hash != run \"one\"\n}\nend", "--json");

        Assert.True(ended.ExitCode == 0, ended.ToString());
        using var answer = JsonDocument.Parse(ended.Output);
        Assert.Equal(3, answer.RootElement.GetProperty("runs").GetArrayLength());
    }

    [Fact]
    [Trait("Item", "107")]
    public async Task A_sweep_runs_each_point_in_a_directory_of_its_own()
    {
        var ended = await RunAsync(
            "sweep \"s\" {\n  vary radiation.TM_K in [3000 K, 4000 K]\n  vary sizes.n_bins in [10, 12]\n  run \"T{radiation.TM_K}-{index}\" {\n    until = 0.1 orbit\n    output = \"s/{index}\"\n  }\n}\nwait \"s\"\nend");

        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.Equal(["0", "1", "2", "3"], Directory.GetDirectories(_folder["s"]).Select(Path.GetFileName).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }
}
