using MarsDisk.Physics.Numerics;

namespace MarsDisk.Physics.Sizes;

/// <summary>The size bins of a run: edges, representative sizes and widths, all grain radii in metres.</summary>
public sealed class SizeGrid
{
    private const double MonodisperseSize = 1.5;

    private readonly double[] _edges;
    private readonly double[] _centres;
    private readonly double[] _widths;

    private SizeGrid(double[] edges, double[] centres, double[] widths)
    {
        _edges = edges;
        _centres = centres;
        _widths = widths;
    }

    /// <summary>Number of bins n.</summary>
    public int Count => _centres.Length;

    /// <summary>The n + 1 bin edges, m.</summary>
    public ReadOnlySpan<double> Edges => _edges;

    /// <summary>The sizes that stand for the bins, geometric means of their edges, m.</summary>
    public ReadOnlySpan<double> Centres => _centres;

    /// <summary>The bin widths, m.</summary>
    public ReadOnlySpan<double> Widths => _widths;

    /// <summary>Bins of equal width in log s (specification 6.1); needs sizeMin &lt; sizeMax and at least one bin.</summary>
    public static SizeGrid LogSpaced(double sizeMin, double sizeMax, int count)
    {
        if (!(sizeMin > 0 && sizeMin < sizeMax && double.IsFinite(sizeMax)) || count <= 0)
            throw new PhysicsException($"A size grid from {sizeMin:R} m to {sizeMax:R} m with {count} bins is not possible.");

        var edges = LogSpacedEdges(sizeMin, sizeMax, count);
        var centres = new double[count];
        var widths = new double[count];
        for (var k = 0; k < count; k++)
        {
            centres[k] = Math.Sqrt(edges[k] * edges[k + 1]);
            widths[k] = edges[k + 1] - edges[k];
        }
        return new SizeGrid(edges, centres, widths);
    }

    /// <summary>The degenerate debugging grid: every bin stands for 1.5 m and is 1 wide.</summary>
    public static SizeGrid Monodisperse(int count)
    {
        var (edges, centres, widths) = (new double[count + 1], new double[count], new double[count]);
        for (var k = 0; k <= count; k++)
            edges[k] = k;
        Array.Fill(centres, MonodisperseSize);
        Array.Fill(widths, 1);
        return new SizeGrid(edges, centres, widths);
    }

    private static double[] LogSpacedEdges(double sizeMin, double sizeMax, int count)
    {
        var (low, high) = (PortableMath.Log10(sizeMin), PortableMath.Log10(sizeMax));
        var step = (high - low) / count;
        var edges = new double[count + 1];
        for (var k = 0; k < count; k++)
            edges[k] = PortableMath.Pow10(k * step + low);
        edges[count] = PortableMath.Pow10(high);
        return edges;
    }
}
