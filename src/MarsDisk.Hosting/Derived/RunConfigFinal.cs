using System.Text.Json.Nodes;

using MarsDisk.Hosting.Identity;
using MarsDisk.Hosting.Records;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.Results;

namespace MarsDisk.Hosting.Derived;

/// <summary>
/// <c>run_config.json</c> in its final form. Program and platform are those of <c>run.json</c>, the time is that of the
/// first attempt: the document has the same bytes whenever and wherever it is derived.
/// </summary>
internal static class RunConfigFinal
{
    public static void Write(TextWriter output, FinishedRun run)
    {
        var record = RunDocument.Read(run.Directory.Root) ?? [];
        var additions = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["status"] = "final",
            ["config_source_path"] = run.Prepared.Source.Path,
            ["timestamp_utc"] = RunDocument.Timestamp(run.Begun),
            ["python"] = null,
            ["dotnet"] = Words(record["software"]),
            ["platform"] = Words(record["platform"]),
            ["external_files"] = run.Prepared.Inputs.Select(File).ToArray(),
        };
        if (run.Prepared.Plan.Temperature.Generated is { } table)
            additions["temperature_autogen"] = Generated(table, run.Prepared.Plan.Temperature.Columns.Unit);
        RunConfigJson.Write(output, run.Prepared.Plan, run.State, run.Median, additions);
    }

    private static object? File(InputFile input) => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["path"] = input.Path,
        ["exists"] = true,
        ["size_bytes"] = input.Bytes,
        ["sha256"] = input.Sha256.ToString(),
    };

    private static Dictionary<string, object?> Generated(GeneratedTable table, string unit) => new(StringComparer.Ordinal)
    {
        ["path"] = table.Path,
        ["generated"] = true,
        ["coverage_years"] = table.CoverageYears,
        ["target_years"] = table.CoverageYears,
        ["time_unit"] = unit,
        ["columns"] = new object?[] { table.TimeColumn, table.TemperatureColumn },
    };

    private static Dictionary<string, object?> Words(JsonNode? members) =>
        (members as JsonObject ?? []).ToDictionary(member => member.Key, object? (member) => member.Value?.ToString(), StringComparer.Ordinal);
}
