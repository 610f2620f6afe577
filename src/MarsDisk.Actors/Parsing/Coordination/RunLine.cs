using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Parsing.Binding;
using MarsDisk.Journal.Events;
using MarsDisk.Simulation.Inputs;

namespace MarsDisk.Actors.Parsing.Coordination;

/// <summary>
/// One run of a scenario as its coordinator sees it: what it has been sent, what it has used, what it has committed. Inputs
/// stay here until they are committed, because a pipeline that is put up again asks for them again.
/// </summary>
internal sealed class RunLine(string key, IScenarioRun run)
{
    private readonly Queue<RunInput> _inputs = new();
    private readonly Queue<RunInput> _unused = new();
    private readonly QueueMarks _marks = new();
    private readonly SortedDictionary<long, ClaimResult> _verdicts = [];
    private long _accepted;
    private long _committed;
    private int _events;
    private int _batches;
    private bool _needsRow;

    /// <summary>Key in the journal: the name, or the place in a sweep.</summary>
    public string Key => key;

    /// <summary>The run.</summary>
    public IScenarioRun Run => run;

    /// <summary>Its id, once it was started.</summary>
    public RunId? Id { get; set; }

    /// <summary>Its actor, once it has asked for inputs.</summary>
    public IActorRef? Actor { get; private set; }

    /// <summary>The session that its pipeline counts; 0 before it has asked.</summary>
    public int Session { get; private set; }

    /// <summary>Whether it was handed to the node.</summary>
    public bool IsStarted { get; set; }

    /// <summary>How it ended; null while it has not.</summary>
    public RunSettled? Settled { get; private set; }

    /// <summary>What was said about it before it had an actor.</summary>
    public List<object> Controls { get; } = [];

    /// <summary>What was said about it before it was started.</summary>
    public List<BoundUnit.Control> Early { get; } = [];

    /// <summary>Verdicts that the journal has of it, or that an earlier time left; newer ones count.</summary>
    public IReadOnlyList<VerdictReached> Recalled { get; set; } = [];

    /// <summary>Expectations with a verdict, in source order.</summary>
    public IReadOnlyCollection<ClaimResult> Verdicts => _verdicts.Values;

    /// <summary>The first ordinal that is not durable; nothing: the largest.</summary>
    public long FirstOpen => Settled is not null || !_inputs.TryPeek(out var first) ? long.MaxValue : Math.Max(first.Ordinal, _committed);

    /// <summary>Whether no more should come.</summary>
    public bool IsFull => Settled is null && _marks.IsFull(_events, _batches, _needsRow);

    /// <summary>Inputs that are held here.</summary>
    public int Held => _inputs.Count;

    /// <summary>Takes an input; null when it came before, the rest when a part of its rows did.</summary>
    public RunInput? Accept(RunInput input)
    {
        if (Settled is not null || input.NextOrdinal <= _accepted)
            return null;
        if (input is DriverRowsInput rows && rows.Ordinal < _accepted)
            input = Behind(rows, (int)(_accepted - rows.Ordinal));
        _accepted = input.NextOrdinal;
        _inputs.Enqueue(input);
        AddUnused(input);
        return input;
    }

    /// <summary>A pipeline was put up: all inputs from an ordinal on, again.</summary>
    public IReadOnlyCollection<RunInput> Begin(SendInputs wanted, IActorRef actor)
    {
        Actor = actor;
        Session = wanted.Session;
        Commit(wanted.FromOrdinal);
        _accepted = Math.Max(_accepted, wanted.FromOrdinal);
        _needsRow = false;
        ClearUnused();
        foreach (var input in _inputs)
            AddUnused(input);
        return _inputs;
    }

    /// <summary>Inputs below an ordinal take no place any more.</summary>
    public void Consume(InputsConsumed consumed)
    {
        if (consumed.Session != Session)
            return;
        DropUnused(consumed.NextOrdinal);
        _needsRow = consumed.NeedsRow;
    }

    /// <summary>Inputs below an ordinal are durable.</summary>
    public void Commit(long nextOrdinal)
    {
        _committed = Math.Max(_committed, nextOrdinal);
        while (_inputs.TryPeek(out var first) && first.NextOrdinal <= _committed)
            _inputs.Dequeue();
        DropUnused(_committed);
    }

    /// <summary>Notes a verdict; a later one of the same expectation counts.</summary>
    public void Judge(ClaimResult result) => _verdicts[result.Ordinal] = result;

    /// <summary>It has ended and needs nothing more.</summary>
    public void Settle(RunSettled settled)
    {
        Settled = settled;
        _inputs.Clear();
        ClearUnused();
        Actor = null;
    }

    private void AddUnused(RunInput input)
    {
        _unused.Enqueue(input);
        Count(input, 1);
    }

    private void DropUnused(long nextOrdinal)
    {
        while (_unused.TryPeek(out var first) && first.NextOrdinal <= nextOrdinal)
            Count(_unused.Dequeue(), -1);
    }

    private void ClearUnused()
    {
        _unused.Clear();
        _events = _batches = 0;
    }

    private void Count(RunInput input, int sign)
    {
        if (input is DriverRowsInput)
            _batches += sign;
        else
            _events += sign;
    }

    private static DriverRowsInput Behind(DriverRowsInput rows, int skipped) => rows with
    {
        Ordinal = rows.Ordinal + skipped,
        Times = rows.Times[skipped..],
        Columns = [.. rows.Columns.Select(column => column[skipped..])],
    };
}
