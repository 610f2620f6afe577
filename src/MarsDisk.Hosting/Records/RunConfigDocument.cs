using System.Text.Json.Nodes;

using MarsDisk.Hosting.Running;
using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Hosting.Records;

/// <summary><c>run_config.json</c> in its first form; the second one replaces it at the end (runner.md §3.8).</summary>
internal static class RunConfigDocument
{
    private const string StartStatus = "pre_run";

    public static void WriteStart(Stream output, PreparedRun prepared) => CanonicalJson.Write(output, new JsonObject
    {
        ["status"] = StartStatus,
        ["physics_mode"] = prepared.Plan.Parameters.PhysicsMode.Word(),
        ["physics_mode_source"] = prepared.Plan.Options.PhysicsModeSource,
        ["config_source_path"] = prepared.Source.Path,
        ["outdir"] = prepared.Plan.Parameters.Io.Outdir,
        ["config"] = JsonNode.Parse(prepared.Configuration.ToCanonicalJson()),
        ["supply_feedback"] = new JsonObject { ["enabled"] = prepared.Plan.Parameters.Supply.Feedback.Enabled },
    });

    /// <summary>Whether the file at a path is the final form.</summary>
    public static bool IsFinal(string path) =>
        File.Exists(path) && !File.ReadAllText(path).Contains($"\"status\": \"{StartStatus}\"", StringComparison.Ordinal);
}
