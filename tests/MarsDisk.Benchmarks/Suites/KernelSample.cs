using MarsDisk.Physics.Collisions;
using MarsDisk.Physics.Fragments;
using MarsDisk.Physics.Strength;
using MarsDisk.Physics.Tests.Collisions;

namespace MarsDisk.Benchmarks.Suites;

/// <summary>One layer of the default size range (1 µm to 3 m) and its collision rates in four versions.</summary>
internal sealed class KernelSample
{
    private const double Density = 3270;
    private const double Speed = 4484.909744308203;
    private const double ScaleHeight = 4.1521375e5;
    private const double SpeedStep = 1e-9;    // relative

    private readonly CollisionPlan _plan;
    private readonly CollisionPlan _changing;
    private readonly SeparableRates _separable;
    private readonly double[] _gain;
    private readonly double[] _loss;
    private readonly double[] _fractions;    // Y_kij (m_i + m_j)/m_k of pairs i ≤ j, pair after pair for each k
    private readonly double[] _rates;
    private bool _isFaster;

    /// <summary>Prepares all versions.</summary>
    public KernelSample(int bins)
    {
        Bins = bins;
        Edges = [.. Enumerable.Range(0, bins + 1).Select(k => 1e-6 * Math.Pow(3e6, (double)k / bins))];
        Sizes = [.. Enumerable.Range(0, bins).Select(k => Math.Sqrt(Edges[k] * Edges[k + 1]))];
        Numbers = Array.ConvertAll(Sizes, size => Math.Pow(size, -2.5));
        Masses = Array.ConvertAll(Sizes, size => 4.0 / 3.0 * Math.PI * Density * size * size * size);
        (_gain, _loss) = (new double[bins], new double[bins]);
        var strength = StrengthTable.BuiltIn();
        _plan = new CollisionPlan(bins, strength);
        _plan.Update(Sizes, Edges, 0, Density, Speed, ScaleHeight);
        _changing = new CollisionPlan(bins, strength, isSpeedChanging: true);
        _separable = new SeparableRates(Sizes, Edges, Density, Speed, ScaleHeight, strength);
        _rates = new double[bins * bins];
        _fractions = Tensor();
    }

    /// <summary>Number of bins.</summary>
    public int Bins { get; }

    /// <summary>Bin edges, m.</summary>
    public double[] Edges { get; }

    /// <summary>Bin centres, m.</summary>
    public double[] Sizes { get; }

    /// <summary>N_k, m⁻².</summary>
    public double[] Numbers { get; }

    /// <summary>m_k, kg.</summary>
    public double[] Masses { get; }

    /// <summary>Gain and loss as the product computes them at constant speed.</summary>
    /// <returns>The sum of the gains, to be compared between rounds.</returns>
    public double Product()
    {
        CollisionRates.Gain(_plan, Numbers, _gain);
        CollisionRates.Loss(_plan, Numbers, _loss);
        return _gain[0];
    }

    /// <summary>The same when the speed is another one at every step.</summary>
    public double ChangingSpeed()
    {
        _isFaster = !_isFaster;
        var speed = _isFaster ? Speed * (1 + SpeedStep) : Speed;
        _changing.Update(Sizes, Edges, 0, Density, speed, ScaleHeight);
        CollisionRates.Gain(_changing, Numbers, _gain);
        CollisionRates.Loss(_changing, Numbers, _loss);
        return Math.Round(_gain[0] / 1e20) * 1e20;
    }

    /// <summary>The separable form written plainly.</summary>
    public double Separable()
    {
        _separable.Gain(Numbers, _gain);
        _separable.Loss(Numbers, _loss);
        return _gain[0];
    }

    /// <summary>The equations as they are written: rates of all pairs, then a triple loop over the fragments.</summary>
    public double Direct()
    {
        Span<double> heights = stackalloc double[Bins];
        heights.Fill(ScaleHeight);
        CollisionKernel.Rates(Numbers, Sizes, heights, Speed, _rates);
        CollisionKernel.LossCoefficients(_rates, Numbers, _loss);
        var place = 0;
        for (var k = 0; k < Bins; k++)
        {
            var sum = 0.0;
            for (var i = 0; i < Bins; i++)
            {
                for (var j = i; j < Bins; j++)
                    sum += _rates[i * Bins + j] * _fractions[place++];
            }
            _gain[k] = sum;
        }
        return _gain[0];
    }

    private double[] Tensor()
    {
        var shares = new double[Bins];
        FragmentWeights.Fill(Edges, FragmentWeights.SlopeDefault, FragmentDistribution.Mass, shares);
        var edgeMasses = Array.ConvertAll(Edges, edge => 4.0 / 3.0 * Math.PI * Density * edge * edge * edge);
        var thresholds = new double[Bins];
        StrengthTable.BuiltIn().Thresholds(Sizes, Density, Speed / 1000, thresholds);
        var pairs = Bins * (Bins + 1) / 2;
        var tensor = new double[pairs * Bins];
        var pair = 0;
        for (var i = 0; i < Bins; i++)
        {
            for (var j = i; j < Bins; j++, pair++)
            {
                var total = Masses[i] + Masses[j];
                var fraction = LargestRemnant.Fraction(LargestRemnant.ImpactEnergy(Masses[i], Masses[j], Speed), thresholds[j]);
                var bin = FragmentWeights.RemnantBin(fraction * total, edgeMasses);
                var below = shares.AsSpan(0, bin + 1).ToArray().Sum();
                for (var k = 0; k <= bin; k++)
                    tensor[k * pairs + pair] = ((k == bin ? fraction : 0) + (1 - fraction) * shares[k] / below) * total / Masses[k];
            }
        }
        return tensor;
    }
}
