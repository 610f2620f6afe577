using MarsDisk.Actors.Parsing.Binding;
using MarsDisk.Configuration;
using MarsDisk.Parsing;
using MarsDisk.Scenario;
using MarsDisk.Simulation.Inputs;

namespace MarsDisk.Hosting.Scenarios.Binding;

/// <summary>
/// Gives the statements of a scenario their meaning: keys, units, tables, runs. Takes the units in the order of the source
/// and never throws for any of them. Reads base configurations and tables where runs are planned; writes nothing.
/// </summary>
public sealed class ScenarioBinder
{
    private readonly Problems _problems = new();
    private readonly BoundTables _tables;
    private readonly ConfigurationBinder _configuration;
    private readonly ActionBinder _actions;
    private readonly ClaimBinder _claims;
    private readonly RunBinder _runs;
    private readonly SweepBinder _sweeps;
    private readonly ScenarioNames _names;
    private readonly OpenPauses _pauses = new();
    private readonly Dictionary<string, OpenRun> _open = new(StringComparer.Ordinal);

    /// <summary>Starts before the first unit.</summary>
    /// <param name="settings">Root, name and what is allowed.</param>
    public ScenarioBinder(BinderSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var values = new ValueBinder(_problems, settings.Root);
        _names = new ScenarioNames(_problems);
        _tables = new BoundTables(_problems);
        _configuration = new ConfigurationBinder(settings, _problems, values);
        _actions = new ActionBinder(_problems, values, _tables, new FaultBinder(_problems, settings.AreFaultsAllowed));
        _claims = new ClaimBinder(_problems, values, _names.IsRun);
        _runs = new RunBinder(settings, _problems, _configuration, _actions, _names);
        _sweeps = new SweepBinder(_problems, _runs, _names, BindLine);
    }

    /// <summary>What faults can be injected into.</summary>
    public static IReadOnlyList<string> Stages => FaultBinder.Stages;

    /// <summary>Names of the tables so far.</summary>
    public IReadOnlyCollection<string> Tables => _tables.Names;

    /// <summary>Names of the runs and sweeps so far.</summary>
    public IReadOnlyCollection<string> Runs => _names.All;

    /// <summary>
    /// What an editor is told of statements beside the findings of the parser. Runs are not planned while somebody types, and
    /// faults may be written: whoever starts the scenario decides.
    /// </summary>
    /// <param name="file">Path of the scenario.</param>
    /// <param name="units">Its statements in their order.</param>
    public static IEnumerable<Diagnostic> Review(string file, IEnumerable<Committed<ScenarioStatement>> units)
    {
        var binder = new ScenarioBinder(new BinderSettings(ScenarioRoot.Of(file), file) { AreFaultsAllowed = true, PlansRuns = false });
        foreach (var found in units.SelectMany(unit => binder.Bind(unit.FirstOrdinal, unit.Item).Diagnostics))
            yield return found;
        foreach (var found in binder.Finish())
            yield return found;
    }

    /// <summary>Binds one statement.</summary>
    /// <param name="ordinal">Its ordinal.</param>
    /// <param name="statement">The statement.</param>
    public BindResult Bind(long ordinal, ScenarioStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        var unit = Meaning(ordinal, statement);
        var isRefused = _problems.HasErrors;
        return new BindResult(isRefused ? null : unit, _problems.Take());
    }

    /// <summary>Binds rows of a table or of a driver. The batch stays the caller's.</summary>
    /// <param name="rows">The rows.</param>
    public BindResult Bind(RowBatch rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        BoundUnit? unit = new BoundUnit.Absorbed();
        if (_tables.IsOpen(rows.Owner))
            _tables.Add(rows);
        else
            unit = _open.GetValueOrDefault(rows.Owner)?.Driver?.Bind(rows, _problems) is { } bound ? new BoundUnit.ForRun(rows.Owner, bound) : null;
        return new BindResult(unit, _problems.Take());
    }

    /// <summary>The source has ended, with or without <c>end</c>: what is still wrong then.</summary>
    public IReadOnlyList<Diagnostic> Finish()
    {
        _pauses.End(_problems);
        return _problems.Take();
    }

    private BoundUnit? Meaning(long ordinal, ScenarioStatement statement)
    {
        switch (statement)
        {
            case ConfigBaseRequested from: _configuration.TakeBase(from); break;
            case ConfigPatched patched: _configuration.Patch(patched.Assignments); break;
            case TableOpened head: _tables.Open(head); break;
            case TableClosed tail: _tables.Close(tail); break;
            case RunOpened head:
                _open[head.RunId] = _runs.Open(ordinal, head, out var run);
                return run is null ? null : new BoundUnit.RunOpening(run);
            case RunClosed tail: return new BoundUnit.ForRun(tail.RunId, new RunClosedInput(ordinal, TimeBinder.OriginOf(tail.Span)));
            case SweepRequested sweep: return _sweeps.Bind(sweep);
            case RunControl control:
                _pauses.Note(control);
                return _names.Expect(control.RunId, control.Span) ? new BoundUnit.Control(control.Kind, control.RunId, control.Text) : null;
            case BarrierRequested barrier: return barrier.Id is null || _names.Expect(barrier.Id, barrier.Span) ? new BoundUnit.Barrier(barrier.Id) : null;
            case ScenarioEnded:
                _pauses.End(_problems);
                return new BoundUnit.End();
            case ScenarioOpened: break;
            default: return ForRun(ordinal, statement);
        }

        return new BoundUnit.Absorbed();
    }

