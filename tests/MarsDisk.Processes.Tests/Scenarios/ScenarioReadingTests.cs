using System.Security.Cryptography;
using System.Text.Json;

using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Processes.Tests.Scenarios;

/// <summary>How a scenario that is run is read: in pieces or at once, from standard input, again after a crash.</summary>
public sealed class ScenarioReadingTests : IDisposable
{
    private const string Text = """
        scenario "a" version 1
        config from "base.yml"
        run "one" {
          output = "one"
          expect end run.steps > 10
          at 5 min log "early"
        }
        run "two" {
          output = "two"
          expect end run.steps < 10
        }
        end

        """;

    private readonly WorkFolder _folder = new();

    public ScenarioReadingTests()
    {
        File.Copy(MarsDiskProgram.SmallConfiguration, _folder["base.yml"]);
        File.WriteAllText(_folder["a.scenario"], Text);
    }

    public void Dispose() => _folder.Dispose();

    private string Tables() => string.Join('\n', ((string[])["one", "two"]).SelectMany(run => Directory.GetFiles(Path.Combine(_folder[run], "series")))
        .Order(StringComparer.Ordinal).Select(file => $"{Path.GetFileName(file)} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}"));

    private Task<ProgramEnd> RunAsync(params string[] more) => MarsDiskProgram.RunAsync(_folder, ["scenario", "run", "--local", "a.scenario", .. more]);

    [Theory]
    [Trait("Item", "133")]
    [Trait("Item", "134")]
    [InlineData("--streaming")]
    [InlineData("--no-streaming")]
    [InlineData("--no-streaming", "--consistency-check")]
    [InlineData("--chunk-size", "1", "--consistency-check")]
    [InlineData("--no-precheck", "--stream-flow-policy", "manual", "--stream-demand-preferred-bytes", "16")]
    [InlineData("--stream-high-watermark", "64", "--stream-low-watermark", "16", "--stream-flow-max-lag", "5", "--stream-demand-min-bytes", "8")]
    [InlineData("--stream-resume-hint", "{\"action\":\"continue\",\"min_bytes\":4,\"preferred_bytes\":9}", "--verify", "none")]
    public async Task However_a_scenario_is_read_its_outputs_and_its_exit_code_are_the_same(params string[] options)
    {
        var usual = await RunAsync();
        var tables = Tables();
        Directory.Delete(_folder["one"], recursive: true);
        Directory.Delete(_folder["two"], recursive: true);
        Directory.Delete(_folder[".marsdisk"], recursive: true);

        var other = await RunAsync(options);

        Assert.Equal(7, usual.ExitCode);
        Assert.True(other.ExitCode == 7, other.ToString());
        Assert.Equal(usual.Output, other.Output);
        Assert.Equal(tables, Tables());
    }

    [Fact]
    [Trait("Item", "135")]
    public async Task The_latest_checkpoint_is_a_file_that_resume_reads()
    {
        // The parser waits for credit while the first run rests; that is when it takes a checkpoint.
        var many = string.Concat(Enumerable.Range(3000, 40).Select(kelvin => FormattableString.Invariant($"set radiation.TM_K = {kelvin} K\n")));
        await File.WriteAllTextAsync(_folder["a.scenario"], Text
            .Replace("  at 5 min log \"early\"", "  at 5 min pause for 2 s", StringComparison.Ordinal)
            .Replace("run \"two\"", $"wait \"one\"\n{many}run \"two\"", StringComparison.Ordinal));
        var killed = await MarsDiskProgram.RunWithAsync(
            _folder, [("MARSDISK_CRASH_AT", "after-append:18")], "scenario", "run", "--local", "a.scenario", "--stream-checkpoint", "place.json");
        var place = await File.ReadAllTextAsync(_folder["place.json"]);

        var foreign = await ResumeFromAsync(place.Replace("\"scenario_id\"", "\"_\"", StringComparison.Ordinal));
        var resumed = await ResumeFromAsync(place);

        Assert.Equal(ProgramEnd.Killed, killed.ExitCode);
        Assert.Equal(5, foreign.ExitCode);
        Assert.Contains("holds no checkpoint", foreign.Errors, StringComparison.Ordinal);
        Assert.True(resumed.ExitCode == 7, resumed.ToString());
        Assert.Contains("1 of 1 expectations held", resumed.Errors, StringComparison.Ordinal);
    }

    private async Task<ProgramEnd> ResumeFromAsync(string place)
    {
        await File.WriteAllTextAsync(_folder["place.json"], place);
        return await MarsDiskProgram.RunAsync(_folder, "scenario", "resume", "a.scenario", "--stream-checkpoint", "place.json");
    }

