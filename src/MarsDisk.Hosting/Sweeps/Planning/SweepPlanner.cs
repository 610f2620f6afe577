using System.Globalization;

using MarsDisk.Configuration;
using MarsDisk.Configuration.Sweeps;
using MarsDisk.Hosting.Identity;

namespace MarsDisk.Hosting.Sweeps.Planning;

/// <summary>
/// Turns a sweep file into runs, or into everything that is wrong with it. Every point is prepared as <c>run</c> would
/// prepare it, before anything runs.
/// </summary>
public static class SweepPlanner
{
    private const long BaseBytesMax = 1024 * 1024;

    /// <summary>Plans; writes nothing.</summary>
    /// <param name="request">The sweep file and what goes with it.</param>
    /// <param name="directory">Where the sweep is or will be; runs that are there already keep their directories.</param>
    public static SweepPlan Plan(SweepRequest request, SweepDirectory? directory)
    {
        ArgumentNullException.ThrowIfNull(request);
        var loaded = SweepLoader.Load(request.Text, request.Path, name => ReadBase(BasePath(request.Path, name)) is not null);
        if (loaded.Definition is not { } definition)
            return Refuse(loaded.Findings);
        if (SweepPoints.Count(definition) > SweepPoints.PointsMax)
            return Refuse([.. loaded.Findings, TooMany(request, definition)]);

        var source = new SweepSource(
            request.Path, request.Text, definition.Base, ReadBase(BasePath(request.Path, definition.Base))!, request.Overrides, Switches(request.Environment), new Dictionary<string, string>(StringComparer.Ordinal));
        if (directory is not null && Unchanged(directory, source) is { } manifest)
            return new SweepPlan(manifest, loaded.Findings, null, ExitCodes.Done);

        var expansion = new SweepExpansion(definition, source, BasePath(request.Path, definition.Base));
        expansion.PrepareAll();
        List<Finding> findings = [.. loaded.Findings, .. expansion.Findings];
        return findings.Exists(finding => finding.Severity == Severity.Error)
            ? new SweepPlan(null, findings, null, expansion.ExitCode)
            : new SweepPlan(expansion.Manifest(Existing(directory)), findings, expansion.First, ExitCodes.Done);
    }

    /// <summary>What an editor shows of a sweep file: no point of it is prepared.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="path">Path of the file; the base configuration is looked for beside it.</param>
    public static IReadOnlyList<Finding> Review(string text, string path) =>
        SweepLoader.Review(text, path, name => ReadBase(BasePath(path, name)) is not null);

    private static SweepPlan Refuse(IReadOnlyList<Finding> findings) => new(null, findings, null, ExitCodes.Usage);

    private static string BasePath(string sweep, string name) => Path.Combine(Path.GetDirectoryName(sweep) ?? "", name);

    private static string? ReadBase(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: <= BaseBytesMax } ? File.ReadAllText(path) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static Finding TooMany(SweepRequest request, SweepDefinition definition) => new(
        request.Path, 1, 1, "LIMIT", Severity.Error,
        string.Create(CultureInfo.InvariantCulture, $"The sweep has {SweepPoints.Count(definition):0} points, and at most {SweepPoints.PointsMax} are possible."),
        "Shorten lists and ranges, or draw a random sample.");

    private static Dictionary<string, string> Switches(IReadOnlyDictionary<string, string> environment) =>
        EnvironmentSwitches.Variables.Where(environment.ContainsKey).ToDictionary(name => name, name => environment[name], StringComparer.Ordinal);

    // The plan in the directory holds when nothing that it was made from has changed; then nothing is expanded again.
    private static SweepManifest? Unchanged(SweepDirectory directory, SweepSource source)
    {
        if (!directory.HasManifest)
            return null;
        try
        {
            var manifest = directory.ReadManifest();
            var before = manifest.Source;
            var isSame = manifest.Fingerprint == PhysicsFingerprint.Value
                && before.Text == source.Text && before.BasePath == source.BasePath && before.BaseText == source.BaseText
                && before.Overrides.SequenceEqual(source.Overrides, StringComparer.Ordinal)
                && before.Environment.OrderBy(pair => pair.Key, StringComparer.Ordinal).SequenceEqual(source.Environment.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                && before.Inputs.All(input => SweepExpansion.HashOfInput(input.Key) == input.Value);
            return isSame ? manifest : null;
        }
        catch (InvalidDataException)
        {
            return null;                           // made by another version of the program: planned anew
        }
    }

    // Directory names by the id at their end: a run keeps its directory when its title changes.
    private static Dictionary<string, string> Existing(SweepDirectory? directory)
    {
        var existing = new Dictionary<string, string>(StringComparer.Ordinal);
        var runs = directory?.PathOf(SweepDirectory.RunsFolder);
        if (runs is null || !Directory.Exists(runs))
            return existing;
        foreach (var path in Directory.EnumerateDirectories(runs).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path);
            var mark = name.LastIndexOf(SweepExpansion.IdMark, StringComparison.Ordinal);
            if (mark >= 0)
                existing.TryAdd(name[(mark + SweepExpansion.IdMark.Length)..], name);
        }

        return existing;
    }
}
