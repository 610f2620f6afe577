namespace MarsDisk.Simulation.Inputs.Acting;

/// <summary>
/// What has arrived and was not consumed: rows of the driver in one line, everything else in another. Both are in the order of
/// the ordinals, and what stands on the time line is also in the order of time.
/// </summary>
internal sealed class PendingInputs
{
    private readonly Queue<RunInput> _inputs = new();
    private readonly Queue<DriverRowsInput> _blocks = new();
    private readonly Queue<long> _timed = new();
    private int _row;

    /// <summary>An input with a smaller ordinal is a repetition.</summary>
    public long Expected { get; set; }

    /// <summary>No input of the time line before this time will come, s.</summary>
    public double Horizon { get; private set; }

    /// <summary>Time of the last row that arrived, s.</summary>
    public double LastRow { get; private set; } = double.NegativeInfinity;

    /// <summary>Whether the end of the driver has arrived.</summary>
    public bool IsDriverClosed { get; private set; }

    /// <summary>Whether the end of all inputs has arrived.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Takes an input; what was taken before is dropped.</summary>
    public void Add(RunInput input)
    {
        if (input.NextOrdinal <= Expected)
            return;
        if (input is DriverRowsInput rows)
            AddRows(rows);
        else
            Enqueue(input);
        Expected = input.NextOrdinal;
        IsDriverClosed |= input is DriverClosedInput;
        IsClosed |= input is RunClosedInput;
        if (input.Horizon is { } horizon)
            MoveHorizon(horizon);
    }

    /// <summary>Nothing of the time line comes before this time (s).</summary>
    public void MoveHorizon(double time) => Horizon = Math.Max(Horizon, time);

    /// <summary>The first input that is no row; null if there is none, or if it has no time and rows stand before it.</summary>
    public RunInput? Head => _inputs.TryPeek(out var head) && (head is TimedInput || !IsRowNext) ? head : null;

    /// <summary>Whether a row stands before every other input.</summary>
    public bool IsRowNext => _blocks.Count > 0 && (!_inputs.TryPeek(out var head) || RowOrdinal < head.Ordinal);

    /// <summary>Removes <see cref="Head"/>.</summary>
    public void Take()
    {
        if (_inputs.Dequeue() is TimedInput)
            _timed.Dequeue();
    }

    /// <summary>Time of the first row, s; null without one.</summary>
    public double? NextRow => _blocks.TryPeek(out var block) ? block.Times[_row] : null;

    /// <summary>Ordinal of the first row.</summary>
    public long RowOrdinal => _blocks.Peek().Ordinal + _row;

    /// <summary>Value of the first row in a column.</summary>
    public double RowValue(int column) => _blocks.Peek().Columns[column][_row];

    /// <summary>Removes the first row.</summary>
    public void TakeRow()
    {
        if (++_row < _blocks.Peek().Count)
            return;
        _blocks.Dequeue();
        _row = 0;
    }

    /// <summary>Everything below it takes no place in a bounded queue. What has no time does not count: it waits for the end.</summary>
    public long ConsumedBelow
    {
        get
        {
            var below = _timed.TryPeek(out var timed) ? timed : Expected;
            return _blocks.Count > 0 ? Math.Min(below, RowOrdinal) : below;
        }
    }

    private void Enqueue(RunInput input)
    {
        _inputs.Enqueue(input);
        if (input is TimedInput)
            _timed.Enqueue(input.Ordinal);
    }

    // Of a block that was taken in part, before a crash, only the rest is new.
    private void AddRows(DriverRowsInput rows)
    {
        LastRow = rows.Times[^1];
        var known = (int)Math.Max(Expected - rows.Ordinal, 0);
        if (known > 0)
            rows = new DriverRowsInput(
                rows.Ordinal + known, rows.Origin, rows.Times[known..], Array.ConvertAll(rows.Columns, column => column[known..]));
        _blocks.Enqueue(rows);
    }
}
