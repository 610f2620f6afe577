namespace MarsDisk.Simulation.Plans;

/// <summary>What kind of input a finding of the planner is about.</summary>
public enum PlanFindingKind
{
    /// <summary>Settings that contradict each other or lack something.</summary>
    Configuration,

    /// <summary>A physical argument outside its domain.</summary>
    Physics,

    /// <summary>A table that is missing or malformed.</summary>
    Table,
}

/// <summary>Something the planner found in the inputs of a run.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="IsError">Whether the run cannot start.</param>
/// <param name="Code">Short code, for example <c>REF001</c>.</param>
/// <param name="Key">The setting it is about, in dotted form.</param>
/// <param name="Message">One sentence: what was found, what was expected, what follows.</param>
public sealed record PlanFinding(PlanFindingKind Kind, bool IsError, string Code, string Key, string Message);

/// <summary>A plan, or the findings that prevent it.</summary>
/// <param name="Plan">The plan; null if a finding is an error.</param>
/// <param name="Findings">Errors and warnings in the order in which they were found.</param>
public sealed record PlanResult(RunPlan? Plan, IReadOnlyList<PlanFinding> Findings);
