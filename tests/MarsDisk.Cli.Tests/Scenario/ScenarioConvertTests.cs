using System.Text.Json;

namespace MarsDisk.Cli.Tests.Scenario;

public sealed class ScenarioConvertTests
{
    private const string Text = """
        scenario "a" version 1
        set radiation.TM_K = 4000 K
        run "r" {
          until = 2 yr
          every 0.25 yr snapshot
          drive (time: day, radiation.TM_K: K) linear extrapolate hold {
            0, 4000
            1.5, 3999
          }
        }
        run "bare"
        end

        """;

    [Fact]
    [Trait("Item", "108")]
    public void Text_as_the_twin_and_back_is_the_same_text()
    {
        var twin = ScenarioProgram.RunWith(Text, "convert", "-", "--to", "ndjson");
        var back = ScenarioProgram.RunWith(twin.Output, "convert", "-", "--to", "text");

        Assert.Equal((0, 0), (twin.ExitCode, back.ExitCode));
        Assert.StartsWith("{\"op\":\"scenario\",\"name\":\"a\",\"version\":1}\n", twin.Output, StringComparison.Ordinal);
        Assert.Equal(Text, back.Output);
    }

    [Fact]
    [Trait("Item", "108")]
    public void Back_from_the_twin_comes_what_the_formatter_prints_without_comments()
    {
        var crooked = "# head\n" + Text.Replace("  ", "\t", StringComparison.Ordinal).Replace(" = ", "=", StringComparison.Ordinal);

        var formatted = ScenarioProgram.RunWith(crooked, "fmt", "-").Output;
        var back = ScenarioProgram.RunWith(ScenarioProgram.RunWith(crooked, "convert", "-").Output, "convert", "-").Output;

        Assert.Equal(formatted.Replace("# head\n", "", StringComparison.Ordinal), back);
    }

    [Theory]
    [InlineData("--streaming")]
    [InlineData("--no-streaming")]
    [InlineData("--chunk-size", "3")]
    [Trait("Item", "133")]
    public void The_twin_is_the_same_however_the_text_is_read(params string[] options)
    {
        var twin = ScenarioProgram.RunWith(Text, ["convert", "-", .. options]);

        Assert.Equal(ScenarioProgram.RunWith(Text, "convert", "-").Output, twin.Output);
    }

    [Fact]
    public void What_stands_before_a_mistake_is_converted_and_the_mistake_is_named()
    {
        var end = ScenarioProgram.RunWith("scenario \"a\" version 1\nset x 1\n", "convert", "-");

        Assert.Equal(2, end.ExitCode);
        Assert.Equal("{\"op\":\"scenario\",\"name\":\"a\",\"version\":1}\n", end.Output);
        Assert.Contains("stdin:2:7", end.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_form_is_no_option()
    {
        Assert.Equal(2, ScenarioProgram.RunWith(Text, "convert", "-", "--to", "yaml").ExitCode);
    }

    [Fact]
    public void Each_unit_is_explained_with_ordinal_place_and_record()
    {
        var end = ScenarioProgram.RunWith(Text, "explain", "-");

        var units = end.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(Enumerable.Range(0, 12), units.Select(unit => unit.GetProperty("ordinal").GetInt32()));
        Assert.Equal("Row", units[6].GetProperty("kind").GetString());
        Assert.Equal("1.5", units[6].GetProperty("values")[0].GetRawText());
        Assert.Equal(8, units[6].GetProperty("span").GetProperty("start_line").GetInt32());
        Assert.Equal("set", units[1].GetProperty("record").GetProperty("op").GetString());
        Assert.Equal("set radiation.TM_K = 4000 K", units[1].GetProperty("text").GetString());
    }

    [Fact]
    [Trait("Item", "109")]
    public void Formatting_changes_a_file_in_place_once()
    {
        using var program = new ScenarioProgram();
        var file = program.File("a.scenario", "scenario   \"a\" version 1 # why\nset x=1\n");

        var before = ScenarioProgram.Run("fmt", file, "--check").ExitCode;
        var written = ScenarioProgram.Run("fmt", file, "--write").ExitCode;
        var after = ScenarioProgram.Run("fmt", file, "--check").ExitCode;

        Assert.Equal((6, 0, 0), (before, written, after));
        Assert.Equal("scenario \"a\" version 1  # why\nset x = 1\n", System.IO.File.ReadAllText(file));
    }

    [Fact]
    public void A_source_with_a_mistake_is_not_formatted()
    {
        using var program = new ScenarioProgram();
        var file = program.File("a.scenario", "scenario   \"a\" version 1\nset x 1\n");

        var end = ScenarioProgram.Run("fmt", file, "--write");

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("a.scenario:2:7", end.Messages, StringComparison.Ordinal);
        Assert.StartsWith("scenario   ", System.IO.File.ReadAllText(file), StringComparison.Ordinal);
    }
}
