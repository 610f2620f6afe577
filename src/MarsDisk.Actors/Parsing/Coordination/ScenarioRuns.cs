using System.Globalization;

using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;
using MarsDisk.Actors.Parsing.Binding;
using MarsDisk.Journal.Events;
using MarsDisk.Scenario;

namespace MarsDisk.Actors.Parsing.Coordination;

/// <summary>
/// The runs of a scenario, in source order: who is under way, who is next, what each has become. Used by the coordinator
/// inside its turns.
/// </summary>
internal sealed class ScenarioRuns(CoordinatorSetup setup, IActorRef self)
{
    /// <summary>The directory of a run was looked at.</summary>
    public sealed record Opened(string Key, RunOpening Opening, Exception? Error) : INoSerializationVerificationNeeded;

    /// <summary>A run of a sweep was planned.</summary>
    public sealed record Swept(string Sweep, int Index, SweptRun Run) : INoSerializationVerificationNeeded;

    /// <summary>The tables of other runs were hashed for the expectations of one.</summary>
    public sealed record Compared(string Key, RunEnded Ended, IReadOnlyDictionary<string, string?> Hashes) : INoSerializationVerificationNeeded;

    private readonly List<RunGroup> _groups = [];
    private readonly Dictionary<string, RunLine> _lines = new(StringComparer.Ordinal);
    private readonly Dictionary<RunId, RunLine> _byId = [];
    private readonly Dictionary<string, RunSettled> _settled = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<VerdictReached>> _recalled = new(StringComparer.Ordinal);

    /// <summary>The first ordinal that some run has not made durable.</summary>
    public long FirstOpen => _lines.Values.Select(line => line.FirstOpen).DefaultIfEmpty(long.MaxValue).Min();

    /// <summary>Whether some queue is full.</summary>
    public bool IsFull => _lines.Values.Any(line => line.IsFull);

    /// <summary>A run that cannot go on here and now; nothing of it is lost.</summary>
    public (string Reason, int ExitCode)? Stuck { get; private set; }

    /// <summary>Why the scenario ends early: a run failed, and its scenario does not go on then.</summary>
    public string? FailedForGood { get; private set; }

    public void Recall(RunSettled settled) => _settled[settled.Run] = settled;

    public void Recall(VerdictReached verdict)
    {
        if (!_recalled.TryGetValue(verdict.Run, out var verdicts))
            _recalled[verdict.Run] = verdicts = [];
        // Who died between the verdicts and the end of their run has stored them twice.
        verdicts.RemoveAll(known => known.Ordinal == verdict.Ordinal);
        verdicts.Add(verdict);
    }

    /// <summary>Acts on a unit.</summary>
    public void Apply(BoundUnit unit)
    {
        switch (unit)
        {
            case BoundUnit.RunOpening opening:
                var group = new RunGroup(opening.Run.Name, null, 1, opening.Run.ContinuesAfterFailure);
                _groups.Add(group);
                var opened = Add(group, opening.Run.Name, opening.Run);
                foreach (var initial in opening.Run.Initial)
                    opened.Accept(initial);
                break;
            case BoundUnit.Sweep sweep:
                _groups.Add(new RunGroup(sweep.Name, sweep.Runs, sweep.Parallel, sweep.ContinuesAfterFailure));
                break;
            case BoundUnit.ForRun { Run: var name, Input: var wanted } when _lines.TryGetValue(name, out var line):
                if (line.Accept(wanted) is { } input)
                    line.Actor?.Tell(new InputArrived(line.Id!.Value, line.Session, input), self);
                break;
            case BoundUnit.Control control when _lines.TryGetValue(control.Run, out var line):
                Control(line, control);
                break;
        }
    }

    /// <summary>Whether a run or sweep has ended; without a name: everything so far.</summary>
    public bool HavePassed(string? name) =>
        (name is null ? _groups : _groups.Where(group => group.Name == name)).All(group => group.HasEnded);

