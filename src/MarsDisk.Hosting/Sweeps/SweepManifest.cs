using System.Text.Json.Nodes;

using MarsDisk.Journal.Events;

namespace MarsDisk.Hosting.Sweeps;

/// <summary>
/// What <c>sweep.json</c> says (experience.md §4.5): the definition, and its expansion into runs in a fixed order. Made
/// once by whoever begins the sweep; every worker reads it and needs nothing else.
/// </summary>
public sealed record SweepManifest
{
    /// <summary>Name of the sweep.</summary>
    public required string Sweep { get; init; }

    /// <summary>Hash of the ordered runs, their plans and parameters.</summary>
    public required ContentHash Hash { get; init; }

    /// <summary>What the expansion was made from.</summary>
    public required SweepSource Source { get; init; }

    /// <summary>Physics of the program that made it; another one would give the runs other ids.</summary>
    public required ContentHash Fingerprint { get; init; }

    /// <summary>Runs that compute at once over all processes; null: no limit but slots.</summary>
    public int? Parallel { get; init; }

    /// <summary>How often a run that failed for no reason of its own is taken up again by itself.</summary>
    public int Retries { get; init; }

    /// <summary>Members of <c>summary.json</c> in the collected table.</summary>
    public required IReadOnlyList<string> Collect { get; init; }

    /// <summary>Keys that vary, in the order of columns.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>The runs in their order.</summary>
    public required IReadOnlyList<PlannedRun> Runs { get; init; }

    /// <summary>Points of the sweep; more than runs when points have equal plans.</summary>
    public int Points => Runs.Sum(run => run.Points.Count);
}

/// <summary>What an expansion was made from; equal sources give equal expansions.</summary>
/// <param name="Path">Sweep file as the command named it.</param>
/// <param name="Text">Its content.</param>
/// <param name="BasePath">Base configuration as the sweep file names it.</param>
/// <param name="BaseText">Its content.</param>
/// <param name="Overrides">Overrides of the command line, for all runs.</param>
/// <param name="Environment">Variables that change a plan, with their values.</param>
/// <param name="Inputs">Tables that the runs read: path and hash.</param>
public sealed record SweepSource(
    string Path, string Text, string BasePath, string BaseText, IReadOnlyList<string> Overrides,
    IReadOnlyDictionary<string, string> Environment, IReadOnlyDictionary<string, string> Inputs);

/// <summary>One run of a sweep.</summary>
/// <param name="Points">Indices of the points that it stands for; the first one is its place in the order.</param>
/// <param name="Run">Id: a hash of its content.</param>
/// <param name="PlanHash">The whole hash.</param>
/// <param name="Directory">Run directory relative to that of the sweep.</param>
/// <param name="Title">Readable part of the directory's name.</param>
/// <param name="Seed">The rng seed that is used.</param>
/// <param name="Steps">Planned steps.</param>
/// <param name="BufferBytes">Memory of its buffers.</param>
/// <param name="Overrides">What makes it of the base, <c>KEY=VALUE</c>.</param>
/// <param name="Parameters">Resolved values of the keys that vary, in their order.</param>
public sealed record PlannedRun(
    IReadOnlyList<int> Points, RunId Run, ContentHash PlanHash, string Directory, string Title, long Seed, long Steps,
    long BufferBytes, IReadOnlyList<string> Overrides, IReadOnlyList<JsonNode?> Parameters)
{
    /// <summary>Place in the order of the sweep.</summary>
    public int Index => Points[0];
}
