using System.Security.Cryptography;
using System.Text.Json.Nodes;

using MarsDisk.Hosting.Records;
using MarsDisk.Journal.Events;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Hosting.Derived;

/// <summary><c>manifest.json</c>: what was run, by whom, what came out, with the hash of every file (experience.md §8).</summary>
internal static class ManifestDocument
{
    private const double CollisionFractionLow = 0.01;

    private static readonly string[] Documents =
        ["summary.json", "run_config.json", "run_card.md", "orbit_rollup.csv", "checks/mass_budget.csv", "checks/energy_budget.csv"];

    /// <summary>Writes the document.</summary>
    /// <param name="output">Receives canonical JSON.</param>
    /// <param name="run">The run.</param>
    /// <param name="published">Files whose size and hash are known because they were written just now.</param>
    public static void Write(Stream output, FinishedRun run, IReadOnlyDictionary<string, PublishedFile> published)
    {
        var fraction = CollisionTimeFraction(run);
        // Whoever derives it again may be another program on another machine, with the resolved configuration alone.
        var manifest = RunDocument.Read(run.Directory.Root) ?? RunDocument.Build(run.Prepared, run.Begun);
        manifest["schema"] = "marsdisk.manifest";
        manifest["started"] = RunDocument.Timestamp(run.Begun);
        manifest["attempts"] = Attempts(run);
        manifest["result"] = Result(run, fraction);
        manifest["files"] = Files(run, published);
        manifest["warnings"] = Warnings(run, fraction);
        CanonicalJson.Write(output, manifest);
    }

    private static JsonArray Attempts(FinishedRun run) =>
    [
        .. run.Ledger.Attempts.Select(attempt => (JsonNode)new JsonObject
        {
            ["node"] = attempt.Owner.Node,
            ["epoch"] = attempt.Owner.Epoch,
            ["first_step"] = attempt.FirstStep,
            ["started"] = RunDocument.Timestamp(attempt.Owner.WallTime),
        }),
    ];

    private static JsonObject Result(FinishedRun run, double? collisionTimeFraction) => new()
    {
        ["state"] = run.Ledger.Outcome is { IsCompleted: true } ? "completed" : "failed",
        ["stop_reason"] = run.State.Stop.Reason.ToString(),
        ["steps"] = run.Ledger.EndStep,
        ["time_s"] = run.Ledger.TimeSeconds,
        ["chunks"] = run.Ledger.Chunks,
        ["collision_time_fraction"] = collisionTimeFraction,
    };

    private static JsonArray Files(FinishedRun run, IReadOnlyDictionary<string, PublishedFile> published)
    {
        var files = new JsonArray();
        foreach (var file in run.Ledger.TableFiles())
            files.Add(new JsonObject { ["path"] = file.Name, ["role"] = file.Table, ["rows"] = file.Rows, ["bytes"] = file.Bytes, ["sha256"] = file.Sha256.ToString() });
        foreach (var name in Documents.Where(name => published.ContainsKey(name) || File.Exists(run.Directory.PathOf(name))))
        {
            var (bytes, hash) = published.TryGetValue(name, out var file) ? (file.Bytes, file.Sha256) : Measure(run.Directory.PathOf(name));
            files.Add(new JsonObject { ["path"] = name, ["role"] = "derived", ["bytes"] = bytes, ["sha256"] = hash.ToString() });
        }

        return files;
    }

    /// <summary>Size and hash of a file.</summary>
    internal static (long Bytes, ContentHash Hash) Measure(string path)
    {
        using var file = File.OpenRead(path);
        return (file.Length, new ContentHash(SHA256.HashData(file)));
    }

    private static JsonArray Warnings(FinishedRun run, double? collisionTimeFraction)
    {
        var warnings = new JsonArray();
        foreach (var (code, message) in RunDocument.WarningsOf(run.Prepared))
            warnings.Add(new JsonObject { ["code"] = code, ["count"] = 1, ["message"] = message });
        if (collisionTimeFraction is < CollisionFractionLow)
            warnings.Add(new JsonObject { ["code"] = "COLL001", ["count"] = 1, ["message"] = "The collision solver integrated less than 1 % of the elapsed time." });
        return warnings;
    }

    private static double? CollisionTimeFraction(FinishedRun run)
    {
        var path = run.Directory.PathOf("summary.json");
        if (!File.Exists(path))
            return null;                             // derived without being written
        using var summary = File.OpenRead(path);
        return (double?)SummaryText.Parse(summary)["collision_time_fraction"];
    }
}
