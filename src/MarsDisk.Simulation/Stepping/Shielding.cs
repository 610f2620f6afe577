using MarsDisk.Physics.Constants;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.Recording;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Stepping;

/// <summary>Self-shielding of the layer at the start of an update (physics §7.2, runner §2.6).</summary>
internal sealed class Shielding(RunPlan plan)
{
    private readonly ShieldingPlan _shielding = plan.Shielding;
    private readonly bool _hasCollisionTime = plan.Parameters.Surface.UseTcoll;

    public void Evaluate(DiskState disk, StepContext step)
    {
        step.Tau = step.Opacity * disk.SurfaceDensity * _shielding.LineOfSight;
        step.VerticalTau = _hasCollisionTime && step.Tau > ModelLimits.OpticalDepthMin
            ? step.Tau / _shielding.LineOfSight
            : NoValue.Number;
        if (!step.CollisionsAct)
        {
            Pass(step, phi: 1);
            return;
        }

        var shielded = _shielding.Law.Evaluate(step.Opacity, disk.SurfaceDensity, _shielding.LineOfSight);
        step.Phi = shielded.Phi;
        step.OpacityEffective = shielded.EffectiveOpacity;
        step.SigmaTau1 = shielded.SurfaceDensityAtTauOne;
        if (double.IsFinite(step.SigmaTau1))
            disk.SigmaTau1LastFinite = step.SigmaTau1;
    }

    /// <summary>Nothing shields: neither collisions nor surface sinks act in this step.</summary>
    public static void Skip(StepContext step) => Pass(step, NoValue.Number);

    private static void Pass(StepContext step, double phi)
    {
        step.Phi = phi;
        step.OpacityEffective = step.Opacity;
        step.SigmaTau1 = NoValue.Number;
    }
}
