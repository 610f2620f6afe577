using System.Runtime.CompilerServices;
using MarsDisk.Physics.Constants;

namespace MarsDisk.Physics.Collisions;

/// <summary>What acts on the bins during one step. All spans have one value per bin.</summary>
public readonly ref struct ImexTerms
{
    /// <summary>N_k at the start, m⁻².</summary>
    public required ReadOnlySpan<double> Numbers { get; init; }

    /// <summary>m_k, kg.</summary>
    public required ReadOnlySpan<double> Masses { get; init; }

    /// <summary>Collisional gain G_k, m⁻² s⁻¹.</summary>
    public required ReadOnlySpan<double> Gain { get; init; }

    /// <summary>Collisional loss coefficient Lambda_k, s⁻¹.</summary>
    public required ReadOnlySpan<double> Loss { get; init; }

    /// <summary>Supply F_k, m⁻² s⁻¹.</summary>
    public required ReadOnlySpan<double> Source { get; init; }

    /// <summary>Sum of all sinks S_k, s⁻¹.</summary>
    public required ReadOnlySpan<double> Sink { get; init; }
}

/// <summary>What one step of the solver did. Mass rates in kg m⁻² s⁻¹.</summary>
/// <param name="EffectiveSeconds">Time really covered, s.</param>
/// <param name="MassError">Relative error of the mass budget (E.011).</param>
/// <param name="MassAfter">sum m N', kg m⁻².</param>
/// <param name="GainMassRate">sum m G.</param>
/// <param name="LossMassRate">sum m Lambda N', or with the consistent scheme sum m Lambda N.</param>
/// <param name="SinkMassRate">sum m S N.</param>
/// <param name="SourceMassRate">sum m F.</param>
/// <param name="BadBin">First bin whose result is not a finite number, or negative whatever the step; −1 when
/// all is well. Then the other values have no meaning.</param>
public readonly record struct ImexOutcome(
    double EffectiveSeconds,
    double MassError,
    double MassAfter,
    double GainMassRate,
    double LossMassRate,
    double SinkMassRate,
    double SourceMassRate,
    int BadBin);

/// <summary>How the loss of a step is taken (<c>numerics.imex</c>).</summary>
public enum ImexScheme
{
    /// <summary>Loss at the new state, gain at the old one (IMEX-BDF1): positive, but mass is not exact.</summary>
    Reference,

    /// <summary>Loss and gain at the old state: collisions alone keep sum m N to rounding.</summary>
    Consistent,
}

