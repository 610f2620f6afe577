namespace MarsDisk.Physics.Collisions;

/// <summary>Accuracy of the resolved time advance (<c>numerics.safety</c>, <c>atol</c>, <c>rtol</c>).</summary>
/// <param name="Safety">Largest sub-step as a share of the shortest net loss time.</param>
/// <param name="AbsoluteTolerance">Accepted difference between one sub-step and two halves, m⁻².</param>
/// <param name="RelativeTolerance">The same relative to N.</param>
public readonly record struct ResolvedControl(double Safety, double AbsoluteTolerance, double RelativeTolerance);

/// <summary>
/// Covers the whole time step with adaptive sub-steps in the net-loss form (23.1, section 29). Sub-step lengths follow
/// from the state alone. Owns its work space; one per run.
/// </summary>
internal sealed class ResolvedAdvance
{
    private const double GrowBelow = 0.1;    // of the tolerance
    private const double ShareMin = 1e-12;   // of the step; shorter sub-steps are taken as they are

    private readonly NetRates _rates;
    private readonly ResolvedControl _control;
    private readonly ImexScheme _scheme;
    private readonly double[] _gain;
    private readonly double[] _loss;
    private readonly double[] _midGain;
    private readonly double[] _midLoss;
    private readonly double[] _stageGain;
    private readonly double[] _stageLoss;
    private readonly double[] _predicted;
    private readonly double[] _now;
    private readonly double[] _once;
    private readonly double[] _half;
    private readonly double[] _twice;
    private readonly double[] _exposure;    // ∫ N dt of the sub-step

    public ResolvedAdvance(CollisionPlan plan, ResolvedControl control, ImexScheme scheme)
    {
        _rates = new NetRates(plan);
        _control = control;
        _scheme = scheme;
        _gain = new double[plan.Bins];
        _loss = new double[plan.Bins];
        _midGain = new double[plan.Bins];
        _midLoss = new double[plan.Bins];
        _stageGain = new double[plan.Bins];
        _stageLoss = new double[plan.Bins];
        _predicted = new double[plan.Bins];
        _now = new double[plan.Bins];
        _once = new double[plan.Bins];
        _half = new double[plan.Bins];
        _twice = new double[plan.Bins];
        _exposure = new double[plan.Bins];
    }

    /// <summary>Sub-steps of the last call, refused ones not counted.</summary>
    public int Substeps { get; private set; }

    /// <summary>Advances N by exactly <paramref name="seconds"/>; gain and loss of the terms are not read.</summary>
    /// <param name="terms">State, source and sinks.</param>
    /// <param name="seconds">Step, s.</param>
    /// <param name="supplyRate">Nominal supply of the mass budget, kg m⁻² s⁻¹.</param>
    /// <param name="next">Receives N'.</param>
    /// <param name="mean">Receives the mean N over the step, on which the sinks have acted.</param>
    public ImexOutcome Advance(
        in ImexTerms terms, double seconds, double supplyRate, Span<double> next, Span<double> mean)
    {
        if (!(seconds > 0))
            throw new PhysicsException($"A step of {seconds} s; expected a positive one.");

        _rates.Update();
        terms.Numbers.CopyTo(_now);
        mean.Clear();
        Substeps = 0;
        _rates.Evaluate(_now, _gain, _loss);
        var (gained, lost) = (Rate(terms.Masses, _gain), Rate(terms.Masses, _loss, _now));

        var remaining = seconds;
        var step = seconds;
        while (remaining > 0)
        {
            step = Math.Min(Math.Min(step, Longest(terms.Sink)), remaining);
            if (!(remaining - step < remaining))
                return Failed(_now);    // rates so fast, or so wrong, that the clock would stand still
            var excess = Try(terms, step);
            if (double.IsNaN(excess))
                return Failed(_twice);
            if (excess > 1 && step > ShareMin * seconds)
            {
                step /= 2;
                continue;
            }

            remaining = step < remaining ? remaining - step : 0;
            Accept(mean);
            if (excess < GrowBelow)
                step *= 2;
        }

        _now.CopyTo(next);
        return Report(terms, seconds, supplyRate, gained, lost, mean);
    }

    private double Longest(ReadOnlySpan<double> sink)
    {
        var fastest = double.Epsilon;
        for (var k = 0; k < _loss.Length; k++)
            fastest = Math.Max(fastest, _loss[k] + sink[k]);
        return _control.Safety / fastest;
    }

