using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;

using MarsDisk.Parsing;

namespace MarsDisk.Scenario.Tests.Consistency;

/// <summary>The metrics of the corpus where <c>.ci/run</c> and people find them: <c>artifacts/parser-metrics.json</c>.</summary>
internal static class ParserMetricsFile
{
    public static IReadOnlyList<(string Name, double Value)> Values(ParsingMetrics metrics) =>
    [
        ("parser.stream.outcome_consistency", metrics.OutcomeConsistency.Value),
        ("parser.stream.demandhint_coverage", metrics.DemandHintCoverage.Value),
        ("parser.stream.extension_field_coverage", metrics.ExtensionFieldCoverage.Value),
        ("parser.expected_summary_presence", metrics.ExpectedSummaryPresence.Value),
        ("parser.recover_fixit_coverage", metrics.RecoverFixItCoverage.Value),
    ];

    public static void Write(ParsingMetrics metrics, int seed, long pairs)
    {
        using var file = new FileStream(Path.Combine(Root(), "artifacts", "parser-metrics.json"), FileMode.Create);
        using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteString("platform", RuntimeInformation.RuntimeIdentifier);
        json.WriteString("commit", Commit());
        json.WriteNumber("seed", seed);
        json.WriteNumber("pairs", pairs);
        foreach (var (name, value) in Values(metrics))
        {
            json.WritePropertyName(name);
            json.WriteRawValue(Text(value));
        }

        json.WriteEndObject();
    }

    /// <summary>A share, 1.0 for nothing less than all.</summary>
    public static string Text(double value) => value >= 1 ? "1.0" : Math.Min(value, 0.999999).ToString("0.0#####", CultureInfo.InvariantCulture);

    private static string Commit()
    {
        var version = typeof(ScenarioGrammar).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        return version.Split('+') is [_, var commit] ? commit : "unknown";
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MarsDisk.Actors.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("MarsDisk.Actors.sln is in no folder above the tests.");
    }
}
