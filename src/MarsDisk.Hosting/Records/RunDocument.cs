using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

using MarsDisk.Configuration;
using MarsDisk.Hosting.Identity;
using MarsDisk.Hosting.Running;
using MarsDisk.Simulation.Plans;

namespace MarsDisk.Hosting.Records;

/// <summary><c>run.json</c>: plan, seed, versions and inputs of a run; written once, before the first event.</summary>
public static class RunDocument
{
    private const string FileName = "run.json";

    /// <summary>Writes the document.</summary>
    /// <param name="output">Receives canonical JSON.</param>
    /// <param name="prepared">The run.</param>
    /// <param name="created">When; for people.</param>
    public static void Write(Stream output, PreparedRun prepared, DateTimeOffset created) =>
        CanonicalJson.Write(output, Build(prepared, created));

    /// <summary>The members that <c>manifest.json</c> repeats.</summary>
    public static JsonObject Build(PreparedRun prepared, DateTimeOffset created) => new()
    {
        ["schema"] = "marsdisk.run",
        ["schema_version"] = 1,
        ["run"] = prepared.Identity.Run.Value,
        ["name"] = prepared.Source.Name,
        ["scenario"] = prepared.Source.Scenario,
        ["tags"] = new JsonObject(prepared.Source.Tags.Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value))),
        ["plan_hash"] = prepared.Identity.PlanHash.ToString(),
        ["physics_fingerprint"] = PhysicsFingerprint.Value.ToString(),
        ["seed"] = prepared.Plan.Excitation.Seed,
        ["config"] = new JsonObject
        {
            ["resolved"] = JsonNode.Parse(prepared.Configuration.ToCanonicalJson()),
            ["source"] = prepared.Source.Path,
            ["tables_from"] = prepared.Source.BaseDirectory,
            ["changed"] = Changed(prepared.Configuration),
        },
        ["plan"] = new JsonObject { ["steps"] = prepared.Plan.Time.Steps, ["t_end_s"] = prepared.Plan.Time.End },
        ["enforce_mass_budget"] = prepared.Plan.Options.EnforcesMassBudget,
        ["physics_mode_source"] = prepared.Plan.Options.PhysicsModeSource,
        ["inputs"] = Inputs(prepared.Inputs),
        ["warnings"] = new JsonArray([.. WarningsOf(prepared).Select(warning => (JsonNode)new JsonObject { ["code"] = warning.Code, ["message"] = warning.Message })]),
        ["software"] = new JsonObject
        {
            ["name"] = "marsdisk",
            ["version"] = ProgramVersion.Number,
            ["runtime"] = RuntimeInformation.FrameworkDescription,
        },
        ["platform"] = new JsonObject
        {
            ["os"] = RuntimeInformation.OSDescription,
            ["architecture"] = RuntimeInformation.ProcessArchitecture.ToString(),
            ["cores"] = Environment.ProcessorCount,
        },
        ["created"] = Timestamp(created),
    };

    /// <summary>UTC with seconds, as every document writes it.</summary>
    public static string Timestamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Reads the document of a run directory back.</summary>
    /// <param name="path">Run directory.</param>
    /// <returns>The document, or null when there is none that can be read.</returns>
    public static JsonObject? Read(string path)
    {
        var file = Path.Combine(path, FileName);
        try
        {
            return File.Exists(file) ? JsonNode.Parse(File.ReadAllText(file)) as JsonObject : null;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    /// <summary>The scenario that a run belongs to; null: none. Its inputs come from there, so it cannot go on without.</summary>
    /// <param name="document">Its <c>run.json</c>.</param>
    public static string? ScenarioOf(JsonObject document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return (string?)document["scenario"];
    }

    /// <summary>What the run in a directory was made from, as a source for preparing it again.</summary>
    /// <param name="path">Run directory.</param>
    /// <param name="document">Its <c>run.json</c>.</param>
    public static ConfigurationSource SourceOf(string path, JsonObject document)
    {
        var tags = document["tags"] as JsonObject ?? [];
        return new ConfigurationSource(
            (string?)document["config"]?["source"] ?? Path.Combine(path, FileName), document["config"]!["resolved"]!.ToJsonString(), [], (string?)document["name"],
            tags.ToDictionary(tag => tag.Key, tag => (string?)tag.Value ?? "", StringComparer.Ordinal))
        {
            BaseDirectory = (string?)document["config"]?["tables_from"],
            Scenario = ScenarioOf(document),
            Warnings = (document["warnings"] as JsonArray)?.OfType<JsonObject>().Select(warning => ((string?)warning["code"] ?? "", (string?)warning["message"] ?? "")).ToList(),
        };
    }

    /// <summary>Warnings of the start; the resolved configuration alone would not show all of them again.</summary>
    /// <param name="prepared">The run.</param>
    public static IEnumerable<(string Code, string Message)> WarningsOf(PreparedRun prepared) =>
        prepared.Source.Warnings ?? prepared.Warnings.Where(found => found.Severity == Severity.Warning).Select(found => (found.Code, found.Message));

    /// <summary>What the run of a document is told beside its configuration.</summary>
    /// <param name="document">Its <c>run.json</c>.</param>
    public static PlanOptions OptionsOf(JsonObject document) => new()
    {
        EnforcesMassBudget = (bool?)document["enforce_mass_budget"] ?? false,
        PhysicsModeSource = (string?)document["physics_mode_source"] ?? "config",
        ConfigurationPath = (string?)document["config"]?["source"],
    };

    /// <summary>Keys and inputs in which the run of a directory differs from another one, in words.</summary>
    /// <param name="path">Run directory.</param>
    /// <param name="prepared">The other run.</param>
    public static IReadOnlyList<string> DifferencesFrom(string path, PreparedRun prepared)
    {
        if (Read(path) is not { } document || document["config"]?["resolved"] is not { } resolved)
            return ["run.json cannot be read"];

        var loaded = ConfigurationLoader.Load(resolved.ToJsonString(), FileName);
        var keys = loaded.Resolved is null
            ? ["run.json holds no valid configuration"]
            : ResolvedConfiguration.Differences(loaded.Resolved, prepared.Configuration)
                .Where(difference => !difference.Path.StartsWith("io.outdir", StringComparison.Ordinal))
                .Select(difference => $"{difference.Path}  {difference.Left}  →  {difference.Right}");
        var before = (document["inputs"] as JsonArray ?? []).Select(input => ((string?)input?["role"], (string?)input?["sha256"])).ToHashSet();
        var changed = prepared.Inputs.Where(input => !before.Contains((input.Role, input.Sha256.ToString())))
            .Select(input => $"{input.Role}  the table {input.Path} has other content");
        return [.. keys, .. changed];
    }

    /// <summary>Tables that the run reads.</summary>
    public static JsonArray Inputs(IReadOnlyList<InputFile> inputs) =>
    [
        .. inputs.Select(input => (JsonNode)new JsonObject
        {
            ["role"] = input.Role,
            ["path"] = input.Path,
            ["bytes"] = input.Bytes,
            ["sha256"] = input.Sha256.ToString(),
        }),
    ];

    private static JsonArray Changed(ResolvedConfiguration configuration) =>
    [
        .. configuration.Entries.Where(entry => entry.Origin.Kind != OriginKind.Default).Select(entry => (JsonNode)new JsonObject
        {
            ["path"] = entry.Path,
            ["value"] = entry.Value,
            ["unit"] = entry.Unit,
            ["origin"] = entry.Origin.Text,
        }),
    ];
}
