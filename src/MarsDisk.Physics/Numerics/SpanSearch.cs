namespace MarsDisk.Physics.Numerics;

/// <summary>Positions in sorted arrays, with the rules of NumPy's <c>searchsorted</c>.</summary>
public static class SpanSearch
{
    /// <summary>Number of elements that are less than or equal to the value.</summary>
    public static int CountNotAbove(ReadOnlySpan<double> sorted, double value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (sorted[middle] <= value)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>Number of elements that are less than the value.</summary>
    public static int CountBelow(ReadOnlySpan<double> sorted, double value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (sorted[middle] < value)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>First index of the cell that holds the value, its upper end included; the end cells reach to infinity.</summary>
    internal static int CellBelow(double[] axis, double value) =>
        Math.Clamp(CountBelow(axis, value) - 1, 0, axis.Length - 2);
}
