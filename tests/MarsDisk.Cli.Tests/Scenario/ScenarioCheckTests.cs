using System.Text;
using System.Text.Json;

namespace MarsDisk.Cli.Tests.Scenario;

public sealed class ScenarioCheckTests
{
    private const string Good = "scenario \"a\" version 1\nset radiation.TM_K = 4000 K\nend\n";
    private const string Bad = "scenario \"cooling\" version 1\nrun \"a\" {\n  until = 2 yr\n  at 0.5 set radiation.TM_K = 3500 K\n}\n";

    [Fact]
    [Trait("Item", "136")]
    public void A_good_scenario_is_said_to_be_one()
    {
        using var program = new ScenarioProgram();

        var end = ScenarioProgram.Run("check", program.File("good.scenario", Good));

        Assert.Equal((0, ""), (end.ExitCode, end.Messages));
        Assert.EndsWith("good.scenario: no findings\n", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Item", "59")]
    [Trait("Item", "136")]
    public void A_mistake_is_shown_with_line_caret_and_what_was_expected()
    {
        using var program = new ScenarioProgram();

        var end = ScenarioProgram.Run("check", program.File("bad.scenario", Bad));

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("error[scn.syntax.expected]: expected a unit of time after \"0.5\", found \"set\"\n", end.Messages, StringComparison.Ordinal);
        Assert.Contains("bad.scenario:4:10 (byte 63)\n  4 |   at 0.5 set radiation.TM_K = 3500 K\n    |          ^^^ insert a unit, for example \"yr\"\n", end.Messages, StringComparison.Ordinal);
        Assert.Contains("  expected: d, day, h, kyr, min, ms, Myr, orbit (2 more)\n", end.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void Standard_input_is_shown_with_its_lines_as_a_file_is()
    {
        var end = ScenarioProgram.RunWith(Bad, "check", "-");

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("stdin:4:10 (byte 63)\n  4 |   at 0.5 set radiation.TM_K = 3500 K\n", end.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void Windows_line_ends_and_a_byte_order_mark_change_no_place()
    {
        using var program = new ScenarioProgram();
        byte[] source = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Bad.Replace("\n", "\r\n", StringComparison.Ordinal))];

        var end = ScenarioProgram.Run("check", program.File("bad.scenario", source));

        Assert.Contains("bad.scenario:4:10 (byte 69)\n  4 |   at 0.5 set radiation.TM_K = 3500 K\n    |          ^^^", end.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_in_a_last_line_without_line_end_is_found()
    {
        using var program = new ScenarioProgram();

        var end = ScenarioProgram.Run("check", program.File("last.scenario", "scenario \"a\" version 1\nset x 3"));

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("last.scenario:2:7 (byte 29)\n  2 | set x 3\n    |       ^", end.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void The_twin_is_known_by_its_first_byte_and_checked_as_text_is()
    {
        using var program = new ScenarioProgram();

        var end = ScenarioProgram.Run("check", program.File("twin.json", "{\"op\":\"scenario\",\"name\":\"a\",\"version\":1}\n{\"op\":\"set\",\"radiation.TM_K\":\"4000 m\"}\n"));

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("error[scn.unit.dimension]", end.Messages, StringComparison.Ordinal);
        Assert.Contains("twin.json:2:", end.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void What_only_the_meaning_of_keys_shows_is_found_as_well()
    {
        using var program = new ScenarioProgram();

        var end = ScenarioProgram.Run("check", program.File("a.scenario", "scenario \"a\" version 1\nset radiation.TM_Q = 1\nwait \"nobody\"\n"));

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("error[scn.key.unknown]", end.Messages, StringComparison.Ordinal);
        Assert.Contains("error[scn.run.unknown]", end.Messages, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Item", "136")]
    [InlineData(3, "no-such-file.scenario")]
    [InlineData(3, "tcp://127.0.0.1:1")]
    [InlineData(2, "tcp://nowhere")]
    [InlineData(2, "-", "--recover", "sometimes")]
    [InlineData(2, "-", "--output", "xml")]
    [InlineData(2, "-", "--json", "--output", "lsp")]
    [InlineData(2, "-", "--chunk-size", "0")]
    [InlineData(2, "-", "--max-errors", "-1")]
    [InlineData(2, "-", "--streaming", "--no-streaming")]
    [InlineData(2, "-", "--stream-flow-policy", "often")]
    [InlineData(2, "-", "--stream-low-watermark", "200", "--stream-high-watermark", "100")]
    [InlineData(2, "-", "--stream-resume-hint", "{}")]
    [InlineData(2, "-", "--locale", "de")]
    public void What_cannot_be_read_is_3_and_what_is_no_option_is_2(int code, params string[] line)
    {
        var end = ScenarioProgram.RunWith(Good, ["check", .. line]);

        Assert.Equal(code, end.ExitCode);
        Assert.NotEmpty(end.Messages);
        Assert.Empty(end.Output);
    }

    [Fact]
    [Trait("Item", "136")]
    public void A_limit_that_is_exceeded_is_2_and_a_directory_is_3()
    {
        using var program = new ScenarioProgram();
        var longLine = program.File("long.scenario", "scenario \"a\" version 1\n# " + new string('x', 70_000) + "\n");

        Assert.Equal(2, ScenarioProgram.Run("check", longLine).ExitCode);
        Assert.Equal(3, ScenarioProgram.Run("check", program["."]).ExitCode);
    }

    [Theory]
    [Trait("Item", "133")]
    [InlineData(Good)]
    [InlineData(Bad)]
    public void Both_ways_of_reading_give_the_same_output_and_code(string source)
    {
        using var program = new ScenarioProgram();
        var file = program.File("a.scenario", source);

        var streamed = ScenarioProgram.Run("check", file, "--streaming");
        var whole = ScenarioProgram.Run("check", file, "--no-streaming");

        Assert.Equal(whole, streamed);
    }

    [Fact]
    [Trait("Item", "134")]
    public void Pieces_of_one_byte_are_consistent_with_the_whole()
    {
        using var program = new ScenarioProgram();
        var metrics = program["metrics.json"];

        var end = ScenarioProgram.RunWith(Good, "check", "-", "--chunk-size", "1", "--consistency-check", "--metrics", metrics);

        using var document = JsonDocument.Parse(System.IO.File.ReadAllText(metrics));
        Assert.Equal(0, end.ExitCode);
        Assert.Equal(1, document.RootElement.GetProperty("metrics").GetProperty("parser.stream.outcome_consistency").GetDouble());
        Assert.Equal(Good.Length, document.RootElement.GetProperty("metrics").GetProperty("parser.stream.bytes").GetDouble());
    }

    [Fact]
    public void Json_is_one_document_with_counts_settings_and_the_exit_code()
    {
        var end = ScenarioProgram.RunWith(Bad, "check", "-", "--json");

        using var document = JsonDocument.Parse(end.Output);
        var stats = document.RootElement.GetProperty("summary").GetProperty("stats");
        Assert.Equal("marsdisk.scenario", document.RootElement.GetProperty("schema").GetString());
        Assert.Equal("scenario check", document.RootElement.GetProperty("command").GetString());
        Assert.Equal(2, document.RootElement.GetProperty("exit_code").GetInt32());
        Assert.Contains("scn.syntax.expected", document.RootElement.GetProperty("diagnostics").EnumerateArray().Select(found => found.GetProperty("code").GetString()), StringComparer.Ordinal);
        Assert.Equal(Bad.Length, stats.GetProperty("bytes").GetInt64());
        Assert.Equal("collect", stats.GetProperty("run_config").GetProperty("extensions").GetProperty("recover").GetProperty("mode").GetString());
        Assert.True(stats.TryGetProperty("stream_meta", out _));
    }

    [Fact]
    public void The_form_for_editors_counts_lines_from_nought()
    {
        var end = ScenarioProgram.RunWith(Bad, "check", "-", "--output", "lsp");

        using var document = JsonDocument.Parse(end.Output);
        var found = document.RootElement.GetProperty("diagnostics").EnumerateArray().Single(diagnostic => diagnostic.GetProperty("code").GetString() == "scn.syntax.expected");
        var start = found.GetProperty("range").GetProperty("start");
        Assert.Equal((3, 9), (start.GetProperty("line").GetInt32(), start.GetProperty("character").GetInt32()));
    }

    [Fact]
    [Trait("Item", "65")]
    public void People_programs_editors_and_the_audit_get_the_same_sentence()
    {
        const string sentence = "expected a unit of time after \"0.5\", found \"set\"";

        var human = ScenarioProgram.RunWith(Bad, "check", "-");
        using var json = JsonDocument.Parse(ScenarioProgram.RunWith(Bad, "check", "-", "--json").Output);
        using var editor = JsonDocument.Parse(ScenarioProgram.RunWith(Bad, "check", "-", "--output", "lsp").Output);
        var events = ScenarioProgram.RunWith(Bad, "check", "-", "--stream-diagnostics", "--json").Messages.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using var audit = JsonDocument.Parse(Assert.Single(events, line => line.Contains("\"parser.stream.error\"", StringComparison.Ordinal)));

        Assert.Contains(sentence, human.Messages, StringComparison.Ordinal);
        Assert.Equal(sentence, SentenceOf(Found(json.RootElement.GetProperty("diagnostics"))));
        Assert.StartsWith(sentence, Found(editor.RootElement.GetProperty("diagnostics")).GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(sentence, SentenceOf(audit.RootElement.GetProperty("diagnostic")));

        static JsonElement Found(JsonElement all) => all.EnumerateArray().Single(found => found.GetProperty("code").GetString() == "scn.syntax.expected");
        static string? SentenceOf(JsonElement diagnostic) => diagnostic.GetProperty("expected").GetProperty("humanized").GetString();
    }

    [Fact]
    public void With_recovery_off_the_first_mistake_is_the_only_one()
    {
        const string source = "scenario \"a\" version 1\nsett x = 1\nrunn \"a\"\n";

        var all = ScenarioProgram.RunWith(source, "check", "-");
        var first = ScenarioProgram.RunWith(source, "check", "-", "--recover", "off");

        Assert.Equal(2, all.Messages.Split("error[").Length);              // the second one is on the next line: shown with the first
        Assert.Contains("2 lines in a row have this error", all.Messages, StringComparison.Ordinal);
        Assert.DoesNotContain("in a row", first.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void Events_of_the_stream_are_lines_of_json_on_the_side()
    {
        var end = ScenarioProgram.RunWith(Bad, "check", "-", "--chunk-size", "10", "--stream-diagnostics", "--json");

        var events = end.Messages.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("event").GetString()).ToList();
        Assert.Contains("parser.stream.error", events, StringComparer.Ordinal);
        Assert.Contains("parser.stream.progress", events, StringComparer.Ordinal);
    }

    [Fact]
    [Trait("Item", "135")]
    public void The_checkpoint_is_written_as_json_and_can_be_read()
    {
        using var program = new ScenarioProgram();
        var path = program["checkpoint.json"];

        ScenarioProgram.RunWith(Good, "check", "-", "--stream-checkpoint", path);

        Assert.True(Parsing.StreamCheckpoint.TryReadJson(System.IO.File.ReadAllText(path), out var checkpoint, out _));
        Assert.Equal(3, checkpoint.NextOrdinal);
    }
}
