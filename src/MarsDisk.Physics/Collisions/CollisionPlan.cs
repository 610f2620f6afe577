using MarsDisk.Physics.Collisions.Pairs;
using MarsDisk.Physics.Fragments;
using MarsDisk.Physics.Numerics;
using MarsDisk.Physics.Sizes;
using MarsDisk.Physics.Strength;

namespace MarsDisk.Physics.Collisions;

/// <summary>
/// Everything about a collision that does not depend on how many bodies there are: rates per pair, outcome of each
/// impact, fragment weights. Rebuilt only when sizes, density, speed or scale height change; then one step costs
/// O(n²) with a small constant (section 20). One plan belongs to one run.
/// </summary>
public sealed class CollisionPlan
{
    private const double SpeedMin = 1e-12;    // m s⁻¹; keeps Q*_D defined for bodies at rest

    private readonly StrengthTable _strength;
    private readonly PreparedStrength _prepared;
    private readonly double _slope;
    private readonly FragmentDistribution _distribution;
    private readonly double[] _edgeMasses;
    private readonly double[] _thresholds;
    private readonly SpeedPairs? _speedPairs;
    private double _impactSpeed;
    private PlanKey _key;

    /// <summary>Reserves the tables of a plan; they are empty until <see cref="Update"/>.</summary>
    /// <param name="bins">Number of size bins, n ≥ 1.</param>
    /// <param name="strength">Q*_D.</param>
    /// <param name="distribution">What the power law of the fragments counts.</param>
    /// <param name="slope">alpha_frag.</param>
    /// <param name="isSpeedChanging">Whether the speed or the sizes are expected to change at nearly every step. Then no
    /// table depends on the speed: a change costs little, a step somewhat more. The two differ in the last bits, so
    /// a run decides this from its configuration.</param>
    public CollisionPlan(
        int bins,
        StrengthTable strength,
        FragmentDistribution distribution = FragmentDistribution.Mass,
        double slope = FragmentWeights.SlopeDefault,
        bool isSpeedChanging = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
        ArgumentNullException.ThrowIfNull(strength);

        Bins = bins;
        _strength = strength;
        _prepared = new PreparedStrength(strength, bins);
        _distribution = distribution;
        _slope = slope;
        _edgeMasses = new double[bins + 1];
        _thresholds = new double[bins];
        Sizes = new double[bins];
        PaddedSizes = new AlignedNumbers(Lanes.Padded(bins));
        Bodies = new AlignedNumbers(Lanes.Padded(bins) + 2 * Lanes.Count);
        Scratch = new AlignedNumbers(Lanes.Padded(bins));
        Edges = new double[bins + 1];
        Widths = new double[bins];
        Masses = new double[bins];
        FragmentShares = new AlignedNumbers(Lanes.Padded(bins));
        InverseFragmentTotals = new AlignedNumbers(Lanes.Padded(bins));
        InverseMasses = new AlignedNumbers(Lanes.Padded(bins));
        Pairs = new PairTable(bins);
        _speedPairs = isSpeedChanging ? new SpeedPairs(this) : null;
    }

    /// <summary>Number of size bins, n.</summary>
    public int Bins { get; }

    /// <summary>How often the tables have been built.</summary>
    public long Builds { get; private set; }

    /// <summary>Builds at a speed below the first reference velocity of the strength table.</summary>
    public long BuildsBelowVelocities { get; private set; }

    /// <summary>Builds at a speed above the last reference velocity of the strength table.</summary>
    public long BuildsAboveVelocities { get; private set; }

    /// <summary>Whether no table depends on the speed.</summary>
    public bool IsSpeedChanging => _speedPairs is not null;

    /// <summary>Mass of a body of each bin, kg.</summary>
    public ReadOnlySpan<double> BodyMasses => Masses;

    internal double[] Sizes { get; }

    /// <summary>s_k with zeros up to a multiple of eight.</summary>
    internal AlignedNumbers PaddedSizes { get; }

    /// <summary>Room for eight zeros, N_k and at least eight zeros.</summary>
    internal AlignedNumbers Bodies { get; }

    internal AlignedNumbers Scratch { get; }

    internal double[] Edges { get; }

    internal double[] Widths { get; }

    internal double[] Masses { get; }

    internal AlignedNumbers FragmentShares { get; }    // b_k

    internal AlignedNumbers InverseFragmentTotals { get; }    // 1/B_K

    internal AlignedNumbers InverseMasses { get; }    // 1/m_k

    internal PairTable Pairs { get; }

    /// <summary>g of Lambda_i = g sum_j (s_i + s_j)² N_j, m s⁻¹ per m.</summary>
    internal double Rate { get; private set; }

    internal double Speed { get; private set; }

