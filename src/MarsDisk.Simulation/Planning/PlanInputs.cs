using MarsDisk.Physics;
using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.Tables;

namespace MarsDisk.Simulation.Planning;

/// <summary>What the parts of the planner share: the configuration, the table files, and the findings so far.</summary>
internal sealed class PlanInputs(RunParameters parameters, TableFiles tables)
{
    public RunParameters Parameters { get; } = parameters;

    public TableFiles Tables { get; } = tables;

    public List<PlanFinding> Findings { get; } = [];

    public void Warn(PlanFindingKind kind, string code, string key, string message) =>
        Findings.Add(new PlanFinding(kind, IsError: false, code, key, message));

    /// <summary>Reads a table that has to exist.</summary>
    public NumericTable Read(string key, string path)
    {
        try
        {
            return Tables.Read(path);
        }
        catch (TableException error)
        {
            throw PlanException.Table(key, error.Message);
        }
    }

    /// <summary>Evaluates something that a setting may make impossible, and names the setting when it does.</summary>
    public static T Guard<T>(string key, Func<T> evaluate)
    {
        try
        {
            return evaluate();
        }
        catch (PhysicsException error)
        {
            throw PlanException.Physics(key, error.Message);
        }
        catch (ArgumentException error)
        {
            throw PlanException.Physics(key, error.Message);
        }
        catch (TableException error)
        {
            throw PlanException.Table(key, error.Message);
        }
    }
}