    private BoundUnit.ForRun? ForRun(long ordinal, ScenarioStatement statement) =>
        RunOf(statement) is { } name && _open.TryGetValue(name, out var run) && BindLine(ordinal, statement, run) is { } input
            ? new BoundUnit.ForRun(name, input)
            : null;

    // By name and not by place: after a restart lines of an earlier run may come again.
    private static string? RunOf(ScenarioStatement statement) => statement switch
    {
        EventScheduled at => at.RunId,
        RecurringScheduled every => every.RunId,
        ExpectationDeclared expect => expect.RunId,
        DriverOpened head => head.RunId,
        DriverClosed tail => tail.RunId,
        _ => null,
    };

    // One line of a run: also one of the template of a sweep.
    private RunInput? BindLine(long ordinal, ScenarioStatement statement, OpenRun run)
    {
        var orbit = run.Plan?.Orbit.Period;
        var origin = TimeBinder.OriginOf(statement.Span);
        switch (statement)
        {
            case EventScheduled scheduled:
                return Scheduled(ordinal, scheduled, run, origin);
            case RecurringScheduled recurring:
                var period = TimeBinder.Seconds(recurring.Every, orbit);
                var from = recurring.From is { } first ? TimeBinder.Seconds(first, orbit) : period;
                var until = recurring.Until is { } last ? TimeBinder.Seconds(last, orbit) : double.PositiveInfinity;
                if (period <= 0)
                    _problems.Error("scn.key.range", statement.Span, "every takes a time above 0.");
                return _actions.Bind(recurring.Action, run.Plan, statement.Span) is { } again && period is { } every && from is { } begin && until is { } end
                    ? new RecurringInput(ordinal, origin, every, begin, end, again)
                    : null;
            case ExpectationDeclared expectation:
                return _claims.Bind(expectation, orbit) is { } claim ? new ExpectationInput(ordinal, origin, claim) : null;
            case DriverOpened driver:
                run.Driver = _runs.Driver(driver, run);
                return run.Driver is { } shape ? new DriverOpenedInput(ordinal, origin, shape.Shape(driver.Shape)) : null;
            case DriverClosed:
                return new DriverClosedInput(ordinal, origin);
            default:
                return null;
        }
    }

    private RunInput? Scheduled(long ordinal, EventScheduled scheduled, OpenRun run, InputOrigin origin)
    {
        if (_actions.Bind(scheduled.Action, run.Plan, scheduled.Span) is not { } action)
            return null;
        _pauses.Note(run.Name, scheduled.Action, scheduled.Span);
        if (scheduled.At.IsEnd)
            return new EndInput(ordinal, origin, action);
        if (TimeBinder.Seconds(scheduled.At.Time, run.Plan?.Orbit.Period) is not { } seconds)
            return null;
        if (run.Plan is { } plan && seconds > plan.Time.End)
            _problems.Warning("scn.event.after_until", scheduled.Span, FormattableString.Invariant($"Run \"{run.Name}\" ends at {plan.Time.End:R} s; this is at {seconds:R} s and never happens."));
        return new TimedInput(ordinal, origin, seconds, action);
    }
}

/// <summary>The names of runs and sweeps so far.</summary>
internal sealed class ScenarioNames(Problems problems)
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _directories = new(StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<string> All => _names;

    /// <summary>Whether there is such a run or sweep.</summary>
    public bool IsRun(string name) => _names.Contains(name);

    /// <summary>Takes a new name; says when it is taken.</summary>
    public bool Take(string name, in SourceSpan at)
    {
        if (_names.Add(name))
            return true;
        problems.Error("scn.run.duplicate", at, $"A run or sweep \"{name}\" was opened before.", "Give it another name.");
        return false;
    }

    /// <summary>Takes a directory for a run; says when another run of the scenario has it.</summary>
    public bool TakeDirectory(string directory, string run, in SourceSpan at)
    {
        if (_directories.TryAdd(directory, run))
            return true;
        problems.Error("scn.run.duplicate", at, $"Run \"{run}\" would write to {directory}, where run \"{_directories[directory]}\" writes.", "Give it another output.");
        return false;
    }

    /// <summary>Says when there is no run or sweep of a name.</summary>
    public bool Expect(string name, in SourceSpan at)
    {
        if (_names.Contains(name))
            return true;
        var nearest = KeyCatalogue.NearestOf(name, _names);
        problems.Error("scn.run.unknown", at, $"There is no run \"{name}\" above this line.", nearest is null ? null : $"Did you mean \"{nearest}\"?");
        return false;
    }
}
