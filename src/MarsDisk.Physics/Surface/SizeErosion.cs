using MarsDisk.Physics.Collisions;

namespace MarsDisk.Physics.Surface;

/// <summary>
/// Sublimation of the size distribution beside the surface equation: a solver step without collisions and supply,
/// S_k = |ds/dt|/s_k (15.3). Owns its work space; one per run.
/// </summary>
public sealed class SizeErosion
{
    private readonly double[] _counts;
    private readonly double[] _next;
    private readonly double[] _sink;
    private readonly double[] _nothing;

    /// <summary>Reserves the work space for that many bins.</summary>
    public SizeErosion(int bins)
    {
        _counts = new double[bins];
        _next = new double[bins];
        _sink = new double[bins];
        _nothing = new double[bins];
    }

    /// <summary>Erodes the distribution and returns the solver's outcome; its mass is the new surface density.</summary>
    /// <param name="sizes">Bin centres, m.</param>
    /// <param name="widths">Bin widths, m.</param>
    /// <param name="masses">m_k, kg.</param>
    /// <param name="surfaceDensity">kg m⁻².</param>
    /// <param name="sizeRate">ds/dt, m s⁻¹; only shrinking acts.</param>
    /// <param name="seconds">Step, s; positive.</param>
    /// <param name="number">dN/ds on an arbitrary scale; replaced.</param>
    public ImexOutcome Advance(
        ReadOnlySpan<double> sizes,
        ReadOnlySpan<double> widths,
        ReadOnlySpan<double> masses,
        double surfaceDensity,
        double sizeRate,
        double seconds,
        Span<double> number)
    {
        var scale = NumberScale.ToCounts(number, widths, masses, surfaceDensity, _counts);
        SinkTerms.Sublimation(sizes, sizeRate, _sink);
        var terms = new ImexTerms
        {
            Numbers = _counts,
            Masses = masses,
            Gain = _nothing,
            Loss = _nothing,
            Source = _nothing,
            Sink = _sink,
        };
        var outcome = ImexStep.Advance(terms, seconds, 0, ImexScheme.Reference, _next);
        if (outcome.BadBin < 0)
            NumberScale.ToNumber(_next, widths, scale, number);
        return outcome;
    }
}
