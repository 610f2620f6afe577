using MarsDisk.Parsing;
using MarsDisk.Scenario;
using MarsDisk.Simulation.Inputs;
using MarsDisk.Simulation.Inputs.Keys;
using MarsDisk.Simulation.Plans;

namespace MarsDisk.Hosting.Scenarios.Binding;

/// <summary>Turns what happens at a time into actions of a run.</summary>
internal sealed class ActionBinder(Problems problems, ValueBinder values, BoundTables tables, FaultBinder faults)
{
    private static readonly KeyUnit Second = KeyUnit.Of("s");
    private static readonly KeyUnit Kelvin = KeyUnit.Of("K");

    /// <summary>The action; null after a diagnostic.</summary>
    /// <param name="action">As written.</param>
    /// <param name="plan">The run; null while it is not planned.</param>
    /// <param name="at">Where it stands.</param>
    public RunAction? Bind(ScenarioAction action, RunPlan? plan, in SourceSpan at) => action switch
    {
        ScenarioAction.SetKey set => Set(set, plan, at),
        ScenarioAction.Ramp ramp => Ramp(ramp, plan, at),
        ScenarioAction.Snapshot snapshot => new RunAction.Snapshot(snapshot.Label),
        ScenarioAction.Flush => new RunAction.Flush(),
        ScenarioAction.Fault fault => faults.Bind(fault, at),
        ScenarioAction.Pause { WallTime: { } time } => values.Convert("pause for", time, Second, at) is { } seconds ? new RunAction.Pause(seconds) : null,
        ScenarioAction.Pause => new RunAction.Pause(null),
        ScenarioAction.Resume => new RunAction.Resume(),
        ScenarioAction.Stop stop => new RunAction.Stop(stop.Reason),
        ScenarioAction.Log log => new RunAction.Log(log.Text),
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "This action is not known."),
    };

    /// <summary>A key that may change while a run goes on; null after a diagnostic.</summary>
    public LiveKey? Key(string name, RunPlan? plan, in SourceSpan at)
    {
        if (LiveKeys.Find(name) is not { } key)
        {
            if (values.Key(name, at) is not null)
                problems.Error("scn.key.type", at, LiveKeys.FixedAtStart(name));
            return null;
        }

        if (plan is null || LiveKeys.Refusal(key, plan) is not { } refusal)
            return key;
        problems.Error("scn.key.type", at, refusal);
        return null;
    }

    /// <summary>The table that a key follows; null after a diagnostic.</summary>
    public LiveValue? Curve(LiveKey key, string table, in SourceSpan at)
    {
        if (key.AcceptsCurve)
            return tables.Curve(table, Kelvin, KeyUnit.Of(key.Unit), at) is { } curve ? new LiveValue.OfTemperature(curve) : null;
        problems.Error("scn.key.type", at, $"{key.Name} takes no table.", $"Keys with tables are {string.Join(", ", LiveKeys.All.Where(known => known.AcceptsCurve).Select(known => known.Name))}.");
        return null;
    }

    private RunAction.SetKey? Set(ScenarioAction.SetKey set, RunPlan? plan, in SourceSpan at)
    {
        if (Key(set.Key, plan, at) is not { } key)
            return null;
        return Value(key, set.Value, at) is { } value ? new RunAction.SetKey(key, value) : null;
    }

    private LiveValue? Value(LiveKey key, ScenarioValue value, in SourceSpan at)
    {
        switch (value)
        {
            case ScenarioValue.TableRef table:
                return Curve(key, table.Name, at);
            case ScenarioValue.Truth truth when key.IsTruth:
                return new LiveValue.Number(truth.B ? 1 : 0);
            case ScenarioValue.Number { Q: var quantity } when !key.IsTruth:
                return Number(key, quantity, at) is { } number ? new LiveValue.Number(number) : null;
            default:
                problems.Error("scn.key.type", at, $"{key.Name} takes {(key.IsTruth ? "true or false" : "a number")} here.");
                return null;
        }
    }

    private RunAction.RampKey? Ramp(ScenarioAction.Ramp ramp, RunPlan? plan, in SourceSpan at)
    {
        if (Key(ramp.Key, plan, at) is not { } key)
            return null;
        if (key.IsTruth || ramp.To is not ScenarioValue.Number { Q: var quantity })
        {
            problems.Error("scn.key.type", at, $"{key.Name} cannot be ramped {(key.IsTruth ? "" : "to this value")}.", "A ramp goes to a number.");
            return null;
        }

        if (Number(key, quantity, at) is not { } to || TimeBinder.Seconds(ramp.Over, plan?.Orbit.Period) is not { } over)
            return null;
        if (over > 0)
            return new RunAction.RampKey(key, to, over);
        problems.Error("scn.key.range", at, "A ramp lasts longer than 0.");
        return null;
    }

    private double? Number(LiveKey key, in Quantity quantity, in SourceSpan at)
    {
        if (values.Convert(key.Name, quantity, KeyUnit.Of(key.Unit), at) is not { } number)
            return null;
        if (key.Accepts(number))
            return number;
        problems.Error("scn.key.range", at, FormattableString.Invariant($"{key.Name} must lie between {key.Minimum} and {key.Maximum} {key.Unit}, and is {number}."));
        return null;
    }
}
