using MarsDisk.Configuration;
using MarsDisk.Hosting.Running;
using MarsDisk.Simulation.Plans;

namespace MarsDisk.Hosting.Sweeps.Planning;

/// <summary>Makes a run of a sweep from its manifest alone, the same in every process.</summary>
public static class SweepRuns
{
    /// <summary>Prepares one run.</summary>
    /// <param name="manifest">The sweep.</param>
    /// <param name="run">One of its runs.</param>
    public static Preparation Prepare(SweepManifest manifest, PlannedRun run)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(run);
        return Prepare(manifest.Source, manifest.Source.BasePath, [.. run.Overrides.Select(text => new OverrideText(text))], manifest.Sweep, run.Title);
    }

    internal static Preparation Prepare(SweepSource source, string basePath, IReadOnlyList<OverrideText> overrides, string sweep, string title)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["sweep"] = sweep };
        var all = source.Overrides.Select(text => new OverrideText(text)).Concat(overrides).ToList();
        return RunPreparation.Prepare(
            new ConfigurationSource(basePath, source.BaseText, all, title, tags), source.Environment, new PlanOptions { ConfigurationPath = source.BasePath });
    }
}
