using System.Text.Json;
using System.Text.Json.Nodes;

using MarsDisk.Hosting.Records;
using MarsDisk.Journal.Events;

namespace MarsDisk.Hosting.Sweeps;

/// <summary><c>sweep.json</c>: writes and reads a manifest.</summary>
internal static class SweepDocument
{
    private const string Schema = "marsdisk.sweep";
    private const int Version = 1;

    public static void Write(Stream output, SweepManifest manifest) => CanonicalJson.Write(output, new JsonObject
    {
        ["schema"] = Schema,
        ["schema_version"] = Version,
        ["sweep"] = manifest.Sweep,
        ["hash"] = manifest.Hash.ToString(),
        ["physics_fingerprint"] = manifest.Fingerprint.ToString(),
        ["definition"] = new JsonObject { ["path"] = manifest.Source.Path, ["text"] = manifest.Source.Text },
        ["base"] = new JsonObject { ["path"] = manifest.Source.BasePath, ["text"] = manifest.Source.BaseText },
        ["overrides"] = Words(manifest.Source.Overrides),
        ["environment"] = Members(manifest.Source.Environment),
        ["inputs"] = Members(manifest.Source.Inputs),
        ["parallel"] = manifest.Parallel,
        ["retries"] = manifest.Retries,
        ["collect"] = Words(manifest.Collect),
        ["keys"] = Words(manifest.Keys),
        ["runs"] = new JsonArray([.. manifest.Runs.Select(Run)]),
    });

    /// <summary>Reads a manifest back.</summary>
    /// <exception cref="InvalidDataException">The document is no manifest of this version.</exception>
    public static SweepManifest Read(string path)
    {
        try
        {
            var document = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
            if ((string?)document["schema"] != Schema || (int?)document["schema_version"] != Version)
                throw new InvalidDataException($"{path} is no {Schema} of version {Version}.");
            return Manifest(document);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or NullReferenceException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"{path} cannot be understood: {error.Message}", error);
        }
    }

    private static SweepManifest Manifest(JsonObject document) => new()
    {
        Sweep = Text(document["sweep"]),
        Hash = ContentHash.Parse(Text(document["hash"])),
        Fingerprint = ContentHash.Parse(Text(document["physics_fingerprint"])),
        Source = new SweepSource(
            Text(document["definition"]!["path"]), Text(document["definition"]!["text"]), Text(document["base"]!["path"]), Text(document["base"]!["text"]),
            List(document["overrides"]), Dictionary(document["environment"]), Dictionary(document["inputs"])),
        Parallel = (int?)document["parallel"],
        Retries = (int)document["retries"]!,
        Collect = List(document["collect"]),
        Keys = List(document["keys"]),
        Runs = [.. document["runs"]!.AsArray().Select(run => Run(run!))],
    };

    private static JsonNode Run(PlannedRun run) => new JsonObject
    {
        ["points"] = new JsonArray([.. run.Points.Select(point => (JsonNode)point)]),
        ["run"] = run.Run.Value,
        ["plan_hash"] = run.PlanHash.ToString(),
        ["directory"] = run.Directory,
        ["title"] = run.Title,
        ["seed"] = run.Seed,
        ["steps"] = run.Steps,
        ["buffer_bytes"] = run.BufferBytes,
        ["overrides"] = Words(run.Overrides),
        ["parameters"] = new JsonArray([.. run.Parameters.Select(value => value?.DeepClone())]),
    };

    private static PlannedRun Run(JsonNode run) => new(
        [.. run["points"]!.AsArray().Select(point => (int)point!)], new RunId(Text(run["run"])), ContentHash.Parse(Text(run["plan_hash"])),
        Text(run["directory"]), Text(run["title"]), (long)run["seed"]!, (long)run["steps"]!, (long)run["buffer_bytes"]!,
        List(run["overrides"]), [.. run["parameters"]!.AsArray().Select(value => value?.DeepClone())]);

    private static string Text(JsonNode? node) => (string)node!;

    private static List<string> List(JsonNode? node) => [.. node!.AsArray().Select(Text)];

    private static SortedDictionary<string, string> Dictionary(JsonNode? node) =>
        new(node!.AsObject().ToDictionary(member => member.Key, member => Text(member.Value), StringComparer.Ordinal), StringComparer.Ordinal);

    private static JsonArray Words(IEnumerable<string> words) => new([.. words.Select(word => (JsonNode)word)]);

    private static JsonObject Members(IReadOnlyDictionary<string, string> members) =>
        new(members.Select(member => KeyValuePair.Create(member.Key, (JsonNode?)member.Value)));
}
