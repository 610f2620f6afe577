using MarsDisk.Physics.Fragments;

namespace MarsDisk.Physics.Collisions;

/// <summary>
/// Gain and loss in the net-loss form (23.1). A grain that hits a boulder leaves nearly all of the boulder in its bin;
/// removal and return are combined before anything is summed, so that the boulder's loss coefficient is what the
/// impact really takes away. The shortest net loss time of a wide grid is longer by many orders of magnitude.
/// </summary>
internal sealed class NetRates
{
    private readonly CollisionPlan _plan;
    private readonly double[] _smallerLoss;    // loss coefficient of i per N_j, m² s⁻¹
    private readonly double[] _largerLoss;     // loss coefficient of j per N_i, m² s⁻¹
    private readonly double[] _remnantMass;    // into the remnant bin per N_i N_j, kg m² s⁻¹
    private readonly double[] _fragmentMass;   // into fragments per N_i N_j, kg m² s⁻¹
    private readonly double[] _fragments;
    private long _builtFor;

    public NetRates(CollisionPlan plan)
    {
        var pairs = plan.Bins * (plan.Bins + 1) / 2;
        _plan = plan;
        _smallerLoss = new double[pairs];
        _largerLoss = new double[pairs];
        _remnantMass = new double[pairs];
        _fragmentMass = new double[pairs];
        _fragments = new double[plan.Bins];
    }

    /// <summary>Follows the plan: rebuilds the weights when the plan has been rebuilt.</summary>
    public void Update()
    {
        if (_builtFor == _plan.Builds)
            return;

        var pair = 0;
        for (var i = 0; i < _plan.Bins; i++)
        {
            for (var j = i; j < _plan.Bins; j++, pair++)
                Fill(pair, i, j);
        }

        _builtFor = _plan.Builds;
    }

    /// <summary>Net gains, m⁻² s⁻¹, and net loss coefficients, s⁻¹.</summary>
    public void Evaluate(ReadOnlySpan<double> numbers, Span<double> gain, Span<double> loss)
    {
        gain.Clear();
        loss.Clear();
        Array.Clear(_fragments);
        var bins = _plan.Pairs.RemnantBins;
        var pair = 0;
        for (var i = 0; i < numbers.Length; i++)
        {
            var smaller = 0.0;
            for (var j = i; j < numbers.Length; j++, pair++)
            {
                var events = numbers[i] * numbers[j];
                smaller += _smallerLoss[pair] * numbers[j];
                loss[j] += _largerLoss[pair] * numbers[i];
                gain[bins[pair]] += _remnantMass[pair] * events;
                _fragments[bins[pair]] += _fragmentMass[pair] * events;
            }

            loss[i] += smaller;
        }

        var inverseTotals = _plan.InverseFragmentTotals.Span;
        var shares = _plan.FragmentShares.Span;
        var inverseMasses = _plan.InverseMasses.Span;
        var above = 0.0;
        for (var k = numbers.Length - 1; k >= 0; k--)
        {
            above += _fragments[k] * inverseTotals[k];
            gain[k] = (gain[k] + shares[k] * above) * inverseMasses[k];
        }
    }

    private void Fill(int pair, int i, int j)
    {
        var pairs = _plan.Pairs;
        var events = pairs.EventRates[pair];
        var total = _plan.Masses[i] + _plan.Masses[j];
        var excavated = LargestRemnant.ExcavatedFraction(pairs.ImpactRatios[pair]) * total;
        _smallerLoss[pair] = events;
        _fragmentMass[pair] = events * excavated;
        if (i == j || pairs.RemnantBins[pair] != j)
        {
            _largerLoss[pair] = events;
            _remnantMass[pair] = events * pairs.RemnantFractions[pair] * total;
            return;
        }

        // What the larger body gains: the mass of the grain less what the impact digs out.
        var growth = _plan.Masses[i] - excavated;
        _largerLoss[pair] = growth < 0 ? events * -growth / _plan.Masses[j] : 0;
        _remnantMass[pair] = growth < 0 ? 0 : events * growth;
    }
}
