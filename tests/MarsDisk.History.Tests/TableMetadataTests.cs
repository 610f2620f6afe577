using System.Text.Json;
using MarsDisk.History.Chunks;
using MarsDisk.History.Schemas;

namespace MarsDisk.History.Tests;

public sealed class TableMetadataTests
{
    private static readonly TableSchema Run = new HistorySchemas(new HistoryOptions { Bins = 40, Steps = 11 }).Run;
    private static readonly IReadOnlyList<KeyValuePair<string, string>> Pairs = new TableMetadata(Run, 40, "demo", "c0ffee").For(4, 8);

    [Fact]
    public void Pairs_come_in_the_fixed_order() =>
        Assert.Equal(["units", "definitions", "marsdisk", "PANDAS_ATTRS", "table_meta_yaml"], Pairs.Select(pair => pair.Key), StringComparer.Ordinal);

    [Fact]
    public void Units_and_definitions_name_every_column_in_sorted_order()
    {
        foreach (var pair in Pairs.Take(2))
        {
            var names = JsonDocument.Parse(pair.Value).RootElement.EnumerateObject().Select(property => property.Name).ToList();

            Assert.Equal(Run.Columns.Select(column => column.Name).Order(StringComparer.Ordinal), names, StringComparer.Ordinal);
        }

        Assert.Contains("\"M_sink_dot\":\"M_Mars s^-1\"", Pairs[0].Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_description_says_which_steps_of_which_run_the_file_holds()
    {
        var description = JsonDocument.Parse(Pairs[2].Value).RootElement;

        Assert.Equal("[4,7]", description.GetProperty("steps").GetRawText());
        Assert.Equal("run", description.GetProperty("table").GetString());
        Assert.Equal(("demo", "c0ffee", 40), (description.GetProperty("run").GetString(), description.GetProperty("plan").GetString(), description.GetProperty("bins").GetInt32()));
        Assert.Equal(["bins", "columns", "plan", "run", "schema", "schema_version", "steps", "table"], description.EnumerateObject().Select(property => property.Name), StringComparer.Ordinal);
    }

    [Fact]
    public void A_column_is_described_in_SI()
    {
        var column = JsonDocument.Parse(Pairs[2].Value).RootElement.GetProperty("columns").GetProperty("M_out_dot");

        Assert.Equal("""{"dimension":[0,1,-1,0,0,0,0],"kind":"double","missing":"null","unit":"M_Mars s^-1","unit_si":"6.4171e23 kg s-1"}""", column.GetRawText());
    }

    [Fact]
    public void Pandas_gets_all_three_in_one()
    {
        var attributes = JsonDocument.Parse(Pairs[3].Value).RootElement;

        Assert.Equal(Pairs[0].Value, attributes.GetProperty("units").GetRawText());
        Assert.Equal(Pairs[1].Value, attributes.GetProperty("definitions").GetRawText());
        Assert.Equal(Pairs[2].Value, attributes.GetProperty("marsdisk").GetRawText());
    }

    [Fact]
    public void Astropy_gets_a_line_for_each_column_and_no_unit_where_there_is_none()
    {
        var lines = Pairs[4].Value.Split('\n');

        Assert.Equal("datatype:", lines[0]);
        Assert.Equal(1 + 168, lines.Length);
        Assert.Equal("""- {name: "time", unit: "s", datatype: float64, description: "Simulated time at the end of the step."}""", lines[1]);
        Assert.DoesNotContain("unit:", lines[7], StringComparison.Ordinal);
    }
}
