namespace MarsDisk.Simulation.States;

/// <summary>What Aggregation has read from the rows so far: an independent second account of the same steps.</summary>
public sealed class AggregateState
{
    private const uint Tag = 0x4000;

    private long _steps;
    private double _errorPercentMax;
    private double _lost;
    private double _remaining = double.NaN;
    private double _time;
    private long _violations;

    /// <summary>Steps folded so far.</summary>
    public long Steps { get => _steps; internal set => _steps = value; }

    /// <summary>Largest error of the mass budget that a row stated, percent.</summary>
    public double ErrorPercentMax { get => _errorPercentMax; internal set => _errorPercentMax = value; }

    /// <summary>Mass lost by the last row, Mars masses.</summary>
    public double Lost { get => _lost; internal set => _lost = value; }

    /// <summary>Mass remaining by the last row, Mars masses.</summary>
    public double Remaining { get => _remaining; internal set => _remaining = value; }

    /// <summary>End of the last folded step, s.</summary>
    public double Time { get => _time; internal set => _time = value; }

    /// <summary>Rows that violated the mass budget.</summary>
    public long Violations { get => _violations; internal set => _violations = value; }

    /// <summary>A copy that shares nothing with this state.</summary>
    public AggregateState Copy() => (AggregateState)MemberwiseClone();

    internal void Transfer(IStateTransfer transfer)
    {
        transfer.Number(Tag, ref _steps);
        transfer.Number(Tag + 1, ref _errorPercentMax);
        transfer.Number(Tag + 2, ref _lost);
        transfer.Number(Tag + 3, ref _remaining);
        transfer.Number(Tag + 4, ref _time);
        transfer.Number(Tag + 5, ref _violations);
    }
}