    [Theory]
    [Trait("Item", "123")]
    [InlineData(0)]
    [InlineData(40)]
    public async Task Standard_input_that_is_spooled_goes_on_after_a_crash(int sentAgainFrom)
    {
        var killed = await MarsDiskProgram.RunFedAsync(_folder, Text, [("MARSDISK_CRASH_AT", "after-append:3")], "scenario", "run", "--local", "-", "--spool");

        // The spool has everything: whether the sender begins anew or has nothing more to say makes no difference.
        var resumed = await MarsDiskProgram.RunFedAsync(_folder, sentAgainFrom == 0 ? Text : "", [], "scenario", "resume", "-");

        Assert.Equal(ProgramEnd.Killed, killed.ExitCode);
        Assert.True(resumed.ExitCode == 7, resumed.ToString());
        Assert.Contains("going on with what was read before", resumed.Errors, StringComparison.Ordinal);
        Assert.Contains("1 of 1 expectations held", resumed.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder[".marsdisk/scenarios/stdin"]));
    }

    [Fact]
    [Trait("Item", "123")]
    public async Task Standard_input_without_a_spool_has_nothing_to_go_on_with()
    {
        var killed = await MarsDiskProgram.RunFedAsync(_folder, Text, [("MARSDISK_CRASH_AT", "after-append:3")], "scenario", "run", "--local", "-");

        var resumed = await MarsDiskProgram.RunFedAsync(_folder, Text, [], "scenario", "resume", "-");

        Assert.Equal(ProgramEnd.Killed, killed.ExitCode);
        Assert.Equal(5, resumed.ExitCode);
    }

    [Fact]
    public async Task A_scenario_that_has_ended_says_the_same_again()
    {
        var first = await RunAsync("--json");

        var again = await RunAsync("--json");
        var resumed = await MarsDiskProgram.RunAsync(_folder, "scenario", "resume", "a.scenario", "--json");

        Assert.Equal(7, first.ExitCode);
        foreach (var end in (ProgramEnd[])[again, resumed])
        {
            Assert.True(end.ExitCode == 7, end.ToString());
            Assert.Equal(Expectations(first), Expectations(end));
        }
    }

    private static string Expectations(ProgramEnd end)
    {
        using var answer = JsonDocument.Parse(end.Output);
        return string.Join('\n', answer.RootElement.GetProperty("runs").EnumerateArray().Select(run => $"{run.GetProperty("name")} {run.GetProperty("expectations").GetRawText()}"));
    }

    [Fact]
    public async Task A_scenario_that_changed_after_its_end_says_that_finished_runs_stay()
    {
        await RunAsync();
        await File.AppendAllTextAsync(_folder["a.scenario"], "# later\n");

        var again = await RunAsync();

        Assert.Contains("the scenario has changed since it ended", again.Errors, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Item", "128")]
    public async Task The_audit_of_a_run_and_its_resumption_has_one_id()
    {
        await MarsDiskProgram.RunWithAsync(_folder, [("MARSDISK_CRASH_AT", "after-append:3")], "scenario", "run", "--local", "a.scenario");
        await File.AppendAllTextAsync(Directory.GetFiles(_folder[".marsdisk"], "audit.ndjson", SearchOption.AllDirectories).Single(), "{\"torn");
        await MarsDiskProgram.RunAsync(_folder, "scenario", "resume", "a.scenario");

        var lines = await File.ReadAllLinesAsync(Directory.GetFiles(_folder[".marsdisk"], "audit.ndjson", SearchOption.AllDirectories).Single());
        var events = lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Single(events.Select(line => line.GetProperty("audit_id").GetString()).Distinct(StringComparer.Ordinal));
        Assert.Contains(events, line => line.GetProperty("event").GetString() == "parser.stream.pending");
        Assert.Contains(events, line => line.GetProperty("event").GetString() == "parser.stream.progress");
    }

    [Fact]
    public async Task Events_metrics_and_the_editors_form_are_there_for_a_run_too()
    {
        var events = await RunAsync("--stream-diagnostics", "--metrics", "metrics.json");
        var form = await RunAsync("--output", "lsp");

        Assert.Contains(events.ErrorLines, line => line.StartsWith("{\"event\":\"parser.stream.progress\"", StringComparison.Ordinal));
        Assert.Contains("parser.stream.units", await File.ReadAllTextAsync(_folder["metrics.json"]), StringComparison.Ordinal);
        using var diagnostics = JsonDocument.Parse(form.Output);
        Assert.Equal("scn.expect.failed", diagnostics.RootElement.GetProperty("diagnostics")[0].GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("--streaming and --no-streaming", "--streaming", "--no-streaming")]
    [InlineData("--precheck and --no-precheck", "--precheck", "--no-precheck")]
    [InlineData("--recover and --max-errors are for the check", "--no-precheck", "--max-errors", "3")]
    [InlineData("--spool is for sources that cannot be read again", "--spool")]
    [InlineData("en is the only language", "--locale", "fr")]
    [InlineData("is above --stream-high-watermark", "--stream-low-watermark", "100", "--stream-high-watermark", "10")]
    public async Task Options_that_contradict_each_other_are_refused_in_a_sentence(string said, params string[] options)
    {
        var ended = await RunAsync(options);

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains(said, ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_daemon_is_not_told_how_to_read()
    {
        var ended = await MarsDiskProgram.RunAsync(_folder, "scenario", "run", "a.scenario", "--chunk-size", "7");

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("--chunk-size is for --local", ended.Errors, StringComparison.Ordinal);
    }
}