/// <summary>One step of the Smoluchowski equation (E.010) under the mass budget (E.011).</summary>
public static class ImexStep
{
    /// <summary>
    /// Advances N by at most <paramref name="seconds"/>: capped by the shortest collision time, then halved until no
    /// bin is negative and the mass budget closes. Gain and loss coefficients are those of the start throughout.
    /// </summary>
    /// <param name="terms">State, gain, loss, source and sinks.</param>
    /// <param name="seconds">Wanted step, s; positive.</param>
    /// <param name="supplyRate">Nominal supply of the budget, kg m⁻² s⁻¹; NaN takes sum m F.</param>
    /// <param name="scheme">How the loss is taken.</param>
    /// <param name="next">Receives N'.</param>
    /// <exception cref="PhysicsException">The step is not positive.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ImexOutcome Advance(
        in ImexTerms terms, double seconds, double supplyRate, ImexScheme scheme, Span<double> next)
    {
        if (!(seconds > 0))
            throw new PhysicsException($"A step of {seconds} s; expected a positive one.");

        var rates = Sum(terms);
        var supply = double.IsNaN(supplyRate) ? rates.Source : supplyRate;
        var step = Math.Min(seconds, ModelLimits.CollisionStepSafety / Math.Max(rates.FastestLoss, ModelLimits.DivisorMin));
        while (true)
        {
            var lowest = scheme == ImexScheme.Reference ? Implicit(terms, step, next) : Explicit(terms, step, next);
            var after = Mass(terms.Masses, next);
            var error = MassBudgetError(rates.Mass, after, step, supply, rates.Sink);
            if (!double.IsFinite(error) || !(step > 0))
                return Failed(terms.Masses, next);
            if (lowest >= 0 && error <= ModelLimits.MassErrorMax)
                return Accepted(terms, rates, step, error, after, scheme, next);
            step /= 2;
        }
    }

    /// <summary>Relative error of the mass budget (E.011).</summary>
    /// <param name="before">sum m N, kg m⁻².</param>
    /// <param name="after">sum m N', kg m⁻².</param>
    /// <param name="seconds">Step, s.</param>
    /// <param name="supplyRate">Mass supplied, kg m⁻² s⁻¹.</param>
    /// <param name="sinkRate">Mass lost to sinks, kg m⁻² s⁻¹.</param>
    public static double MassBudgetError(
        double before, double after, double seconds, double supplyRate, double sinkRate)
    {
        var expected = before + seconds * supplyRate;
        var found = after + seconds * sinkRate;
        var scale = before > 0 ? before : Math.Max(expected, ModelLimits.DivisorMin);
        return Math.Abs(found - expected) / scale;
    }

    private static double Implicit(in ImexTerms terms, double step, Span<double> next)
    {
        var numbers = terms.Numbers[..next.Length];
        var gain = terms.Gain[..next.Length];
        var loss = terms.Loss[..next.Length];
        var source = terms.Source[..next.Length];
        var sink = terms.Sink[..next.Length];
        var lowest = 0.0;
        for (var k = 0; k < next.Length; k++)
        {
            var change = gain[k] + source[k] - sink[k] * numbers[k];
            next[k] = (numbers[k] + step * change) / (1 + step * loss[k]);
            if (next[k] < lowest)
                lowest = next[k];
        }

        return lowest;
    }

    private static double Explicit(in ImexTerms terms, double step, Span<double> next)
    {
        var numbers = terms.Numbers[..next.Length];
        var gain = terms.Gain[..next.Length];
        var loss = terms.Loss[..next.Length];
        var source = terms.Source[..next.Length];
        var sink = terms.Sink[..next.Length];
        var lowest = 0.0;
        for (var k = 0; k < next.Length; k++)
        {
            var change = gain[k] - loss[k] * numbers[k] + (source[k] - sink[k] * numbers[k]);
            next[k] = numbers[k] + step * change;
            if (next[k] < lowest)
                lowest = next[k];
        }

        return lowest;
    }

    private static double Mass(ReadOnlySpan<double> masses, ReadOnlySpan<double> numbers)
    {
        // From small to large bins: the order is part of the result (law 4).
        var sum = 0.0;
        for (var k = 0; k < numbers.Length; k++)
            sum += masses[k] * numbers[k];
        return sum;
    }

    private static RateSums Sum(in ImexTerms terms)
    {
        var n = terms.Numbers.Length;
        var numbers = terms.Numbers;
        var masses = terms.Masses[..n];
        var gain = terms.Gain[..n];
        var loss = terms.Loss[..n];
        var source = terms.Source[..n];
        var sink = terms.Sink[..n];
        double mass = 0, gained = 0, supplied = 0, sunk = 0, fastest = 0;
        for (var k = 0; k < n; k++)
        {
            var content = masses[k] * numbers[k];
            mass += content;
            gained += masses[k] * gain[k];
            supplied += masses[k] * source[k];
            sunk += sink[k] * content;
            if (loss[k] > fastest)
                fastest = loss[k];
        }

        return new RateSums(mass, gained, supplied, sunk, fastest);
    }

    private static ImexOutcome Accepted(
        in ImexTerms terms,
        in RateSums rates,
        double step,
        double error,
        double after,
        ImexScheme scheme,
        ReadOnlySpan<double> next)
    {
        var numbers = scheme == ImexScheme.Reference ? next : terms.Numbers;
        var lost = 0.0;
        for (var k = 0; k < numbers.Length; k++)
            lost += terms.Masses[k] * terms.Loss[k] * numbers[k];
        return new ImexOutcome(step, error, after, rates.Gain, lost, rates.Sink, rates.Source, -1);
    }

    private static ImexOutcome Failed(ReadOnlySpan<double> masses, ReadOnlySpan<double> next)
    {
        var bad = 0;
        while (bad < next.Length - 1 && double.IsFinite(masses[bad] * next[bad]) && next[bad] >= 0)
            bad++;
        return new ImexOutcome(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, bad);
    }

    private readonly record struct RateSums(double Mass, double Gain, double Source, double Sink, double FastestLoss);
}
