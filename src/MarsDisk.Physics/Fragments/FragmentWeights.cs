using MarsDisk.Physics.Numerics;

namespace MarsDisk.Physics.Fragments;

/// <summary>What the power law of the fragments counts.</summary>
public enum FragmentDistribution
{
    /// <summary>dM/ds ∝ s^−alpha: nearly all fragment mass falls into the smallest bins. The reference.</summary>
    Mass,

    /// <summary>dN/ds ∝ s^−alpha, hence dM/ds ∝ s^(3−alpha).</summary>
    Number,
}

/// <summary>How the mass that is not in the largest remnant spreads over the bins below it (9.3).</summary>
public static class FragmentWeights
{
    /// <summary>Slope of the fragments, alpha_frag.</summary>
    public const double SlopeDefault = 3.5;

    private const double EdgeMin = 1e-30;

    /// <summary>
    /// b_k = ∫ over bin k of s^(p−1) ds, with p = 1 − alpha (mass law) or p = 4 − alpha (number law). The fragments
    /// of a remnant in bin K go to the bins k ≤ K in the ratio b_k / (b_0 + … + b_K).
    /// </summary>
    /// <param name="edges">Bin edges, m; one more than bins.</param>
    /// <param name="slope">alpha_frag.</param>
    /// <param name="distribution">What the power law counts.</param>
    /// <param name="weights">Receives b_k; negative or non-finite values become 0.</param>
    public static void Fill(
        ReadOnlySpan<double> edges, double slope, FragmentDistribution distribution, Span<double> weights)
    {
        if (edges.Length != weights.Length + 1)
            throw new ArgumentException($"{weights.Length} bins need {weights.Length + 1} edges, not {edges.Length}.", nameof(edges));

        var p = (distribution == FragmentDistribution.Mass ? 1.0 : 4.0) - slope;
        for (var k = 0; k < weights.Length; k++)
        {
            var lower = Math.Max(edges[k], EdgeMin);
            var upper = Math.Max(edges[k + 1], EdgeMin);
            var weight = Math.Abs(p) < 1e-12
                ? PortableMath.Log(upper / lower)
                : (PortableMath.Pow(upper, p) - PortableMath.Pow(lower, p)) / p;
            weights[k] = double.IsFinite(weight) && weight > 0 ? weight : 0;
        }
    }

    /// <summary>Bin of a remnant: the last one whose lower edge is not above its mass.</summary>
    /// <param name="remnantMass">Mass of the remnant, kg.</param>
    /// <param name="edgeMasses">Masses of bodies of the size of the bin edges, kg; one more than bins. A remnant
    /// below the grid stays in bin 0, one above it in the last bin.</param>
    public static int RemnantBin(double remnantMass, ReadOnlySpan<double> edgeMasses)
    {
        var (low, high) = (0, edgeMasses.Length - 1);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (edgeMasses[middle] <= remnantMass)
                low = middle;
            else
                high = middle;
        }

        return low;
    }
}