    /// <summary>Looks for the next run and has it opened.</summary>
    public void StartNext(IWorkLine line)
    {
        if (Stuck is not null || FailedForGood is not null || _groups.FirstOrDefault(group => !group.HasEnded) is not { } group)
            return;
        while (group.TakeIndex() is { } index)
        {
            var (runs, name) = (group.Runs!, group.Name);
            _ = line.Run(() => new Swept(name, index, runs.Bind(index))).PipeTo(self, self, failure: error => new Status.Failure(error));
        }

        foreach (var next in group.Lines.Where(next => !next.IsStarted && next.Settled is null))
        {
            next.IsStarted = true;
            var (work, run, key, me) = (setup.Work, next.Run, next.Key, self);
            _ = line.Run(() => work.Open(run, me)).PipeTo(
                self, self, success: opening => new Opened(key, opening, null), failure: error => new Opened(key, new RunOpening(null, error.Message, ScenarioExit.Internal), error));
        }
    }

    /// <summary>A run of a sweep was planned: it takes its place, with everything that it gets.</summary>
    public void Add(Swept swept)
    {
        var group = _groups.First(known => known.Name == swept.Sweep);
        var key = string.Create(CultureInfo.InvariantCulture, $"{swept.Sweep}[{swept.Index}]");
        if (swept.Run.Run is not { } run)
        {
            FailedForGood = $"run {swept.Index} of sweep \"{swept.Sweep}\" cannot be planned.";
            return;
        }

        var line = Add(group, key, run);
        foreach (var input in run.Initial.Concat(swept.Run.Inputs))
            line.Accept(input);
    }

    /// <summary>Hands an opened run to the node; null when it cannot be opened.</summary>
    public RunBegan? Start(Opened opened, IActorRef node)
    {
        var line = _lines[opened.Key];
        if (opened.Opening.Setup is not { } runSetup)
        {
            Stuck = ($"run \"{line.Run.Name}\": {opened.Opening.Refusal}", opened.Opening.ExitCode);
            return null;
        }

        line.Id = runSetup.Run;
        line.Controls.AddRange(line.Early.Select(control => Message(runSetup.Run, control)));
        line.Early.Clear();
        _byId[runSetup.Run] = line;
        node.Tell(new StartRun(runSetup), self);
        return new RunBegan(runSetup.Run, line.Run.Name);
    }

    /// <summary>The pipeline of a run was put up and asks for its inputs.</summary>
    public void Send(SendInputs wanted, IActorRef actor)
    {
        if (!_byId.TryGetValue(wanted.Run, out var line))
            return;
        foreach (var input in line.Begin(wanted, actor))
            actor.Tell(new InputArrived(wanted.Run, wanted.Session, input), self);
        foreach (var control in line.Controls)
            actor.Tell(control, self);
        line.Controls.Clear();
    }

    public void Consume(InputsConsumed consumed)
    {
        if (_byId.TryGetValue(consumed.Run, out var line))
            line.Consume(consumed);
    }

    public void Commit(InputsCommitted committed)
    {
        if (_byId.TryGetValue(committed.Run, out var line))
            line.Commit(committed.NextOrdinal);
    }

    public void Judge(ExpectationSettled settled)
    {
        var (run, verdict) = settled;
        if (_byId.TryGetValue(run, out var line))
            line.Judge(verdict);
    }

    /// <summary>A run has ended: what is to be persisted, unless other runs have to be compared first.</summary>
    public IReadOnlyList<IScenarioEvent> End(RunEnded ended)
    {
        if (!_byId.TryGetValue(ended.Run, out var line) || line.Settled is not null)
            return [];
        if (ended.Outcome is RunOutcomeReport.CannotGoOn stuck)
        {
            Stuck = ($"run \"{line.Run.Name}\": {stuck.Reason}", stuck.ExitCode);
            return [];
        }

        var others = Verdicts.Others(line.Verdicts).Where(_lines.ContainsKey).ToDictionary(name => name, name => _lines[name].Run, StringComparer.Ordinal);
        if (others.Count == 0)
            return Events(line, ended, new Dictionary<string, string?>(StringComparer.Ordinal));
        var (work, key) = (setup.Work, line.Key);
        _ = setup.Lines.Run(() => new Compared(key, ended, others.ToDictionary(other => other.Key, other => work.SeriesHash(other.Value), StringComparer.Ordinal)))
            .PipeTo(self, self, failure: _ => new Compared(key, ended, new Dictionary<string, string?>(StringComparer.Ordinal)));
        return [];
    }

