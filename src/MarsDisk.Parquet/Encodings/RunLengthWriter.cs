using MarsDisk.Parquet.Writing;

namespace MarsDisk.Parquet.Encodings;

/// <summary>Writes levels and dictionary indexes as runs and bit-packed groups of eight (the format's RLE hybrid).</summary>
internal sealed class RunLengthWriter
{
    private const int Group = 8;

    // 63 groups are the most whose header is one byte.
    private readonly uint[] _literals = new uint[63 * Group];
    private int _literalCount;
    private NativeBlock _block = null!;
    private int _bitWidth;
    private uint _value;
    private long _count;

    public static int BitWidthOf(int dictionaryCount) =>
        // At least one bit: a width of zero is legal, but not every reader knows it.
        Math.Max(1, 32 - int.LeadingZeroCount(dictionaryCount - 1));

    public void Begin(NativeBlock block, int bitWidth)
    {
        _block = block;
        _bitWidth = bitWidth;
        _count = 0;
        _literalCount = 0;
    }

    public void Append(uint value, long count = 1)
    {
        if (value != _value)
        {
            CloseRun();
            _value = value;
        }
        _count += count;
    }

    public void End()
    {
        CloseRun();
        FlushLiterals();
    }

    private void CloseRun()
    {
        var open = -_literalCount & (Group - 1);
        var fill = Math.Min(open, _count);
        AppendLiterals(fill);
        _count -= fill;
        if (_count >= Group)
        {
            FlushLiterals();
            _block.AppendVarint((ulong)_count << 1);
            for (var shift = 0; shift < _bitWidth; shift += 8)
                _block.Append((byte)(_value >> shift));
        }
        else
        {
            AppendLiterals(_count);
        }
        _count = 0;
    }

    private void AppendLiterals(long count)
    {
        for (; count > 0; count--)
        {
            if (_literalCount == _literals.Length)
                FlushLiterals();
            _literals[_literalCount++] = _value;
        }
    }

    private void FlushLiterals()
    {
        if (_literalCount == 0)
            return;
        var groups = (_literalCount + Group - 1) / Group;
        _literals.AsSpan(_literalCount, groups * Group - _literalCount).Clear();
        _block.Append((byte)((groups << 1) | 1));
        BitPacking.Pack(_literals.AsSpan(0, groups * Group), _bitWidth, _block.Reserve(groups * _bitWidth));
        _block.Advance(groups * _bitWidth);
        _literalCount = 0;
    }
}
