using MarsDisk.Physics.Fragments;

namespace MarsDisk.Physics.Tests.Collisions;

/// <summary>Fragments as the equations are written, tensor and triple sum (9.3): the oracle of the fast form.</summary>
internal sealed class DirectFragments
{
    private readonly TestLayer _layer;
    private readonly double[] _totals;
    private readonly double[] _masses;

    public DirectFragments(
        TestLayer layer, FragmentDistribution distribution = FragmentDistribution.Mass, double slope = 3.5)
    {
        _layer = layer;
        var n = layer.Bins;
        Shares = new double[n];
        FragmentWeights.Fill(layer.Edges, slope, distribution, Shares);
        _totals = [.. Enumerable.Range(1, n).Select(count => Shares[..count].Sum())];
        _masses = layer.Masses;
        (Energies, Thresholds) = (new double[n, n], new double[n, n]);
        (Fractions, RemnantBins) = (new double[n, n], new int[n, n]);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                Add(i, j);
        }
    }

    public double[] Shares { get; }

    public double[,] Energies { get; }

    public double[,] Thresholds { get; }

    public double[,] Fractions { get; }

    public int[,] RemnantBins { get; }

    /// <summary>Mass fraction of the pair (i, j) that ends in bin k.</summary>
    public double Y(int k, int i, int j)
    {
        var (fraction, bin) = (Fractions[i, j], RemnantBins[i, j]);
        var fragments = k <= bin ? (1 - fraction) * Weight(bin, k) : 0;
        return k == bin ? fraction + fragments : fragments;
    }

    /// <summary>b_k/B_K.</summary>
    public double Weight(int remnantBin, int k) => k <= remnantBin ? Shares[k] / _totals[remnantBin] : 0;

    /// <summary>G_k = (1/m_k) sum over i ≤ j of C_ij (m_i + m_j) Y_kij.</summary>
    public double[] Gain()
    {
        var (n, masses, rates) = (_layer.Bins, _layer.Masses, _layer.Rates());
        var gain = new double[n];
        for (var k = 0; k < n; k++)
        {
            for (var i = 0; i < n; i++)
            {
                for (var j = i; j < n; j++)
                    gain[k] += rates[i * n + j] * (masses[i] + masses[j]) * Y(k, i, j);
            }

            gain[k] /= masses[k];
        }

        return gain;
    }

    private void Add(int i, int j)
    {
        var masses = _masses;
        var larger = Math.Max(_layer.Sizes[i], _layer.Sizes[j]);
        var energy = LargestRemnant.ImpactEnergy(masses[i], masses[j], _layer.Speed);
        var threshold = _layer.Strength.Threshold(larger, _layer.Density, _layer.Speed / 1000);
        var fraction = LargestRemnant.Fraction(energy, threshold);
        var remnantSize = Math.Cbrt(3 * fraction * (masses[i] + masses[j]) / (4 * Math.PI * _layer.Density));
        var edge = Array.BinarySearch(_layer.Edges, remnantSize);
        var bin = edge >= 0 ? edge : ~edge - 1;

        Energies[i, j] = energy;
        Thresholds[i, j] = threshold;
        Fractions[i, j] = fraction;
        RemnantBins[i, j] = Math.Clamp(bin, 0, _layer.Bins - 1);
    }
}
