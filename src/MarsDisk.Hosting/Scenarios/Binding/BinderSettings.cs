namespace MarsDisk.Hosting.Scenarios.Binding;

/// <summary>What a binder is told beside the scenario.</summary>
/// <param name="Root">Directory of the files that the scenario may name.</param>
/// <param name="SourceName">Name of the scenario as messages show it.</param>
public sealed record BinderSettings(ScenarioRoot Root, string SourceName)
{
    /// <summary>Whether <c>fault</c> lines are accepted.</summary>
    public bool AreFaultsAllowed { get; init; }

    /// <summary>What <c>run.json</c> says the run belongs to: the full path of the scenario, or what names it elsewhere.</summary>
    public string Origin { get; init; } = SourceName;

    /// <summary>
    /// Whether each run is planned: reads tables and finds what the configuration as a whole lacks. Without it only names,
    /// kinds, units and ranges are checked, and no run can be started.
    /// </summary>
    public bool PlansRuns { get; init; } = true;

    /// <summary>Environment variables that configurations hear.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
