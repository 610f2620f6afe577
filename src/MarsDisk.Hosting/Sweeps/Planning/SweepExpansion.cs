using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

using MarsDisk.Configuration;
using MarsDisk.Configuration.Sweeps;
using MarsDisk.Hosting.Identity;
using MarsDisk.Hosting.Running;
using MarsDisk.Journal.Events;
using MarsDisk.Simulation.Tables;

namespace MarsDisk.Hosting.Sweeps.Planning;

/// <summary>Prepares every point of a sweep; points with equal plans become one run.</summary>
internal sealed class SweepExpansion(SweepDefinition definition, SweepSource source, string basePath)
{
    /// <summary>Stands between title and id in the name of a run directory.</summary>
    public const string IdMark = "__";

    private const int IdLetters = 8;

    private readonly OrderedDictionary<RunId, (PlannedRun Run, List<int> Points)> _runs = [];
    private readonly SortedDictionary<string, string> _inputs = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<Finding, int> _findings = [];
    private readonly IReadOnlyList<string> _keys = definition.Keys;
    private long _seed;

    /// <summary>Findings of all points, each once.</summary>
    public IEnumerable<Finding> Findings => _findings.Keys;

    /// <summary>The first run; null when no point can be run.</summary>
    public PreparedRun? First { get; private set; }

    /// <summary>Exit code of the worst finding.</summary>
    public int ExitCode { get; private set; } = ExitCodes.Usage;

    public void PrepareAll()
    {
        var points = SweepPoints.Expand(definition);
        if (points.Count == 0)
            Note(new Finding(source.Path, 1, 1, "RULE", Severity.Error, "No point is left: every one is excluded.", "Loosen exclude."));
        foreach (var point in points)
            Prepare(point);
    }

    public SweepManifest Manifest(IReadOnlyDictionary<string, string> existing)
    {
        var runs = _runs.Values.Select(entry => entry.Run with { Points = entry.Points, Directory = DirectoryOf(entry.Run, existing) }).ToList();
        var content = new StringBuilder(definition.Name).Append('\n');
        foreach (var run in runs)
            content.Append(CultureInfo.InvariantCulture, $"{string.Join(',', run.Points)} {run.PlanHash} {string.Join(' ', run.Parameters.Select(value => value?.ToJsonString() ?? "null"))}\n");
        return new SweepManifest
        {
            Sweep = definition.Name,
            Hash = ContentHash.Of(Encoding.UTF8.GetBytes(content.ToString())),
            Source = source with { Inputs = _inputs },
            Fingerprint = PhysicsFingerprint.Value,
            Parallel = definition.Parallel,
            Retries = definition.Retries,
            Collect = definition.Collect,
            Keys = _keys,
            Runs = runs,
        };
    }

    /// <summary>Hash of a table that runs read; null when it is not there.</summary>
    public static string? HashOfInput(string path)
    {
        var file = new TableFiles(Environment.CurrentDirectory).Find(path);
        return file is null ? null : new ContentHash(SHA256.HashData(File.ReadAllBytes(file))).ToString();
    }

    private void Prepare(SweepPoint point)
    {
        var overrides = _keys.Zip(point.Values).Where(pair => pair.Second is not null).Select(pair => pair.Second!.For(pair.First)).ToList();
        if (point.Replica > 0)
            overrides.Add(new OverrideText(string.Create(CultureInfo.InvariantCulture, $"dynamics.rng_seed={_seed + point.Replica}")));

        var preparation = SweepRuns.Prepare(source, basePath, overrides, definition.Name, "");
        foreach (var finding in preparation.Findings)
            Note(finding);
        if (preparation.Run is not { } prepared)
        {
            ExitCode = preparation.ExitCode;
            return;
        }

        if (point.Replica == 0)
            _seed = prepared.Plan.Excitation.Seed;
        Add(point, prepared, [.. overrides.Select(entry => entry.Text)]);
    }

    private void Add(SweepPoint point, PreparedRun prepared, IReadOnlyList<string> overrides)
    {
        var (id, hash) = (prepared.Identity.Run, prepared.Identity.PlanHash);
        if (_runs.TryGetValue(id, out var same))
        {
            same.Points.Add(point.Index);
            return;
        }

        // What is kept of a prepared run is small: a sweep may have very many.
        First ??= prepared;
        var resolved = JsonNode.Parse(prepared.Configuration.ToCanonicalJson())!;
        var run = new PlannedRun(
            [point.Index], id, hash, "", SweepTitle.Of(definition, point), prepared.Plan.Excitation.Seed, prepared.Plan.Time.Steps,
            prepared.BufferBytes, overrides, [.. _keys.Select(key => ValueAt(resolved, key))]);
        _runs.Add(id, (run, [point.Index]));
        foreach (var input in prepared.Inputs)
            _inputs[input.Path] = input.Sha256.ToString();
    }

    private static string DirectoryOf(PlannedRun run, IReadOnlyDictionary<string, string> existing)
    {
        var id = run.Run.Value[..IdLetters];
        return $"{SweepDirectory.RunsFolder}/{existing.GetValueOrDefault(id) ?? $"{run.Title}{IdMark}{id}"}";
    }

    private void Note(Finding finding) => _findings.TryAdd(finding, 0);

    private static JsonNode? ValueAt(JsonNode tree, string key)
    {
        JsonNode? node = tree;
        foreach (var name in key.Split('.'))
            node = (node as JsonObject)?[name];
        return node?.DeepClone();
    }
}