    // One sub-step against two halves of it: their largest difference in units of the tolerance.
    private double Try(in ImexTerms terms, double step)
    {
        Array.Clear(_exposure);
        Take(terms, step, _now, _gain, _loss, _once);
        Array.Clear(_exposure);
        Take(terms, step / 2, _now, _gain, _loss, _half);
        _rates.Evaluate(_half, _midGain, _midLoss);
        Take(terms, step / 2, _half, _midGain, _midLoss, _twice);

        var excess = 0.0;
        for (var k = 0; k < _twice.Length; k++)
        {
            var allowed = _control.AbsoluteTolerance + _control.RelativeTolerance * Math.Abs(_twice[k]);
            excess = Math.Max(excess, Math.Abs(_twice[k] - _once[k]) / allowed);
            if (_twice[k] < 0)
                excess = Math.Max(excess, 2);
        }

        return excess;
    }

    private void Take(
        in ImexTerms terms, double step, double[] from, double[] gain, double[] loss, double[] to)
    {
        if (_scheme == ImexScheme.Reference)
            TakeImplicit(terms, step, from, gain, loss, to);
        else
            TakeHeun(terms, step, from, gain, loss, to);
    }

    private void TakeImplicit(
        in ImexTerms terms, double step, double[] from, double[] gain, double[] loss, double[] to)
    {
        for (var k = 0; k < to.Length; k++)
        {
            to[k] = (from[k] + step * (gain[k] + terms.Source[k] - terms.Sink[k] * from[k])) / (1 + step * loss[k]);
            _exposure[k] += step * from[k];
        }
    }

    // Both stages take gain and loss from one state, so that collisions keep mass to rounding.
    private void TakeHeun(
        in ImexTerms terms, double step, double[] from, double[] gain, double[] loss, double[] to)
    {
        for (var k = 0; k < to.Length; k++)
        {
            var change = gain[k] - (loss[k] + terms.Sink[k]) * from[k] + terms.Source[k];
            _predicted[k] = from[k] + step * change;
            to[k] = from[k] + step / 2 * change;
        }

        _rates.Evaluate(_predicted, _stageGain, _stageLoss);
        for (var k = 0; k < to.Length; k++)
        {
            var change = _stageGain[k] - (_stageLoss[k] + terms.Sink[k]) * _predicted[k] + terms.Source[k];
            to[k] += step / 2 * change;
            _exposure[k] += step / 2 * (from[k] + _predicted[k]);
        }
    }

    private void Accept(Span<double> mean)
    {
        Substeps++;
        for (var k = 0; k < _now.Length; k++)
            mean[k] += _exposure[k];
        _twice.CopyTo(_now, 0);
        _rates.Evaluate(_now, _gain, _loss);
    }

    private ImexOutcome Report(
        in ImexTerms terms, double seconds, double supplyRate, double gained, double lost, Span<double> mean)
    {
        for (var k = 0; k < mean.Length; k++)
            mean[k] /= seconds;
        var sunk = Rate(terms.Masses, terms.Sink, mean);
        var after = Rate(terms.Masses, _now);
        var error = ImexStep.MassBudgetError(Rate(terms.Masses, terms.Numbers), after, seconds, supplyRate, sunk);
        var supplied = Rate(terms.Masses, terms.Source);
        return new ImexOutcome(seconds, error, after, gained, lost, sunk, supplied, -1);
    }

    private static double Rate(ReadOnlySpan<double> masses, ReadOnlySpan<double> numbers)
    {
        var sum = 0.0;
        for (var k = 0; k < numbers.Length; k++)
            sum += masses[k] * numbers[k];
        return sum;
    }

    private static double Rate(ReadOnlySpan<double> masses, ReadOnlySpan<double> rates, ReadOnlySpan<double> numbers)
    {
        var sum = 0.0;
        for (var k = 0; k < numbers.Length; k++)
            sum += masses[k] * rates[k] * numbers[k];
        return sum;
    }

    private static ImexOutcome Failed(ReadOnlySpan<double> numbers)
    {
        var bad = 0;
        while (bad < numbers.Length - 1 && double.IsFinite(numbers[bad]))
            bad++;
        return new ImexOutcome(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, bad);
    }
}
