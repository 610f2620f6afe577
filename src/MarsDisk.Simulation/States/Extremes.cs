namespace MarsDisk.Simulation.States;

/// <summary>Smallest and largest finite sample of a quantity; not a number while there is none.</summary>
public struct Extremes
{
    private double _smallest;
    private double _largest;
    private long _samples;

    /// <summary>Smallest finite sample.</summary>
    public readonly double Smallest => _samples > 0 ? _smallest : double.NaN;

    /// <summary>Largest finite sample.</summary>
    public readonly double Largest => _samples > 0 ? _largest : double.NaN;

    /// <summary>Takes a sample; one that is not finite is ignored.</summary>
    public void Add(double sample)
    {
        if (!double.IsFinite(sample))
            return;
        if (_samples == 0 || sample < _smallest)
            _smallest = sample;
        if (_samples == 0 || sample > _largest)
            _largest = sample;
        _samples++;
    }

    internal void Transfer(IStateTransfer transfer, uint tag)
    {
        transfer.Number(tag, ref _smallest);
        transfer.Number(tag + 1, ref _largest);
        transfer.Number(tag + 2, ref _samples);
    }
}
