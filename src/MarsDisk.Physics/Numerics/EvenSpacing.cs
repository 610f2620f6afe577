namespace MarsDisk.Physics.Numerics;

/// <summary>Values evenly spaced between two ends.</summary>
public static class EvenSpacing
{
    private const double DecimalMin = 1e-9;
    private const double DecimalMax = 1e15;

    /// <summary>
    /// The value at a place of a linear grid. Ends that people write, such as 1.1 and 1.3, are short decimal numbers, and so
    /// are the values between them: 1.2, not 1.2000000000000002. The ends come out exactly.
    /// </summary>
    /// <param name="from">First value.</param>
    /// <param name="to">Last value.</param>
    /// <param name="index">Place, from 0.</param>
    /// <param name="count">Values of the grid, at least 2.</param>
    public static double At(double from, double to, int index, int count)
    {
        var last = count - 1;
        if (index == 0 || index == last)
            return index == 0 ? from : to;
        if (IsShort(from) && IsShort(to))
            return (double)((((decimal)from * (last - index)) + ((decimal)to * index)) / last);
        var share = (double)index / last;
        return ((1 - share) * from) + (share * to);
    }

    private static bool IsShort(double value) =>
        value == 0 || (Math.Abs(value) is >= DecimalMin and <= DecimalMax && (double)(decimal)value == value);
}
