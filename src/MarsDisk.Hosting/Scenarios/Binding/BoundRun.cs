using MarsDisk.Actors.Parsing.Binding;
using MarsDisk.Hosting.Running;
using MarsDisk.Parsing;
using MarsDisk.Simulation.Inputs;
using MarsDisk.Simulation.Plans;

namespace MarsDisk.Hosting.Scenarios.Binding;

/// <summary>A run of a scenario, planned; its directory has not been touched.</summary>
/// <param name="Name">Its name in the scenario.</param>
/// <param name="Span">Where it was opened.</param>
/// <param name="Prepared">What is computed.</param>
/// <param name="Directory">Full path of its run directory.</param>
public sealed record BoundRun(string Name, SourceSpan Span, PreparedRun Prepared, string Directory) : IScenarioRun
{
    /// <inheritdoc/>
    public bool StopsOnExpectFailure { get; init; }

    /// <inheritdoc/>
    public bool ContinuesAfterFailure { get; init; }

    /// <summary>The directory has to hold an unfinished run of this plan already.</summary>
    public bool MustResume { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<RunInput> Initial { get; init; } = [];
}

/// <summary>The run whose block is being read, as far as its lines need it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Plan">Its plan; null while only keys and units are checked, or when it could not be planned.</param>
internal sealed record OpenRun(string Name, RunPlan? Plan)
{
    /// <summary>Columns of its driver while rows may come.</summary>
    public DriverBinding? Driver { get; set; }
}
