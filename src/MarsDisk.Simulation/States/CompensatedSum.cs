namespace MarsDisk.Simulation.States;

/// <summary>A sum that keeps what rounding cuts off (Neumaier), for anything that is added a million times.</summary>
public struct CompensatedSum
{
    private double _high;
    private double _low;

    /// <summary>The sum.</summary>
    public readonly double Value => _high + _low;

    /// <summary>Adds a value.</summary>
    public void Add(double value)
    {
        var sum = _high + value;
        _low += Math.Abs(_high) >= Math.Abs(value) ? (_high - sum) + value : (value - sum) + _high;
        _high = sum;
    }

    internal void Transfer(IStateTransfer transfer, uint tag)
    {
        transfer.Number(tag, ref _high);
        transfer.Number(tag + 1, ref _low);
    }
}
