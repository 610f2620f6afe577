using System.Collections.Concurrent;
using System.Text.Json;
using MarsDisk.Simulation.Tests.Runs;

namespace MarsDisk.Simulation.Tests.Golden;

/// <summary>A case of the reference and our run of the same configuration, computed once for all tests.</summary>
internal sealed class GoldenCase
{
    private static readonly ConcurrentDictionary<string, Lazy<GoldenCase>> Cases = new(StringComparer.Ordinal);

    private GoldenCase(string name)
    {
        Directory = Path.Combine(Runs.Plans.GoldenDirectory, name);
        Run = FinishedRun.Of(Runs.Plans.OfFile(Path.Combine(Directory, "config.yaml")));
        using var summary = File.OpenRead(Path.Combine(Directory, "summary.json"));
        Summary = JsonDocument.Parse(summary).RootElement.Clone();
    }

    public static TheoryData<string> Strict =>
    [
        "cascade_40bins",
        "supply_tau_stop",
        "sublimation_surface",
        "sublimation_smol",
        "surface_ode_psitau",
        "streaming_chunks",
        "scenario_fiducial",
    ];

    public string Directory { get; }

    public FinishedRun Run { get; }

    public JsonElement Summary { get; }

    public static GoldenCase Of(string name) => Cases.GetOrAdd(name, key => new Lazy<GoldenCase>(() => new GoldenCase(key))).Value;

    public GoldenTable Table(string name) => new(Directory, name);
}
