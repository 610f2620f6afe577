using MarsDisk.Configuration;
using MarsDisk.Hosting.Running;

namespace MarsDisk.Hosting.Sweeps.Planning;

/// <summary>What a sweep is planned from.</summary>
/// <param name="Path">Sweep file as the command named it.</param>
/// <param name="Text">Its content.</param>
/// <param name="Overrides">Overrides for all runs, <c>KEY=VALUE</c>.</param>
/// <param name="Environment">Environment variables.</param>
public sealed record SweepRequest(
    string Path, string Text, IReadOnlyList<string> Overrides, IReadOnlyDictionary<string, string> Environment);

/// <summary>What came of planning a sweep.</summary>
/// <param name="Manifest">The expansion; null when a finding is an error.</param>
/// <param name="Findings">Everything there is to say.</param>
/// <param name="First">The first run, ready to be measured; null when the plan in the directory still holds.</param>
/// <param name="ExitCode">Exit code when there is no manifest.</param>
public sealed record SweepPlan(SweepManifest? Manifest, IReadOnlyList<Finding> Findings, PreparedRun? First, int ExitCode);
