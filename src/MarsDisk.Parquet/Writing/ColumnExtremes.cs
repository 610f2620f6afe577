using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MarsDisk.Parquet.Writing;

/// <summary>
/// The smallest and largest value of a column chunk. A NaN makes both unknown: readers that prune by statistics place NaN
/// differently. A minimum of zero counts as −0 and a maximum of zero as +0, for readers that tell them apart.
/// </summary>
internal struct ColumnExtremes
{
    private bool _hasValues;
    private bool _hasNaN;
    private double _doubleMin, _doubleMax;
    private long _integerMin, _integerMax;
    private string? _textMin, _textMax;

    /// <summary>Whether one of the doubles was a NaN.</summary>
    public readonly bool HasNaN => _hasNaN;

    public readonly (object? Minimum, object? Maximum) Of(ParquetType type)
    {
        if (!_hasValues || _hasNaN)
            return (null, null);
        return type switch
        {
            ParquetType.Double => (_doubleMin == 0 ? -0.0 : _doubleMin, _doubleMax == 0 ? 0.0 : _doubleMax),
            ParquetType.Int64 => (_integerMin, _integerMax),
            ParquetType.Boolean => (_integerMin != 0, _integerMax != 0),
            _ => (_textMin, _textMax),
        };
    }

    /// <summary>Takes numbers into account, none of which is a null.</summary>
    public void Add(ParquetType type, ReadOnlySpan<long> numbers)
    {
        if (numbers.IsEmpty)
            return;
        if (type == ParquetType.Double)
            AddDoubles(MemoryMarshal.Cast<long, double>(numbers));
        else
            AddIntegers(numbers);
    }

    public void Add(string word)
    {
        _textMin = _hasValues && CompareUtf8(_textMin!, word) <= 0 ? _textMin : word;
        _textMax = _hasValues && CompareUtf8(_textMax!, word) >= 0 ? _textMax : word;
        _hasValues = true;
    }

    private void AddIntegers(ReadOnlySpan<long> numbers)
    {
        var (min, max) = _hasValues ? (_integerMin, _integerMax) : (long.MaxValue, long.MinValue);
        foreach (var number in numbers)
        {
            min = Math.Min(min, number);
            max = Math.Max(max, number);
        }
        (_integerMin, _integerMax, _hasValues) = (min, max, true);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddDoubles(ReadOnlySpan<double> numbers)
    {
        if (_hasNaN)
            return;
        ref var first = ref MemoryMarshal.GetReference(numbers);
        var (min, max) = _hasValues ? (_doubleMin, _doubleMax) : (double.PositiveInfinity, double.NegativeInfinity);
        var mins = Vector512.Create(min);
        var maxs = Vector512.Create(max);
        var ordered = Vector512<double>.AllBitsSet;
        var i = 0;
        for (; i <= numbers.Length - Vector512<double>.Count; i += Vector512<double>.Count)
        {
            var eight = Vector512.LoadUnsafe(ref first, (nuint)i);
            ordered &= Vector512.Equals(eight, eight);
            mins = Vector512.ConditionalSelect(Vector512.LessThan(eight, mins), eight, mins);
            maxs = Vector512.ConditionalSelect(Vector512.GreaterThan(eight, maxs), eight, maxs);
        }
        var hasNaN = ordered.ExtractMostSignificantBits() != 0xFF;
        for (var lane = 0; lane < Vector512<double>.Count; lane++)
        {
            min = Math.Min(min, mins[lane]);
            max = Math.Max(max, maxs[lane]);
        }
        for (; i < numbers.Length; i++)
        {
            hasNaN |= double.IsNaN(numbers[i]);
            min = numbers[i] < min ? numbers[i] : min;
            max = numbers[i] > max ? numbers[i] : max;
        }
        (_doubleMin, _doubleMax, _hasValues, _hasNaN) = (min, max, true, hasNaN);
    }

    // The format orders text by its UTF-8 bytes, which is the order of code points.
    private static int CompareUtf8(string left, string right)
    {
        var (leftRunes, rightRunes) = (left.EnumerateRunes(), right.EnumerateRunes());
        while (true)
        {
            var (hasLeft, hasRight) = (leftRunes.MoveNext(), rightRunes.MoveNext());
            if (!hasLeft || !hasRight)
                return hasLeft.CompareTo(hasRight);
            if (leftRunes.Current != rightRunes.Current)
                return leftRunes.Current.CompareTo(rightRunes.Current);
        }
    }
}
