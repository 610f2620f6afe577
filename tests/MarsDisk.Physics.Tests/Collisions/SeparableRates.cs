using MarsDisk.Physics.Fragments;
using MarsDisk.Physics.Strength;

namespace MarsDisk.Physics.Tests.Collisions;

/// <summary>
/// The separable form of the collision kernel, written plainly (section 20): three moments for the loss, pair sums by
/// remnant bin and one suffix sum for the gain. The reference that the product kernel is compared with.
/// </summary>
internal sealed class SeparableRates
{
    private readonly double[] _sizes;
    private readonly double[] _masses;
    private readonly double[] _shares;
    private readonly double _rate;
    private readonly List<Pair> _pairs = [];

    public SeparableRates(
        double[] sizes, double[] edges, double density, double speed, double scaleHeight, StrengthTable strength)
    {
        _sizes = sizes;
        _masses = Array.ConvertAll(sizes, size => Mass(size, density));
        _rate = Math.PI * speed / (Math.Sqrt(2 * Math.PI) * Math.Sqrt(2) * scaleHeight);
        _shares = new double[sizes.Length];
        FragmentWeights.Fill(edges, FragmentWeights.SlopeDefault, FragmentDistribution.Mass, _shares);

        var impactSpeed = Math.Max(speed, 1e-12);
        var edgeMasses = Array.ConvertAll(edges, edge => Mass(edge, density));
        for (var i = 0; i < sizes.Length; i++)
        {
            for (var j = i; j < sizes.Length; j++)
            {
                var threshold = strength.Threshold(sizes[j], density, impactSpeed / 1000);
                var energy = LargestRemnant.ImpactEnergy(_masses[i], _masses[j], impactSpeed);
                var fraction = LargestRemnant.Fraction(energy, threshold);
                var total = _masses[i] + _masses[j];
                var reach = sizes[i] + sizes[j];
                var weight = (i == j ? 0.5 : 1) * _rate * reach * reach * total;
                _pairs.Add(new Pair(i, j, FragmentWeights.RemnantBin(fraction * total, edgeMasses), weight, fraction));
            }
        }
    }

    public IReadOnlyList<int> RemnantBins => [.. _pairs.Select(pair => pair.Bin)];

    public void Loss(double[] numbers, double[] loss)
    {
        double count = 0, length = 0, area = 0;
        for (var k = 0; k < numbers.Length; k++)
        {
            count += numbers[k];
            length += _sizes[k] * numbers[k];
            area += _sizes[k] * _sizes[k] * numbers[k];
        }

        for (var k = 0; k < numbers.Length; k++)
        {
            var s = _sizes[k];
            loss[k] = numbers[k] == 0 ? 0 : _rate * (s * s * count + 2 * s * length + area);
        }
    }

    public void Gain(double[] numbers, double[] gain)
    {
        var remnants = new double[gain.Length];
        var fragments = new double[gain.Length];
        foreach (var (i, j, bin, weight, fraction) in _pairs)
        {
            var rate = weight * numbers[i] * numbers[j];
            remnants[bin] += rate * fraction;
            fragments[bin] += rate * (1 - fraction);
        }

        var totals = new double[gain.Length];
        for (var k = 0; k < gain.Length; k++)
            totals[k] = (k > 0 ? totals[k - 1] : 0) + _shares[k];
        var above = 0.0;
        for (var k = gain.Length - 1; k >= 0; k--)
        {
            above += fragments[k] / totals[k];
            gain[k] = (remnants[k] + _shares[k] * above) / _masses[k];
        }
    }

    private static double Mass(double size, double density) => 4.0 / 3.0 * Math.PI * density * size * size * size;

    private readonly record struct Pair(int I, int J, int Bin, double Weight, double Fraction);
}
