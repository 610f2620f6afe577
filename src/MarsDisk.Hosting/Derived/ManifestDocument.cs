using System.Security.Cryptography;
using System.Text.Json.Nodes;

using MarsDisk.Configuration;
using MarsDisk.Hosting.Records;

namespace MarsDisk.Hosting.Derived;

/// <summary><c>manifest.json</c>: what was run, by whom, what came out, with the hash of every file (experience.md §8).</summary>
internal static class ManifestDocument
{
    private const double CollisionFractionLow = 0.01;

    private static readonly string[] Documents =
        ["summary.json", "run_config.json", "run_card.md", "orbit_rollup.csv", "checks/mass_budget.csv", "checks/energy_budget.csv"];

    public static void Write(Stream output, FinishedRun run)
    {
        var manifest = RunDocument.Build(run.Prepared, run.Begun);
        manifest["schema"] = "marsdisk.manifest";
        manifest["started"] = RunDocument.Timestamp(run.Begun);
        manifest["attempts"] = Attempts(run);
        manifest["result"] = Result(run);
        manifest["files"] = Files(run);
        manifest["warnings"] = Warnings(run);
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

    private static JsonObject Result(FinishedRun run) => new()
    {
        ["state"] = run.Ledger.Outcome is { IsCompleted: true } ? "completed" : "failed",
        ["stop_reason"] = run.State.Stop.Reason.ToString(),
        ["steps"] = run.Ledger.EndStep,
        ["time_s"] = run.Ledger.TimeSeconds,
        ["chunks"] = run.Ledger.Chunks,
        ["collision_time_fraction"] = CollisionTimeFraction(run),
    };

    private static JsonArray Files(FinishedRun run)
    {
        var files = new JsonArray();
        foreach (var file in run.Ledger.TableFiles())
            files.Add(new JsonObject { ["path"] = file.Name, ["role"] = file.Table, ["rows"] = file.Rows, ["bytes"] = file.Bytes, ["sha256"] = file.Sha256.ToString() });
        foreach (var name in Documents.Where(name => File.Exists(run.Directory.PathOf(name))))
        {
            var content = File.ReadAllBytes(run.Directory.PathOf(name));
            files.Add(new JsonObject { ["path"] = name, ["role"] = "derived", ["bytes"] = content.Length, ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(content)) });
        }

        return files;
    }

    private static JsonArray Warnings(FinishedRun run)
    {
        var warnings = new JsonArray();
        foreach (var warning in run.Prepared.Warnings.Where(found => found.Severity == Severity.Warning))
            warnings.Add(new JsonObject { ["code"] = warning.Code, ["count"] = 1, ["message"] = warning.Message });
        if (CollisionTimeFraction(run) is < CollisionFractionLow)
            warnings.Add(new JsonObject { ["code"] = "COLL001", ["count"] = 1, ["message"] = "The collision solver integrated less than 1 % of the elapsed time." });
        return warnings;
    }

    private static double? CollisionTimeFraction(FinishedRun run)
    {
        using var summary = File.OpenRead(run.Directory.PathOf("summary.json"));
        return (double?)SummaryText.Parse(summary)["collision_time_fraction"];
    }
}
