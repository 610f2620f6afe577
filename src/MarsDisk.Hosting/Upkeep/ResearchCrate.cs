using System.Globalization;
using System.Text.Json.Nodes;

using MarsDisk.Hosting.Derived;
using MarsDisk.Hosting.Records;
using MarsDisk.Journal;

namespace MarsDisk.Hosting.Upkeep;

/// <summary>Who answers for a run, and what others may do with it.</summary>
/// <param name="Authors">Names; empty: nobody is named.</param>
/// <param name="License">Licence, such as <c>CC-BY-4.0</c> or an address; null: none is named.</param>
public sealed record CrateCredits(IReadOnlyList<string> Authors, string? License);

/// <summary><c>ro-crate-metadata.json</c>: RO-Crate 1.3 with the profile Process Run Crate (experience.md §8).</summary>
public static class ResearchCrate
{
    private const string Specification = "https://w3id.org/ro/crate/1.3";
    private const string Profile = "https://w3id.org/ro/wfrun/process/0.5";
    private const string Software = "#marsdisk";

    /// <summary>Name of the document.</summary>
    public const string FileName = "ro-crate-metadata.json";

    /// <summary>Writes the document.</summary>
    /// <param name="run">The run.</param>
    /// <param name="credits">Authors and licence.</param>
    /// <param name="output">Receives canonical JSON.</param>
    public static void Write(StoredRun run, CrateCredits credits, Stream output)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(credits);
        var record = RunDocument.Read(run.Directory.Root) ?? [];
        var files = RunExport.FilesOf(run);
        var actions = run.Ledger.Attempts.Select((_, index) => $"#attempt-{(index + 1).ToString(CultureInfo.InvariantCulture)}").ToList();
        var graph = new JsonArray
        {
            Entity(FileName, "CreativeWork", ("about", Reference("./")), ("conformsTo", Reference(Specification))),
            Root(run, credits, record, files, actions),
            Entity(Profile, "CreativeWork", ("name", "Process Run Crate"), ("version", "0.5")),
            Entity(Software, "SoftwareApplication", ("name", "marsdisk"), ("version", (string?)record["software"]?["version"])),
        };
        foreach (var author in credits.Authors)
            graph.Add(Entity(IdOf(author), "Person", ("name", author)));
        foreach (var (attempt, index) in run.Ledger.Attempts.Select((attempt, index) => (attempt, index)))
            graph.Add(Action(run.Ledger, attempt, index, actions[index], files));
        foreach (var name in files)
            graph.Add(FileEntity(run, name));
        CanonicalJson.Write(output, new JsonObject { ["@context"] = $"{Specification}/context", ["@graph"] = graph });
    }

    private static JsonObject Root(StoredRun run, CrateCredits credits, JsonObject record, IReadOnlyList<string> files, IReadOnlyList<string> actions)
    {
        var root = Entity(
            "./", "Dataset", ("name", (string?)record["name"] ?? $"Run {run.Directory.Run}"), ("identifier", run.Directory.Run.Value),
            ("description", "A simulation of the debris disk from which the moons of Mars formed."), ("datePublished", (string?)record["created"]),
            ("conformsTo", Reference(Profile)), ("hasPart", References(files)), ("mentions", References(actions)));
        if (credits.Authors.Count > 0)
            root["author"] = References(credits.Authors.Select(IdOf));
        if (credits.License is { } license)
            root["license"] = license.Contains("://", StringComparison.Ordinal) ? Reference(license) : license;
        return root;
    }

    private static JsonObject Action(RunLedger ledger, Attempt attempt, int index, string id, IReadOnlyList<string> files)
    {
        var isLast = index + 1 == ledger.Attempts.Count;
        var action = Entity(
            id, "CreateAction", ("name", $"Steps from {attempt.FirstStep.ToString(CultureInfo.InvariantCulture)} on, on {attempt.Owner.Node}"),
            ("instrument", Reference(Software)), ("startTime", RunDocument.Timestamp(attempt.Owner.WallTime)),
            ("object", References(files.Where(IsInput))), ("result", References(files.Where(name => !IsInput(name)))));
        // The end of an attempt is known by the beginning of the next one; that of the last is not recorded.
        if (!isLast)
            action["endTime"] = RunDocument.Timestamp(ledger.Attempts[index + 1].Owner.WallTime);
        action["actionStatus"] = Reference($"http://schema.org/{(isLast && ledger.Outcome is { IsCompleted: true } ? "Completed" : isLast && ledger.Outcome is null ? "Active" : "Failed")}ActionStatus");
        if (isLast && ledger.Outcome?.Failed is { } failed)
            action["error"] = failed.Reason;
        return action;
    }

    private static JsonObject FileEntity(StoredRun run, string name)
    {
        var path = run.Directory.PathOf(name);
        var (bytes, hash) = ManifestDocument.Measure(path);
        return Entity(
            name, "File", ("name", Path.GetFileName(name)), ("contentSize", bytes.ToString(CultureInfo.InvariantCulture)),
            ("sha256", hash.ToString()), ("encodingFormat", FormatOf(name)));
    }

    private static bool IsInput(string name) => name.StartsWith("config/", StringComparison.Ordinal) || name is "inputs.json" or "run.json";

    private static string FormatOf(string name) => Path.GetExtension(name) switch
    {
        ".parquet" => "application/vnd.apache.parquet",
        ".json" => "application/json",
        ".csv" => "text/csv",
        ".md" => "text/markdown",
        ".yml" => "application/yaml",
        ".txt" => "text/plain",
        _ => "application/octet-stream",
    };

    private static JsonObject Entity(string id, string type, params (string Name, JsonNode? Value)[] members)
    {
        var entity = new JsonObject { ["@id"] = id, ["@type"] = type };
        foreach (var (name, value) in members.Where(member => member.Value is not null))
            entity[name] = value;
        return entity;
    }

    private static JsonObject Reference(string id) => new() { ["@id"] = id };

    private static JsonArray References(IEnumerable<string> ids) => [.. ids.Select(Reference)];

    private static string IdOf(string author) => $"#{Uri.EscapeDataString(author)}";
}
