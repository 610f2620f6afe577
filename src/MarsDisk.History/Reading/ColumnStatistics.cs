using System.Buffers;
using System.Runtime.InteropServices;

namespace MarsDisk.History.Reading;

/// <summary>Hands the values of a column to a pass over it, piece by piece, in row order.</summary>
public delegate void ColumnPass(ReadOnlySpan<double> values);

/// <summary>
/// Smallest, middle and largest value of a column of any length, exactly, in little memory: the median is found by
/// counting leading bits, 16 at a time, so four passes suffice. Values that are not finite are not counted.
/// </summary>
/// <param name="Count">Number of finite values.</param>
/// <param name="Minimum">Smallest value; NaN without values.</param>
/// <param name="Median">Middle value, or the mean of the two middle ones; NaN without values.</param>
/// <param name="Maximum">Largest value; NaN without values.</param>
public readonly record struct ColumnStatistics(long Count, double Minimum, double Median, double Maximum)
{
    private const int DigitBits = 16;
    private const int Digits = 1 << DigitBits;
    private const ulong SignBit = 1UL << 63;

    /// <summary>Computes the statistics. The scan is run several times and has to give the same values each time.</summary>
    public static ColumnStatistics Of(Action<ColumnPass> scan)
    {
        var count = 0L;
        var smallest = ulong.MaxValue;
        var largest = 0UL;
        scan(values =>
        {
            foreach (var value in values)
            {
                if (!double.IsFinite(value))
                    continue;

                var key = Key(value);
                smallest = Math.Min(smallest, key);
                largest = Math.Max(largest, key);
                count++;
            }
        });
        if (count == 0)
            return new ColumnStatistics(0, double.NaN, double.NaN, double.NaN);

        var lower = smallest == largest ? smallest : Select(scan, (count - 1) / 2);
        var upper = count % 2 == 1 || smallest == largest ? lower : Next(scan, lower, count / 2);

        return new ColumnStatistics(count, Value(smallest), Middle(Value(lower), Value(upper)), Value(largest));
    }

    /// <summary>Computes the statistics of values in memory.</summary>
    public static ColumnStatistics Of(double[] values) => OfScratch([.. values]);

    /// <summary>Computes the statistics of values in memory, which are lost.</summary>
    internal static ColumnStatistics OfScratch(Span<double> values)
    {
        var keys = KeysOf(values);
        if (keys.IsEmpty)
            return new ColumnStatistics(0, double.NaN, double.NaN, double.NaN);

        var smallest = ulong.MaxValue;
        var largest = 0UL;
        foreach (var key in keys)
        {
            smallest = Math.Min(smallest, key);
            largest = Math.Max(largest, key);
        }

        var rank = (keys.Length - 1) / 2;
        var lower = smallest == largest ? smallest : RankSelection.Select(keys, rank);
        var upper = keys.Length % 2 == 1 || smallest == largest ? lower : RankSelection.Smallest(keys[(rank + 1)..]);

        return new ColumnStatistics(keys.Length, Value(smallest), Middle(Value(lower), Value(upper)), Value(largest));
    }

    // The keys of the finite values, in their place.
    private static Span<ulong> KeysOf(Span<double> values)
    {
        var keys = MemoryMarshal.Cast<double, ulong>(values);
        var count = 0;
        foreach (var value in values)
        {
            if (double.IsFinite(value))
                keys[count++] = Key(value);
        }

        return keys[..count];
    }

    // The key with so many keys before it in order.
    private static ulong Select(Action<ColumnPass> scan, long rank)
    {
        var counts = ArrayPool<long>.Shared.Rent(Digits);
        try
        {
            return Select(scan, rank, counts);
        }
        finally
        {
            ArrayPool<long>.Shared.Return(counts);
        }
    }

    private static ulong Select(Action<ColumnPass> scan, long rank, long[] counts)
    {
        var prefix = 0UL;
        for (var shift = 64 - DigitBits; shift >= 0; shift -= DigitBits)
        {
            Array.Clear(counts);
            var above = shift + DigitBits;
            scan(values => CountDigits(values, counts, prefix, above, shift));
            var digit = 0;
            while (rank >= counts[digit])
                rank -= counts[digit++];

            prefix = (prefix << DigitBits) | (uint)digit;
        }

        return prefix;
    }

    private static void CountDigits(ReadOnlySpan<double> values, long[] counts, ulong prefix, int above, int shift)
    {
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
                continue;

            var key = Key(value);
            if (above == 64 || key >> above == prefix)
                counts[(int)(key >> shift) & (Digits - 1)]++;
        }
    }

    // The key with this rank, given the key of the rank before it: the same again, or the smallest larger one.
    private static ulong Next(Action<ColumnPass> scan, ulong previous, long rank)
    {
        var notLarger = 0L;
        var larger = ulong.MaxValue;
        scan(values =>
        {
            foreach (var value in values)
            {
                if (!double.IsFinite(value))
                    continue;

                var key = Key(value);
                if (key <= previous)
                    notLarger++;
                else
                    larger = Math.Min(larger, key);
            }
        });

        return notLarger > rank ? previous : larger;
    }

    private static double Middle(double lower, double upper)
    {
        var sum = lower + upper;

        return double.IsFinite(sum) ? sum / 2 : lower / 2 + upper / 2;
    }

    // Bits that sort like the numbers: positive ones above all negative ones, negative ones turned round.
    private static ulong Key(double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);

        return double.IsNegative(value) ? ~bits : bits | SignBit;
    }

    private static double Value(ulong key)
    {
        var bits = key >= SignBit ? key ^ SignBit : ~key;

        return BitConverter.UInt64BitsToDouble(bits);
    }
}
