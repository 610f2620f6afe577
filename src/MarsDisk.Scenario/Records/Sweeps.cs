using System.Collections.Immutable;

namespace MarsDisk.Scenario;

/// <summary>One varied key of a sweep.</summary>
/// <param name="Key">Path of the key.</param>
public abstract record SweepAxis(string Key)
{
    /// <summary>Values one by one.</summary>
    public sealed record Listed(string Key, ImmutableArray<ScenarioValue> Values) : SweepAxis(Key);

    /// <summary>So many values from one end to the other, evenly or by a constant factor.</summary>
    public sealed record Ranged(string Key, ScenarioValue From, ScenarioValue To, int Count, bool Log) : SweepAxis(Key);
}

/// <summary>The run that a sweep repeats.</summary>
/// <param name="NameTemplate">Name with <c>{key}</c> places.</param>
/// <param name="Options">Its options.</param>
/// <param name="Overrides">Its changed keys.</param>
/// <param name="Body">Its rules and events.</param>
public sealed record SweepTemplate(
    string NameTemplate, ImmutableArray<Assignment> Options, ImmutableArray<Assignment> Overrides, ImmutableArray<ScenarioStatement> Body);
