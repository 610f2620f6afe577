using MarsDisk.Simulation.Plans;

namespace MarsDisk.Simulation.Planning;

/// <summary>Ends planning at an error; caught once, by the planner, and turned into a finding.</summary>
internal sealed class PlanException(PlanFinding finding) : Exception(finding.Message)
{
    public PlanFinding Finding { get; } = finding;

    public static PlanException Configuration(string key, string message) =>
        new(new PlanFinding(PlanFindingKind.Configuration, IsError: true, "RULE001", key, message));

    public static PlanException Physics(string key, string message) =>
        new(new PlanFinding(PlanFindingKind.Physics, IsError: true, "RANGE001", key, message));

    public static PlanException Table(string key, string message) =>
        new(new PlanFinding(PlanFindingKind.Table, IsError: true, "REF002", key, message));
}
