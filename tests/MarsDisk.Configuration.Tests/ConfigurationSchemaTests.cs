using System.Text.Json.Nodes;

namespace MarsDisk.Configuration.Tests;

public sealed class ConfigurationSchemaTests
{
    private static readonly JsonNode Root = JsonNode.Parse(ConfigurationSchema.ToJson())!;

    [Fact]
    public void Every_key_stands_in_the_schema_with_its_effect()
    {
        Assert.All(KeyReference.Rows, row => Assert.StartsWith(row.Effect, (string?)Property(row.Path)["description"], StringComparison.Ordinal));
    }

    [Fact]
    public void Bounds_choices_and_defaults_are_those_of_the_keys()
    {
        Assert.Equal(0, (double)Property("sizes.s_min")["exclusiveMinimum"]!);
        Assert.Equal(40, (long)Property("sizes.n_bins")["default"]!);
        Assert.Equal(["snappy", "zstd", "brotli", "gzip", "none"], Words(Property("io.streaming.compression")["enum"]!), StringComparer.Ordinal);
        Assert.Equal("null", (string?)Property("numerics.t_end_years")["anyOf"]![1]!["type"]);
    }

    [Fact]
    public void What_must_be_given_is_required_and_what_is_unknown_is_not_allowed()
    {
        Assert.Contains("sizes", Words(Root["required"]!), StringComparer.Ordinal);
        Assert.Contains("s_min", Words(Root["properties"]!["sizes"]!["required"]!), StringComparer.Ordinal);
        Assert.False((bool)Root["additionalProperties"]!);
        Assert.NotNull(Root["patternProperties"]!["^_"]);
    }

    [Fact]
    public void Old_names_are_known_and_marked()
    {
        Assert.True((bool)Property("supply.reservoir.smooth_fraction")["deprecated"]!);
        Assert.NotNull(Property("physics"));
    }

    [Fact]
    public void Every_key_of_a_file_that_loads_is_allowed_by_the_schema()
    {
        var loaded = Configurations.Load();

        Assert.All(loaded.Resolved!.Entries, entry => Assert.NotNull(Property(entry.Path)));
    }

    private static IEnumerable<string> Words(JsonNode list) => list.AsArray().Select(word => (string)word!);

    private static JsonNode Property(string path)
    {
        var node = Root;
        foreach (var name in path.Replace("[]", "", StringComparison.Ordinal).Split('.'))
        {
            var mapping = node["items"] ?? node["anyOf"]?[0] ?? node;
            node = mapping["properties"]![name] ?? throw new InvalidOperationException($"{path} is not in the schema at {name}.");
        }

        return node;
    }
}
