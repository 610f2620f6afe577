namespace MarsDisk.Parquet.Writing;

/// <summary>Values that last for several rows: the value of each run and the row at which it ends.</summary>
internal readonly ref struct RunList(ReadOnlySpan<long> values, ReadOnlySpan<long> ends)
{
    public ReadOnlySpan<long> Values { get; } = values;

    public ReadOnlySpan<long> Ends { get; } = ends;

    public long Rows => Ends.IsEmpty ? 0 : Ends[^1];

    /// <summary>
    /// Finds the runs of equal values, each value standing for <paramref name="rowsPerValue"/> rows; false when there are
    /// more than <paramref name="runsMax"/>, which is noticed early.
    /// </summary>
    public static bool TryFind(
        EncoderScratch scratch, ReadOnlySpan<long> numbers, int rowsPerValue, int runsMax, out RunList runs)
    {
        var values = scratch.Values.AsNumbers(Math.Min(runsMax, numbers.Length));
        var ends = scratch.RunEnds.AsNumbers(Math.Min(runsMax, numbers.Length));
        var count = 0;
        for (var i = 0; i < numbers.Length;)
        {
            if (count == runsMax)
            {
                runs = default;
                return false;
            }
            var length = numbers[i..].IndexOfAnyExcept(numbers[i]);
            values[count] = numbers[i];
            i = length < 0 ? numbers.Length : i + length;
            ends[count++] = (long)i * rowsPerValue;
        }
        runs = new RunList(values[..count], ends[..count]);
        return true;
    }

    /// <summary>One run.</summary>
    public static RunList Of(EncoderScratch scratch, long value, long rows)
    {
        var values = scratch.Values.AsNumbers(1);
        var ends = scratch.RunEnds.AsNumbers(1);
        values[0] = value;
        ends[0] = rows;
        return new RunList(values, ends);
    }
}
