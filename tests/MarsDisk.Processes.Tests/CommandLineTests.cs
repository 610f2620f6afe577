using System.Text.Json;

using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Processes.Tests;

/// <summary>What a person and a script see of the command line (experience.md §2, §15).</summary>
public sealed class CommandLineTests(UndisturbedRun undisturbed) : IClassFixture<UndisturbedRun>
{
    [Theory]
    [InlineData("")]
    [InlineData("run")]
    [InlineData("resume")]
    [InlineData("table")]
    [InlineData("config")]
    [InlineData("config check")]
    [InlineData("config show")]
    [InlineData("config diff")]
    [InlineData("config keys")]
    [InlineData("config init")]
    [InlineData("config schema")]
    [InlineData("version")]
    public async Task Help_begins_with_examples_and_lists_the_exit_codes(string command)
    {
        using var folder = new WorkFolder();

        var help = await MarsDiskProgram.RunAsync(folder, [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal(0, help.ExitCode);
        Assert.StartsWith($"Examples:\n  marsdisk {command}".TrimEnd(), help.Output, StringComparison.Ordinal);
        Assert.Contains("Exit codes:\n    0  done", help.Output, StringComparison.Ordinal);
        Assert.Contains("  130  interrupted", help.Output, StringComparison.Ordinal);
        Assert.Empty(help.Errors);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("-s io.quiet=true", false)]
    [InlineData("-s io.quiet=true --no-quiet", true)]
    [InlineData("--quiet", false)]
    public async Task A_run_says_how_it_ended_unless_the_line_or_the_configuration_wants_it_quiet(string options, bool isTold)
    {
        using var folder = new WorkFolder();

        var ended = await MarsDiskProgram.RunAsync(folder, Command.Run("run", options.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.Equal(isTold, ended.Errors.Contains("finished: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("run --ouut x", "--out")]
    [InlineData("rum", "run")]
    [InlineData("config chek", "check")]
    [InlineData("table x --selekt a", "--select")]
    public async Task An_unknown_word_ends_with_code_2_and_the_nearest_one(string line, string nearest)
    {
        using var folder = new WorkFolder();

        var ended = await MarsDiskProgram.RunAsync(folder, line.Split(' '));

        Assert.Equal(2, ended.ExitCode);
        Assert.Empty(ended.Output);
        Assert.Contains($"did you mean '{nearest}'?", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standard_output_of_a_run_is_exactly_its_directory_and_nothing_has_escape_sequences()
    {
        using var folder = new WorkFolder();

        var ended = await MarsDiskProgram.RunAsync(folder, "run", MarsDiskProgram.SmallConfiguration, "-o", "run");

        Assert.Equal("run\n", ended.Output);
        Assert.DoesNotContain('\u001b', ended.Errors);
    }

    [Theory]
    [InlineData(0, "completed")]
    [InlineData(2, "refused", "radiation.TM_K=4500")]
    public async Task Json_is_one_document_for_success_and_for_failure(int exitCode, string state, params string[] settings)
    {
        using var folder = new WorkFolder();

        var ended = await MarsDiskProgram.RunAsync(folder, Command.Run(undisturbed.Run.Path, ["--json", .. settings.SelectMany(setting => new[] { "-s", setting })]));

        using var document = JsonDocument.Parse(ended.Output);
        Assert.Equal(exitCode, ended.ExitCode);
        Assert.Equal("marsdisk.run_result", document.RootElement.GetProperty("schema").GetString());
        Assert.Equal(state, document.RootElement.GetProperty("state").GetString());
        Assert.Equal(exitCode, document.RootElement.GetProperty("exit_code").GetInt32());
    }

    [Fact]
    public async Task A_dry_run_writes_nothing_and_knows_the_steps_and_the_bytes()
    {
        using var folder = new WorkFolder();

        var ended = await MarsDiskProgram.RunAsync(folder, "run", MarsDiskProgram.SmallConfiguration, "-o", "run", "--dry-run", "--json");

        using var document = JsonDocument.Parse(ended.Output);
        Assert.Equal(0, ended.ExitCode);
        Assert.Equal(undisturbed.Run.Ledger().EndStep, document.RootElement.GetProperty("steps").GetInt64());
        Assert.Equal(undisturbed.Run.Ledger().Chunks, document.RootElement.GetProperty("chunks").GetInt32());
        Assert.True(document.RootElement.GetProperty("disk_bytes").GetInt64() > 0);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_reader_that_has_seen_enough_ends_a_table_quietly()
    {
        using var folder = new WorkFolder();
        using var program = MarsDiskProgram.Start(folder.Path, ["table", undisturbed.Run.Path, "--table", "psd_hist"]);

        var ended = await program.EndAfterFirstLineAsync();

        Assert.Equal(0, ended.ExitCode);
        Assert.StartsWith("time,", ended.Output, StringComparison.Ordinal);
        Assert.Empty(ended.Errors);
    }
}
