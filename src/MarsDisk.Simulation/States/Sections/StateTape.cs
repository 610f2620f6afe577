namespace MarsDisk.Simulation.States.Sections;

/// <summary>Copies fields through memory: records every field in order, then plays them back in the same order.</summary>
internal sealed class StateTape : IStateTransfer
{
    private readonly List<double> _numbers = [];
    private readonly List<long> _integers = [];
    private readonly List<double[]> _arrays = [];
    private readonly List<byte[]> _blocks = [];
    private int _block;
    private bool _isPlaying;
    private int _number;
    private int _integer;
    private int _array;

    public void Rewind() => _isPlaying = true;

    public void Number(uint tag, ref double value)
    {
        if (_isPlaying)
            value = _numbers[_number++];
        else
            _numbers.Add(value);
    }

    public void Number(uint tag, ref long value)
    {
        if (_isPlaying)
            value = _integers[_integer++];
        else
            _integers.Add(value);
    }

    public void Flag(uint tag, ref bool value)
    {
        var number = value ? 1L : 0L;
        Number(tag, ref number);
        value = number != 0;
    }

    public void Numbers(uint tag, ref double[] values)
    {
        if (_isPlaying)
            values = _arrays[_array++];
        else
            _arrays.Add([.. values]);
    }

    public bool Has(uint tag, bool isPresent)
    {
        Flag(tag, ref isPresent);
        return isPresent;
    }

    // A block is made for the transfer and never changed behind it, so it needs no copy.
    public void Bytes(uint tag, ref byte[] values)
    {
        if (_isPlaying)
            values = _blocks[_block++];
        else
            _blocks.Add(values);
    }
}
