using MarsDisk.Physics.Fragments;

namespace MarsDisk.Physics.Collisions.Pairs;

/// <summary>
/// The pairs i ≤ j of a collision plan in one run of memory, rows by the smaller index: rate and outcome of each.
/// </summary>
internal sealed class PairTable
{
    public PairTable(int bins)
    {
        Bins = bins;
        var pairs = bins * (bins + 1) / 2;
        EventRates = new double[pairs];
        MassRates = new double[pairs];
        RemnantFractions = new double[pairs];
        ImpactRatios = new double[pairs];
        RemnantBins = new int[pairs];
        Gains = new GainTable(bins);
    }

    public int Bins { get; }

    /// <summary>C_ij/(N_i N_j), m² s⁻¹, with the 1/2 of equal partners.</summary>
    public double[] EventRates { get; }

    /// <summary>C_ij (m_i + m_j)/(N_i N_j), kg m² s⁻¹.</summary>
    public double[] MassRates { get; }

    /// <summary>f_LR.</summary>
    public double[] RemnantFractions { get; }

    /// <summary>phi = Q_R/Q*_D.</summary>
    public double[] ImpactRatios { get; }

    /// <summary>k_LR.</summary>
    public int[] RemnantBins { get; }

    public GainTable Gains { get; }

    public void Fill(
        ReadOnlySpan<double> sizes,
        ReadOnlySpan<double> masses,
        ReadOnlySpan<double> edgeMasses,
        ReadOnlySpan<double> thresholds,
        double speed,
        double rate)
    {
        var pair = 0;
        for (var i = 0; i < Bins; i++)
        {
            for (var j = i; j < Bins; j++, pair++)
            {
                var reach = sizes[i] + sizes[j];
                var total = masses[i] + masses[j];
                var larger = sizes[i] > sizes[j] ? i : j;
                var ratio = LargestRemnant.ImpactEnergy(masses[i], masses[j], speed) / thresholds[larger];
                var fraction = LargestRemnant.Fraction(ratio);
                var events = (i == j ? 0.5 : 1.0) * rate * reach * reach;

                EventRates[pair] = events;
                MassRates[pair] = events * total;
                ImpactRatios[pair] = ratio;
                RemnantFractions[pair] = fraction;
                RemnantBins[pair] = FragmentWeights.RemnantBin(fraction * total, edgeMasses);
            }
        }

        Gains.Fill(this);
    }

    /// <summary>Mass rates into the remnant and into fragments of a pair, per N_i N_j, kg m² s⁻¹.</summary>
    public (double Remnant, double Fragments) Weights(int pair) =>
        (MassRates[pair] * RemnantFractions[pair], MassRates[pair] * (1 - RemnantFractions[pair]));

    /// <summary>Where the pair i ≤ j stands.</summary>
    public int IndexOf(int i, int j) => i * Bins - i * (i - 1) / 2 + (j - i);
}
