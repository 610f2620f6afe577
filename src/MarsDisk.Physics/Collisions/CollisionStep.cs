namespace MarsDisk.Physics.Collisions;

/// <summary>
/// One collision step of the 0D model (E.046): size distribution and surface density in, both out. Owns its work
/// space; taking a step allocates nothing. One per run, not for use by two threads at once.
/// </summary>
public sealed class CollisionStep
{
    private readonly CollisionPlan _plan;
    private readonly CollisionStepOptions _options;
    private readonly double[] _counts;
    private readonly double[] _next;
    private readonly double[] _gain;
    private readonly double[] _loss;
    private readonly double[] _source;
    private readonly double[] _sink;
    private readonly double[] _blowout;
    private readonly double[] _sublimation;
    private readonly double[] _mean;
    private readonly ResolvedAdvance? _resolved;

    /// <summary>Reserves the work space.</summary>
    /// <param name="plan">Kept up to date by the caller.</param>
    /// <param name="options">What stays the same during the run.</param>
    /// <exception cref="ArgumentException">The plan is for a changing speed, and energies or sub-steps are asked
    /// for.</exception>
    public CollisionStep(CollisionPlan plan, CollisionStepOptions options)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(options);
        if (plan.IsSpeedChanging && (options.Energy is not null || options.Resolved is not null))
            throw new ArgumentException("Energies and sub-steps need a plan with tables of all pairs.", nameof(plan));

        _plan = plan;
        _options = options;
        _counts = new double[plan.Bins];
        _next = new double[plan.Bins];
        _gain = new double[plan.Bins];
        _loss = new double[plan.Bins];
        _source = new double[plan.Bins];
        _sink = new double[plan.Bins];
        _blowout = new double[plan.Bins];
        _sublimation = new double[plan.Bins];
        _mean = new double[plan.Bins];
        if (options.Resolved is { } control)
            _resolved = new ResolvedAdvance(plan, control, options.Scheme);
    }

    /// <summary>Bodies per area and bin at the start of the last step, m⁻².</summary>
    public ReadOnlySpan<double> CountsBefore => _counts;

    /// <summary>Bodies per area and bin at the end of the last step, m⁻².</summary>
    public ReadOnlySpan<double> CountsAfter => _next;

    /// <summary>Takes one step.</summary>
    /// <param name="input">What acts on the layer.</param>
    /// <param name="number">dN/ds on an arbitrary scale; replaced by the new distribution on the same scale.</param>
    /// <exception cref="PhysicsException">The step is not positive.</exception>
    public CollisionStepOutcome Advance(in CollisionStepInput input, Span<double> number)
    {
        var scale = NumberScale.ToCounts(number, _plan.Widths, _plan.Masses, input.SurfaceDensity, _counts);
        if (!double.IsFinite(scale))
            return Failed(FirstBad(number));

        CollisionRates.Loss(_plan, _counts, _loss);
        CollisionRates.Gain(_plan, _counts, _gain);
        FillSinks(input);
        var supply = Math.Max(input.SupplyRate, 0);
        _options.Injection.Fill(
            _plan.Sizes, _plan.Widths, _plan.Masses, supply, input.SizeMinEffective, _source);

        var outcome = _resolved is null
            ? ImexStep.Advance(Terms(), input.Seconds, supply, _options.Scheme, _next)
            : _resolved.Advance(Terms(), input.Seconds, supply, _next, _mean);
        if (outcome.BadBin >= 0)
            return Failed(outcome.BadBin);
        NumberScale.ToNumber(_next, _plan.Widths, scale, number);
        return Report(input, outcome);
    }

    private void FillSinks(in CollisionStepInput input)
    {
        SinkTerms.Blowout(_plan.Edges, input.BlowoutSize, input.BlowoutSeconds, _options.BlowoutRule, _blowout);
        if (input.IsSublimationMassConserving)
        {
            SinkTerms.AddCrossing(_plan.Sizes, input.BlowoutSize, input.SizeRate, input.Seconds, _blowout);
            Array.Clear(_sublimation);
        }
        else
        {
            SinkTerms.Sublimation(_plan.Sizes, input.SizeRate, _sublimation);
        }

        var external = ExternalSink(input);
        var sink = _sink.AsSpan();
        var blowout = _blowout.AsSpan(0, sink.Length);
        var sublimation = _sublimation.AsSpan(0, sink.Length);
        for (var k = 0; k < sink.Length; k++)
            sink[k] = blowout[k] + external + sublimation[k];
    }

    private static double ExternalSink(in CollisionStepInput input) =>
        input.SinkSeconds > 0 ? 1 / input.SinkSeconds : 0;

    private ImexTerms Terms() => new()
    {
        Numbers = _counts,
        Masses = _plan.Masses,
        Gain = _gain,
        Loss = _loss,
        Source = _source,
        Sink = _sink,
    };

    private CollisionStepOutcome Report(in CollisionStepInput input, in ImexOutcome step)
    {
        var exposed = (_resolved is null ? _counts : _mean).AsSpan();    // on which the sinks have acted
        var masses = _plan.Masses.AsSpan(0, exposed.Length);
        var blowout = _blowout.AsSpan(0, exposed.Length);
        var sublimation = _sublimation.AsSpan(0, exposed.Length);
        double blown = 0, sublimated = 0, mass = 0;
        for (var k = 0; k < exposed.Length; k++)
        {
            var content = masses[k] * exposed[k];
            mass += content;
            blown += content * blowout[k];
            sublimated += content * sublimation[k];
        }

        return new CollisionStepOutcome
        {
            SurfaceDensity = Math.Max(step.MassAfter, 0),
            EffectiveSeconds = step.EffectiveSeconds,
            MassError = step.MassError,
            CollisionTimeMin = CollisionKernel.CollisionTimeMin(_loss),
            BlowoutRate = blown,
            ExternalSinkRate = mass * ExternalSink(input),
            SublimationRate = sublimated,
            GainMassRate = step.GainMassRate,
            LossMassRate = step.LossMassRate,
            SinkMassRate = step.SinkMassRate,
            SourceMassRate = step.SourceMassRate,
            Energy = _options.Energy is { } shares ? EnergyTally.Of(_plan, _counts, shares) : default,
            BadBin = -1,
        };
    }

    // Which bin of the distribution itself is not a number; bin 0 when only the surface density is not.
    private int FirstBad(ReadOnlySpan<double> number)
    {
        for (var k = 0; k < number.Length; k++)
        {
            if (!double.IsFinite(number[k] * _plan.Widths[k] * _plan.Masses[k]))
                return k;
        }

        return 0;
    }

    private static CollisionStepOutcome Failed(int bin) => new()
    {
        SurfaceDensity = double.NaN,
        EffectiveSeconds = double.NaN,
        MassError = double.NaN,
        CollisionTimeMin = double.NaN,
        BlowoutRate = double.NaN,
        ExternalSinkRate = double.NaN,
        SublimationRate = double.NaN,
        GainMassRate = double.NaN,
        LossMassRate = double.NaN,
        SinkMassRate = double.NaN,
        SourceMassRate = double.NaN,
        Energy = default,
        BadBin = bin,
    };
}
