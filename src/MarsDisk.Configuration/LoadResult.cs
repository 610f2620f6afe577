using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration;

/// <summary>What came of loading a configuration.</summary>
/// <param name="Parameters">The run; null when a finding is an error.</param>
/// <param name="Findings">Everything there is to say, in the order of the file, then overrides.</param>
/// <param name="Resolved">Every key with value and origin; null when the parameters are.</param>
public sealed record LoadResult(
    RunParameters? Parameters, IReadOnlyList<Finding> Findings, ResolvedConfiguration? Resolved)
{
    /// <summary>Whether the configuration can be run.</summary>
    public bool IsValid => Parameters is not null;
}
