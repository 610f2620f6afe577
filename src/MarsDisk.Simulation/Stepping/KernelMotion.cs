using MarsDisk.Physics.Dynamics;
using MarsDisk.Simulation.Inputs.Keys;
using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;

namespace MarsDisk.Simulation.Stepping;

/// <summary>
/// Eccentricity and inclination of the colliding bodies in a step, the speed and the scale height that follow
/// (physics §8.3 to §8.7).
/// </summary>
internal sealed class KernelMotion(RunPlan plan, LiveSettings live)
{
    // The kernel takes the coefficient of restitution as constant, whatever the configured one (physics §8.5).
    private const double Restitution = 0.5;
    private const double EccentricityMin = 1e-8;

    private readonly DynamicsParameters _dynamics = plan.Parameters.Dynamics;
    private readonly InjectionVelocityParameters _injection = plan.Parameters.Supply.Injection.Velocity;
    private readonly double _dt = plan.Time.Step;
    private readonly double _eccentricity = plan.Excitation.Eccentricity;
    private readonly double _inclination = plan.Excitation.Inclination;

    /// <summary>Relative speed of all pairs, m s⁻¹.</summary>
    public double Speed { get; private set; }

    /// <summary>Scale height of all bins, m.</summary>
    public double ScaleHeight { get; private set; }

    public void Evaluate(double surfaceDensity, StepContext step)
    {
        SetBase(step);
        SetSupply(step);
        var added = Math.Max(step.SupplyApplied, 0) * _dt;
        step.SupplyWeight = _injection.WeightMode == VelocityWeight.DeltaSigma
            ? SupplyVelocityBlend.WeightOfTotal(added, surfaceDensity)
            : SupplyVelocityBlend.WeightOfLayer(added, surfaceDensity);
        step.Eccentricity = Blend(step.EccentricityBase, step.EccentricitySupply, step.SupplyWeight);
        step.Inclination = Blend(step.InclinationBase, step.InclinationSupply, step.SupplyWeight);
        SetSpeed(step);
    }

    private void SetBase(StepContext step)
    {
        step.EccentricityBase = _eccentricity;
        step.InclinationBase = _inclination;
        if (_dynamics.KernelEiMode != KernelVelocityMode.WyattEq)
            return;
        var dispersion = EquilibriumDispersion.Solve(step.Tau, _eccentricity, Restitution, live.WakeFactor);
        step.EccentricityBase = Math.Max(dispersion, EccentricityMin);
        step.InclinationBase = 0.5 * step.EccentricityBase;
    }

    private void SetSupply(StepContext step)
    {
        (step.EccentricitySupply, step.InclinationSupply) = _injection.Mode switch
        {
            InjectionVelocityMode.FixedEi => (live.InjectedEccentricity, live.InjectedInclination),
            InjectionVelocityMode.Factor => (
                step.EccentricityBase * live.InjectedVelocityFactor,
                step.InclinationBase * live.InjectedVelocityFactor),
            _ => (step.EccentricityBase, step.InclinationBase),
        };
    }

    // With inherited motion both values are equal; skipping the blend keeps the speed constant to the last bit, so
    // the tables of the kernel are built once (physics §8.7).
    private double Blend(double ours, double theirs, double weight)
    {
        if (_injection.Mode == InjectionVelocityMode.Inherit)
            return ours;
        return _injection.BlendMode == VelocityBlend.Linear
            ? SupplyVelocityBlend.Linear(weight, ours, theirs)
            : SupplyVelocityBlend.RootMeanSquare(weight, ours, theirs);
    }

    private void SetSpeed(StepContext step)
    {
        Speed = _dynamics.VRelMode == RelativeVelocityMode.Pericenter
            ? RelativeSpeed.AtPericentre(plan.Orbit.Speed, step.Eccentricity)
            : RelativeSpeed.Ohtsuki(plan.Orbit.Speed, step.Eccentricity, step.Inclination);
        ScaleHeight = _dynamics.KernelHMode == ScaleHeightMode.Ia
            ? Physics.Dynamics.ScaleHeight.OfInclination(_dynamics.HFactor, step.Inclination, plan.Orbit.Radius)
            : Physics.Dynamics.ScaleHeight.OfAspect(_dynamics.HFixedOverA!.Value, plan.Orbit.Radius);
    }
}
