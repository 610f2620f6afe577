using System.Text.Json;

using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Processes.Tests;

/// <summary>The group <c>config</c> and configurations that mean harm.</summary>
public sealed class ConfigurationCommandTests
{
    [Fact]
    public async Task A_mistyped_key_is_named_with_its_place_and_the_nearest_one()
    {
        using var folder = new WorkFolder();
        var lines = File.ReadAllLines(MarsDiskProgram.SmallConfiguration).Select(line => line.Replace("step_flush_interval", "step_flush_intervall", StringComparison.Ordinal)).ToList();
        File.WriteAllLines(folder["typo.yml"], lines);
        var place = 1 + lines.FindIndex(line => line.Contains("intervall", StringComparison.Ordinal));

        var loose = await MarsDiskProgram.RunAsync(folder, "config", "check", "typo.yml");
        var strict = await MarsDiskProgram.RunAsync(folder, "config", "check", "typo.yml", "--strict");

        Assert.Equal(0, loose.ExitCode);
        Assert.Equal(2, strict.ExitCode);
        Assert.Contains($"typo.yml:{place}:5  KEY001  warning  io.streaming.step_flush_intervall is not a setting", loose.Output, StringComparison.Ordinal);
        Assert.Contains("Did you mean io.streaming.step_flush_interval?", loose.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_origins_say_who_decided_each_value()
    {
        using var folder = new WorkFolder();

        var shown = await MarsDiskProgram.RunAsync(folder, "config", "show", MarsDiskProgram.SmallConfiguration, "--origins", "-s", "radiation.TM_K=4500");

        Assert.Equal(0, shown.ExitCode);
        Assert.Contains(Rows(shown), row => row[0] == "radiation.TM_K" && row[1] == "4500.0" && string.Join(' ', row[2..]).Contains("override", StringComparison.Ordinal));
        Assert.Contains(Rows(shown), row => row[0] == "sizes.n_bins" && row[1] == "12" && row[2].Contains("small.yml:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_resolved_configuration_alone_gives_the_same_plan()
    {
        using var folder = new WorkFolder();
        var shown = await MarsDiskProgram.RunAsync(folder, "config", "show", MarsDiskProgram.SmallConfiguration);
        File.WriteAllText(folder["resolved.yml"], shown.Output);

        var difference = await MarsDiskProgram.RunAsync(folder, "config", "diff", MarsDiskProgram.SmallConfiguration, "resolved.yml");

        Assert.Equal(0, difference.ExitCode);
        Assert.Empty(difference.Output);
    }

    [Theory]
    [InlineData("marsdisk.config_check", "check", "small.yml")]
    [InlineData("marsdisk.config_diff", "diff", "small.yml", "small.yml")]
    [InlineData("marsdisk.config_keys", "keys", "dt_init")]
    public async Task Json_is_one_document_with_its_schema(string schema, params string[] line)
    {
        using var folder = new WorkFolder();
        File.Copy(MarsDiskProgram.SmallConfiguration, folder["small.yml"]);

        var ended = await MarsDiskProgram.RunAsync(folder, ["config", .. line, "--json"]);

        using var document = JsonDocument.Parse(ended.Output);
        Assert.Equal(0, ended.ExitCode);
        Assert.Equal(schema, document.RootElement.GetProperty("schema").GetString());
    }

    [Fact]
    public async Task The_schema_is_JSON_and_knows_the_sections()
    {
        using var folder = new WorkFolder();

        var ended = await MarsDiskProgram.RunAsync(folder, "config", "schema");

        using var document = JsonDocument.Parse(ended.Output);
        Assert.Equal(0, ended.ExitCode);
        Assert.True(document.RootElement.GetProperty("properties").TryGetProperty("sizes", out _));
    }

    public static TheoryData<string, string> HostileTexts => new()
    {
        { "20 000 nested brackets", new string('[', 20_000) },
        { "an alias bomb", "a: &a [x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range(1, 12).Select(i => $"{(char)('a' + i)}: &{(char)('a' + i)} [{string.Join(',', Enumerable.Repeat($"*{(char)('a' + i - 1)}", 9))}]\n")) },
        { "a key twice", "sizes: { n_bins: 12 }\nsizes: { n_bins: 24 }\n" },
        { "a tag", "sizes: !!python/object:os.system { n_bins: 12 }\n" },
        { "2 MiB", "# " + new string('x', 2 * 1024 * 1024) + "\n" },
    };

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public async Task Hostile_text_is_refused_with_a_sentence(string name, string text)
    {
        using var folder = new WorkFolder();
        File.WriteAllText(folder["hostile.yml"], text);

        var ended = await MarsDiskProgram.RunAsync(folder, "run", "hostile.yml", "-o", "run");

        Assert.True(ended.ExitCode == 2, $"{name}: {ended}");
        Assert.Empty(ended.Output);
        Assert.Contains("hostile.yml", ended.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["run"]));
    }

    private static IEnumerable<string[]> Rows(ProgramEnd shown) =>
        shown.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
