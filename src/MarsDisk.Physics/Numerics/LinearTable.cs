namespace MarsDisk.Physics.Numerics;

/// <summary>Piecewise linear interpolation of y against sorted x; the ends are held.</summary>
public static class LinearTable
{
    /// <summary>Value at <paramref name="at"/>; both spans have the same length, at least one.</summary>
    public static double Interpolate(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double at)
    {
        if (at <= x[0])
            return y[0];
        if (at >= x[^1])
            return y[^1];

        var i = SpanSearch.CountNotAbove(x, at) - 1;
        var slope = (y[i + 1] - y[i]) / (x[i + 1] - x[i]);
        return slope * (at - x[i]) + y[i];
    }
}
