using MarsDisk.Physics.Constants;

namespace MarsDisk.Physics.Surface;

/// <summary>What acts on the surface layer during one step of the surface equation.</summary>
/// <param name="SurfaceDensity">Sigma at the start, kg m⁻².</param>
/// <param name="SupplyRate">kg m⁻² s⁻¹.</param>
/// <param name="Seconds">Step, s; positive.</param>
public readonly record struct SurfaceStepInput(double SurfaceDensity, double SupplyRate, double Seconds)
{
    /// <summary>t_blow, s; 0 switches blow-out off.</summary>
    public double BlowoutSeconds { get; init; }

    /// <summary>t_coll, s; 0 or infinity: no collisional loss.</summary>
    public double CollisionSeconds { get; init; }

    /// <summary>t_sink, s; 0 or infinity: no sink.</summary>
    public double SinkSeconds { get; init; }
}

/// <summary>What one step of the surface equation did.</summary>
/// <param name="SurfaceDensity">Sigma at the end, kg m⁻².</param>
/// <param name="BlowoutFlux">Mass blown out at the end of the step, kg m⁻² s⁻¹.</param>
/// <param name="SinkFlux">Mass lost to the sink at the end of the step, kg m⁻² s⁻¹.</param>
/// <param name="SinkMass">Mass lost to the sink over the step, kg m⁻².</param>
/// <param name="Substeps">Number of sub-steps taken.</param>
public readonly record struct SurfaceStepOutcome(
    double SurfaceDensity, double BlowoutFlux, double SinkFlux, double SinkMass, int Substeps);

/// <summary>The surface layer as one reservoir without sizes (E.006, E.007, E.009). Kept for old studies.</summary>
public static class SurfaceLayer
{
    /// <summary>t_coll = 1/(Omega tau), s (E.006); infinite for tau ≤ 1e-12 or a tau that is not a number.</summary>
    /// <param name="opticalDepth">tau.</param>
    /// <param name="orbitalFrequency">Omega, rad s⁻¹; positive.</param>
    /// <exception cref="PhysicsException">Omega is not positive.</exception>
    public static double CollisionSeconds(double opticalDepth, double orbitalFrequency)
    {
        RequirePositive(orbitalFrequency, "orbital frequency");
        return opticalDepth > ModelLimits.OpticalDepthMin ? 1 / (orbitalFrequency * opticalDepth) : double.PositiveInfinity;
    }

    /// <summary>Sigma Omega, kg m⁻² s⁻¹ (E.009).</summary>
    public static double Outflux(double surfaceDensity, double orbitalFrequency) => surfaceDensity * orbitalFrequency;

    /// <summary>One implicit step: Sigma' = (Sigma + dt prod)/(1 + dt lambda) (E.007).</summary>
    /// <exception cref="PhysicsException">The step is not positive or a time is negative.</exception>
    public static SurfaceStepOutcome Advance(in SurfaceStepInput input)
    {
        RequirePositive(input.Seconds, "step");
        var blowout = RateOf(input.BlowoutSeconds, "blow-out time");
        var sink = RateOf(input.SinkSeconds, "sink time");
        var loss = blowout + RateOf(input.CollisionSeconds, "collision time") + sink;

        var after = (input.SurfaceDensity + input.Seconds * input.SupplyRate) / (1 + input.Seconds * loss);
        return new SurfaceStepOutcome(after, after * blowout, after * sink, after * sink * input.Seconds, 1);
    }

    /// <summary>The same step cut into sub-steps when blow-out is faster than it.</summary>
    /// <param name="input">The whole step.</param>
    /// <param name="ratioMax">Largest dt/t_blow of a sub-step; positive.</param>
    /// <exception cref="PhysicsException">As <see cref="Advance"/>, or the ratio is not positive.</exception>
    public static SurfaceStepOutcome AdvanceInSubsteps(in SurfaceStepInput input, double ratioMax)
    {
        RequirePositive(ratioMax, "largest ratio of step to blow-out time");
        if (!(input.BlowoutSeconds > 0 && input.Seconds / input.BlowoutSeconds > ratioMax))
            return Advance(input);

        var substeps = (int)Math.Ceiling(input.Seconds / (ratioMax * input.BlowoutSeconds));
        var part = input with { Seconds = input.Seconds / substeps };
        var (outcome, sinkMass) = (default(SurfaceStepOutcome), 0.0);
        for (var k = 0; k < substeps; k++)
        {
            outcome = Advance(part);
            sinkMass += outcome.SinkMass;
            part = part with { SurfaceDensity = outcome.SurfaceDensity };
        }

        return outcome with { SinkMass = sinkMass, Substeps = substeps };
    }

    // A time of 0 or infinity means that the process is off.
    private static double RateOf(double seconds, string name)
    {
        if (!(seconds >= 0))
            throw new PhysicsException($"The {name} of the surface layer is {seconds} s; expected not negative.");
        return seconds > 0 ? 1 / seconds : 0;
    }

    private static void RequirePositive(double value, string name)
    {
        if (!(value > 0 && double.IsFinite(value)))
            throw new PhysicsException($"The surface layer needs a positive {name}, not {value}.");
    }
}
