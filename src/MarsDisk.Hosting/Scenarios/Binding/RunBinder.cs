using MarsDisk.Scenario;
using MarsDisk.Simulation.Inputs;
using MarsDisk.Simulation.Inputs.Keys;
using MarsDisk.Simulation.Plans;

namespace MarsDisk.Hosting.Scenarios.Binding;

/// <summary>Opens runs: options, settings, plan, directory, and the inputs that stand for options and settings.</summary>
internal sealed class RunBinder(
    BinderSettings settings, Problems problems, ConfigurationBinder configuration, ActionBinder actions, ScenarioNames names)
{
    // A rule that acts once, at 0: an event at 0 would begin the time line before the other rules are there.
    private const double Once = 1e300;

    private readonly RunOptionBinder _options = new(problems, settings.Root);

    /// <summary>Binds the head of a run.</summary>
    /// <param name="ordinal">Its ordinal.</param>
    /// <param name="head">As written.</param>
    /// <param name="bound">The run; null after errors, or while runs are not planned.</param>
    /// <returns>What its lines are bound with, also after errors.</returns>
    public OpenRun Open(long ordinal, RunOpened head, out BoundRun? bound)
    {
        names.Take(head.RunId, head.Span);
        var open = Bind(ordinal, head, out bound);
        if (bound is { } run)
            names.TakeDirectory(run.Directory, head.RunId, head.Span);
        return open;
    }

    /// <summary>As <see cref="Open"/> for one run of a sweep, which may be bound more than once.</summary>
    public OpenRun Reopen(RunOpened head, out BoundRun? bound) => Bind(1, head, out bound);

    private OpenRun Bind(long ordinal, RunOpened head, out BoundRun? bound)
    {
        bound = null;
        var choices = _options.Bind(head.Options);
        var all = configuration.With(configuration.Bind(head.Overrides));
        if (problems.HasErrors || !settings.PlansRuns)
        {
            Inputs(ordinal, head, choices, all, null);
            return new OpenRun(head.RunId, null);
        }

        if (configuration.Plan(all, choices.Overrides, head.RunId, head.Span) is not { } prepared)
            return new OpenRun(head.RunId, null);

        var directory = choices.Output ?? settings.Root.Resolve(Path.Combine("out", FolderOf(head.RunId)))!;
        bound = new BoundRun(head.RunId, head.Span, prepared, directory)
        {
            StopsOnExpectFailure = choices.StopsOnExpectFailure,
            ContinuesAfterFailure = choices.ContinuesAfterFailure,
            MustResume = choices.MustResume,
            Initial = Inputs(ordinal, head, choices, all, prepared.Plan),
        };
        return new OpenRun(head.RunId, prepared.Plan);
    }

    /// <summary>Binds the head of a driver; null after a diagnostic.</summary>
    public DriverBinding? Driver(DriverOpened head, OpenRun run)
    {
        var columns = head.Shape.Columns;
        var keys = new List<LiveKey>();
        foreach (var column in columns.Skip(1))
        {
            if (actions.Key(column.Name, run.Plan, head.Span) is not { } key)
                continue;
            if (key.IsTruth)
                problems.Error("scn.key.type", head.Span, $"{key.Name} is true or false and cannot be driven.");
            else if (KeyUnit.Of(key.Unit).Convert(new Quantity(1, column.Unit)) is null)
                problems.Error("scn.unit.dimension", head.Span, $"{key.Name} takes {KeyUnit.Of(key.Unit).Quantity} (unit {key.Unit}), and the column has the unit {column.Unit.Text}.");
            else
                keys.Add(key);
        }

        return keys.Count == columns.Length - 1
            ? new DriverBinding([.. keys], [.. columns.Skip(1).Select(column => column.Unit)], columns[0].Unit, run.Plan?.Orbit.Period)
            : null;
    }

    private List<RunInput> Inputs(long ordinal, RunOpened head, RunChoices choices, IReadOnlyList<KeySetting> all, RunPlan? plan)
    {
        var inputs = new List<RunInput>();
        var origin = TimeBinder.OriginOf(head.Span);
        if (choices.CheckpointEvery is { } time && TimeBinder.Seconds(time, plan?.Orbit.Period) is { } period)
            inputs.Add(new RecurringInput(ordinal, origin, period, period, double.PositiveInfinity, new RunAction.Snapshot(null)));

        // Only the last setting of a key counts, and a number behind a table takes the table back.
        foreach (var setting in all.GroupBy(setting => setting.Key, StringComparer.Ordinal).Select(of => of.Last()).Where(of => of.Table is not null))
        {
            if (actions.Key(setting.Key, plan, setting.At) is { } key && actions.Curve(key, setting.Table!, setting.At) is { } curve)
                inputs.Add(new RecurringInput(ordinal, TimeBinder.OriginOf(setting.At), Once, 0, 0, new RunAction.SetKey(key, curve)));
        }

        // Each has an ordinal of its own: those of the units before the head belong to nobody in this run.
        return [.. inputs.Select((input, index) => input with { Ordinal = ordinal - (inputs.Count - 1 - index) })];
    }

    // A name may hold any character; a folder may not.
    private static string FolderOf(string name) =>
        string.Concat(name.Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' ? character : '_')).TrimStart('.') is { Length: > 0 } folder
            ? folder
            : "run";
}