    /// <summary>
    /// Brings the tables up to date and returns whether anything had to be rebuilt. Speeds and the other scalars
    /// are compared bit by bit, so a table is never stale.
    /// </summary>
    /// <param name="sizes">Bin centres, m; copied.</param>
    /// <param name="edges">Bin edges, m; copied.</param>
    /// <param name="sizesVersion">Changes whenever a size or an edge has changed; not negative.</param>
    /// <param name="density">Material density, kg m⁻³; positive.</param>
    /// <param name="speed">Relative speed, m s⁻¹; not negative.</param>
    /// <param name="scaleHeight">Scale height of the layer, m; positive.</param>
    /// <exception cref="PhysicsException">A value is outside its domain.</exception>
    public bool Update(
        ReadOnlySpan<double> sizes,
        ReadOnlySpan<double> edges,
        long sizesVersion,
        double density,
        double speed,
        double scaleHeight)
    {
        var key = new PlanKey(
            sizesVersion + 1,
            BitConverter.DoubleToInt64Bits(density),
            BitConverter.DoubleToInt64Bits(speed),
            BitConverter.DoubleToInt64Bits(scaleHeight));
        if (key == _key)
            return false;

        Check(sizes, edges, density, speed, scaleHeight);
        if (key.SizesVersion != _key.SizesVersion || key.Density != _key.Density)
            TakeSizes(sizes, edges, density);
        TakeSpeed(speed, scaleHeight);
        _key = key;
        Builds++;
        return true;
    }

    /// <summary>Sums the mass rates of all pairs by the bin of the remnant; <see cref="Bodies"/> holds N.</summary>
    internal unsafe void SumGains()
    {
        if (_speedPairs is null)
            Pairs.Gains.Sum(Bodies);
        else
            _speedPairs.Sum(Bodies.Start + Lanes.Count, Pairs.Gains.Remnants, Pairs.Gains.Fragments);
    }

    /// <summary>Bin of the largest remnant of bodies i ≤ j, by the formulas that every version of the kernel uses.</summary>
    internal int RemnantBin(int i, int j)
    {
        var energy = LargestRemnant.ImpactEnergy(Masses[i], Masses[j], _impactSpeed);
        var fraction = LargestRemnant.Fraction(energy / _thresholds[j]);
        return FragmentWeights.RemnantBin(fraction * (Masses[i] + Masses[j]), _edgeMasses);
    }

    private void TakeSizes(ReadOnlySpan<double> sizes, ReadOnlySpan<double> edges, double density)
    {
        sizes.CopyTo(Sizes);
        sizes.CopyTo(PaddedSizes.Span);
        GrainMass.Of(Sizes, density, Masses);
        if (!edges.SequenceEqual(Edges))
            TakeEdges(edges);
        GrainMass.Of(Edges, density, _edgeMasses);

        var shares = FragmentShares.Span[..Bins];
        var total = 0.0;
        for (var k = 0; k < Bins; k++)
        {
            total += shares[k];
            InverseFragmentTotals.Span[k] = 1 / total;
            InverseMasses.Span[k] = 1 / Masses[k];
        }

        _prepared.Take(Sizes, density);
        _speedPairs?.TakeSizes(_edgeMasses);
    }

    // The powers of the fragment weights are dear, and edges stand still when sizes drift.
    private void TakeEdges(ReadOnlySpan<double> edges)
    {
        edges.CopyTo(Edges);
        for (var k = 0; k < Bins; k++)
            Widths[k] = Edges[k + 1] - Edges[k];
        FragmentWeights.Fill(Edges, _slope, _distribution, FragmentShares.Span[..Bins]);
    }

    private void TakeSpeed(double speed, double scaleHeight)
    {
        Speed = speed;
        Rate = CollisionKernel.Geometry * speed / (Math.Sqrt(2) * scaleHeight);
        var impactSpeed = Math.Max(speed, SpeedMin);
        CountRange(impactSpeed / 1000);
        _prepared.Thresholds(impactSpeed / 1000, _thresholds);
        _impactSpeed = impactSpeed;
        if (_speedPairs is null)
            Pairs.Fill(Sizes, Masses, _edgeMasses, _thresholds, impactSpeed, Rate);
        else
            _speedPairs.TakeSpeed(_thresholds, impactSpeed);
    }

    private void CountRange(double velocityKms)
    {
        var range = _strength.RangeOf(velocityKms);
        if (range == VelocityRange.Below)
            BuildsBelowVelocities++;
        else if (range == VelocityRange.Above)
            BuildsAboveVelocities++;
    }

    private void Check(
        ReadOnlySpan<double> sizes, ReadOnlySpan<double> edges, double density, double speed, double scaleHeight)
    {
        if (sizes.Length != Bins || edges.Length != Bins + 1)
            throw new ArgumentException(
                $"The plan has {Bins} bins; given are {sizes.Length} sizes and {edges.Length} edges.", nameof(sizes));
        if (!(density > 0 && double.IsFinite(density)))
            throw new PhysicsException($"Density {density} kg/m3; expected finite and positive.");
        if (!(speed >= 0 && double.IsFinite(speed)))
            throw new PhysicsException($"Relative speed {speed} m/s; expected finite and not negative.");
        if (!(scaleHeight > 0 && double.IsFinite(scaleHeight)))
            throw new PhysicsException($"Scale height {scaleHeight} m; expected finite and positive.");
        for (var k = 0; k < sizes.Length; k++)
        {
            if (!(sizes[k] > 0 && double.IsFinite(sizes[k])))
                throw new PhysicsException($"Size {sizes[k]} m of bin {k}; expected finite and positive.");
            if (IsSpeedChanging && k > 0 && sizes[k] < sizes[k - 1])
                throw new PhysicsException($"Size {sizes[k]} m of bin {k} is below that of the bin before.");
        }
    }

    // The version is shifted by one, so that the default value never equals a real key.
    private readonly record struct PlanKey(long SizesVersion, long Density, long Speed, long ScaleHeight);
}
