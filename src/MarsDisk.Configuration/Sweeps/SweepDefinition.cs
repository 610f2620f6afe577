namespace MarsDisk.Configuration.Sweeps;

/// <summary>What a sweep file asks for (experience.md §10.1): a base configuration and the keys that vary over it.</summary>
public sealed record SweepDefinition
{
    /// <summary>Name of the sweep; a file name of at most 64 letters.</summary>
    public required string Name { get; init; }

    /// <summary>Base configuration as written, relative to the sweep file.</summary>
    public required string Base { get; init; }

    /// <summary>Axes of the grid; the first one varies slowest.</summary>
    public required IReadOnlyList<SweepAxis> Axes { get; init; }

    /// <summary>Points beside the grid.</summary>
    public IReadOnlyList<SweepCase> ExtraCases { get; init; } = [];

    /// <summary>Points that are left out.</summary>
    public IReadOnlyList<PointFilter> Exclusions { get; init; } = [];

    /// <summary>Runs of each point, with different seeds; at least 1.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>Template of the readable part of directory names; null: made from the keys that vary.</summary>
    public string? Title { get; init; }

    /// <summary>Runs that compute at once, over all processes; null: as many as the processes have slots.</summary>
    public int? Parallel { get; init; }

    /// <summary>How often a run that failed for no reason of its own is taken up again by itself.</summary>
    public int Retries { get; init; }

    /// <summary>Members of <c>summary.json</c> that the collected table shows, dots for nested ones.</summary>
    public IReadOnlyList<string> Collect { get; init; } = [];

    /// <summary>Every varied key once, in the order of the axes; the order of columns.</summary>
    public IReadOnlyList<string> Keys =>
        [.. Axes.SelectMany(axis => axis.Keys).Concat(ExtraCases.SelectMany(extra => extra.Values.Keys)).Distinct(StringComparer.Ordinal)];
}

/// <summary>Where something stands in a sweep file.</summary>
/// <param name="File">File as the command named it.</param>
/// <param name="Line">Line from 1.</param>
/// <param name="Column">Column from 1.</param>
public sealed record SweepPlace(string File, int Line, int Column);

/// <summary>Keys that vary together: one key, the keys of a <c>zip</c>, or the sampled ranges.</summary>
/// <param name="Keys">The keys.</param>
/// <param name="Rows">The values, one for each key in every row.</param>
public sealed record SweepAxis(IReadOnlyList<string> Keys, IReadOnlyList<IReadOnlyList<SweepValue>> Rows);

/// <summary>A point beside the grid; keys that it does not name keep the value of the base.</summary>
/// <param name="Values">Values by key.</param>
public sealed record SweepCase(IReadOnlyDictionary<string, SweepValue> Values);

/// <summary>One value of a varied key.</summary>
/// <param name="Text">As an override writes it: quotes around what must stay text, brackets around lists.</param>
/// <param name="Place">Where it was written.</param>
public sealed record SweepValue(string Text, SweepPlace Place)
{
    /// <summary>The value without the quotes of text.</summary>
    public string Word => Text is ['\'', .., '\''] or ['"', .., '"'] && Text.Length >= 2 ? Text[1..^1] : Text;

    /// <summary>The override that gives a key this value; findings about it name the line of the sweep file.</summary>
    /// <param name="key">The key.</param>
    public OverrideText For(string key) => new($"{key}={Text}", Place.File, Place.Line);
}

/// <summary>What came of loading a sweep file.</summary>
/// <param name="Definition">The sweep; null when a finding is an error.</param>
/// <param name="Findings">Everything there is to say, in the order of the file.</param>
public sealed record SweepLoad(SweepDefinition? Definition, IReadOnlyList<Finding> Findings);