    public IReadOnlyList<IScenarioEvent> Compare(Compared compared) => Events(_lines[compared.Key], compared.Ended, compared.Hashes);

    /// <summary>A run's end is durable.</summary>
    public RunReport Settle(RunSettled settled)
    {
        var line = _lines[settled.Run];
        line.Settle(settled);
        _settled[settled.Run] = settled;
        var group = _groups.First(known => known.Lines.Contains(line));
        if (settled.ExitCode is not (ScenarioExit.Done or ScenarioExit.ExpectationFailed) && !group.ContinuesAfterFailure)
            FailedForGood = $"run \"{line.Run.Name}\" failed: {settled.Reason}";
        return ReportOf(group, line, settled);
    }

    /// <summary>What became of the runs that have ended.</summary>
    public IReadOnlyList<RunReport> Reports(string scenario) =>
        [.. _groups.SelectMany(group => group.Lines.Where(line => line.Settled is not null).Select(line => ReportOf(group, line, line.Settled!)))];

    public ScenarioStatus Status(string scenario, long nextOrdinal) => new(
        scenario, nextOrdinal,
        [.. _lines.Values.Where(line => line is { IsStarted: true, Settled: null }).Select(line => line.Run.Name)],
        [.. _lines.Values.Where(line => line is { IsStarted: false, Settled: null }).Select(line => line.Run.Name)],
        [.. _lines.Values.Where(line => line.Settled is not null).Select(line => line.Run.Name)]);

    private RunLine Add(RunGroup group, string key, IScenarioRun run)
    {
        var line = new RunLine(key, run);
        _lines[key] = line;
        group.Lines.Add(line);
        line.Recalled = _recalled.GetValueOrDefault(key) ?? [];
        if (_settled.TryGetValue(key, out var settled))
            line.Settle(settled);

        return line;
    }

    private void Control(RunLine line, BoundUnit.Control control)
    {
        if (line.Settled is not null || line.Id is not { } id)
        {
            if (line.Settled is null)
                line.Early.Add(control);
            return;
        }

        var message = Message(id, control);
        if (line.Actor is { } actor)
            actor.Tell(message, self);
        else
            line.Controls.Add(message);
    }

    private static object Message(RunId id, BoundUnit.Control control) => control.Kind switch
    {
        RunControlKind.Pause => new PauseRun(id),
        RunControlKind.Resume => new ContinueRun(id),
        RunControlKind.Stop => new StopRun(id, control.Text ?? "the scenario says so"),
        _ => new SnapshotRun(id, control.Text),
    };

    // Kept with the line as well, so that the report says the same whether this process or an earlier one saw the end.
    private static List<IScenarioEvent> Events(RunLine line, RunEnded ended, IReadOnlyDictionary<string, string?> hashes)
    {
        var verdicts = line.Verdicts.Select(result => Verdicts.Of(line.Key, result, hashes))
            .Concat(line.Recalled).DistinctBy(verdict => verdict.Ordinal).OrderBy(verdict => verdict.Ordinal).ToList();
        var events = new List<IScenarioEvent>(verdicts);
        line.Recalled = verdicts;
        var hasFailed = verdicts.Exists(verdict => !verdict.IsMet);
        events.Add(ended.Outcome switch
        {
            RunOutcomeReport.Failed failed => new RunSettled(line.Key, 0, failed.ExitCode, failed.Step, failed.Reason, 0),
            RunOutcomeReport.Completed completed => new RunSettled(
                line.Key, 0, hasFailed ? ScenarioExit.ExpectationFailed : ScenarioExit.Done, completed.Steps, "", 0),
            _ => throw new InvalidOperationException($"A run has ended with {ended.Outcome}."),
        });
        return events;
    }

    private RunReport ReportOf(RunGroup group, RunLine line, RunSettled settled) => new(
        setup.ScenarioId, line.Run.Name, line.Run.Span, line.Run.Directory, settled.ExitCode, settled.Reason, settled.Steps,
        [.. line.Recalled.Select(Verdicts.Report)], group.Runs is not null)
    { Key = line.Key };
}
