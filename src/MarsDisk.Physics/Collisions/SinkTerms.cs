namespace MarsDisk.Physics.Collisions;

/// <summary>How a bin that contains the blow-out size is treated (<c>blowout.partial_bin</c>).</summary>
public enum BlowoutBinRule
{
    /// <summary>A bin is blown out whole when its lower edge is not above the blow-out size. The reference.</summary>
    Edge,

    /// <summary>A bin loses the fraction of its width below the blow-out size.</summary>
    Fractional,
}

/// <summary>The sink coefficients of the collision step, s⁻¹ per bin (12.1 to 12.3).</summary>
public static class SinkTerms
{
    // An edge that equals the blow-out size up to rounding counts as below it.
    private const double EdgeTolerance = 1 + 1e-12;

    /// <summary>Radiative blow-out: 1/t_blow for the bins below the blow-out size, else 0.</summary>
    /// <param name="edges">Bin edges, m; one more than bins.</param>
    /// <param name="blowoutSize">s_blow, m.</param>
    /// <param name="blowoutSeconds">t_blow, s; no sink at all unless finite and positive.</param>
    /// <param name="rule">How the bin that contains s_blow is treated.</param>
    /// <param name="sink">Receives S_blow,k.</param>
    public static void Blowout(
        ReadOnlySpan<double> edges,
        double blowoutSize,
        double blowoutSeconds,
        BlowoutBinRule rule,
        Span<double> sink)
    {
        if (!(blowoutSeconds > 0 && double.IsFinite(blowoutSeconds)))
            sink.Clear();
        else if (rule == BlowoutBinRule.Edge)
            BlowoutOfWholeBins(edges[..sink.Length], blowoutSize * EdgeTolerance, 1 / blowoutSeconds, sink);
        else
            BlowoutOfFractions(edges, blowoutSize, 1 / blowoutSeconds, sink);
    }

    private static void BlowoutOfWholeBins(ReadOnlySpan<double> lowerEdges, double edgeMax, double rate, Span<double> sink)
    {
        for (var k = 0; k < lowerEdges.Length; k++)
            sink[k] = lowerEdges[k] <= edgeMax ? rate : 0;
    }

    private static void BlowoutOfFractions(ReadOnlySpan<double> edges, double blowoutSize, double rate, Span<double> sink)
    {
        for (var k = 0; k < sink.Length; k++)
            sink[k] = rate * Math.Clamp((blowoutSize - edges[k]) / (edges[k + 1] - edges[k]), 0, 1);
    }

    /// <summary>
    /// Mass-conserving sublimation: grains that shrink to the blow-out size within the step leave by blow-out, at
    /// the rate 1/t_x with t_x = (s_k − s_blow)/|ds/dt|.
    /// </summary>
    /// <param name="sizes">Bin centres, m.</param>
    /// <param name="blowoutSize">s_blow, m.</param>
    /// <param name="sizeRate">ds/dt, m s⁻¹; only shrinking acts.</param>
    /// <param name="seconds">The full time step, s.</param>
    /// <param name="sink">Blow-out sinks, to which the crossing rates are added.</param>
    public static void AddCrossing(
        ReadOnlySpan<double> sizes, double blowoutSize, double sizeRate, double seconds, Span<double> sink)
    {
        if (!(sizeRate < 0))
            return;

        for (var k = 0; k < sink.Length; k++)
        {
            var crossing = (sizes[k] - blowoutSize) / -sizeRate;
            if (crossing > 0 && crossing <= seconds)
                sink[k] += 1 / crossing;
        }
    }

    /// <summary>Sublimation to vapour: S_sub,k = |ds/dt|/s_k for shrinking grains, else 0.</summary>
    /// <param name="sizes">Bin centres, m.</param>
    /// <param name="sizeRate">ds/dt, m s⁻¹; only shrinking acts.</param>
    /// <param name="sink">Receives S_sub,k.</param>
    public static void Sublimation(ReadOnlySpan<double> sizes, double sizeRate, Span<double> sink)
    {
        if (!(sizeRate < 0))
        {
            sink.Clear();
            return;
        }

        for (var k = 0; k < sink.Length; k++)
            sink[k] = -sizeRate / sizes[k];
    }
}
