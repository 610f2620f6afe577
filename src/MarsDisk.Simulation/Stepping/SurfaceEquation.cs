using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;
using MarsDisk.Simulation.Stepping.Supply;

namespace MarsDisk.Simulation.Stepping;

/// <summary>The surface equation by implicit Euler, with sub-steps when blow-out is fast (physics §15.3; deprecated).</summary>
internal sealed class SurfaceEquation(RunPlan plan, Shielding shielding, SupplyStep supply)
{
    private const double FastRatio = 3;

    private readonly double _dt = plan.Time.Step;
    private readonly double _blowoutTime = plan.Start.BlowoutTime;
    private readonly double _omega = plan.Orbit.Omega;

    public void Advance(RunState state, StepContext step)
    {
        step.Substeps = Substeps();
        var part = _dt / step.Substeps;
        var supplied = 0.0;
        for (var sub = 0; sub < step.Substeps; sub++)
        {
            if (plan.Parameters.Surface.FreezeSigma)
                state.Disk.SurfaceDensity = plan.Start.SurfaceDensity;
            shielding.Evaluate(state.Disk, step);
            supply.Evaluate(state, step, part);
            Advance(state.Disk, part, step);
            supplied += step.SupplyApplied * part;
        }
        // What the layer received over the whole step; with one part that is the rate itself up to rounding.
        step.SupplyApplied = supplied / _dt;
        Correct(part, step);
    }

    private int Substeps()
    {
        var io = plan.Parameters.Io;
        var ratio = _dt / _blowoutTime;
        return io.SubstepFastBlowout && plan.Switches.Blowout && ratio > io.SubstepMaxRatio
            ? (int)Math.Ceiling(_dt / (io.SubstepMaxRatio * _blowoutTime))
            : 1;
    }

    private void Advance(DiskState disk, double part, StepContext step)
    {
        var rate = 0.0;
        if (step.BlowoutActs)
            rate += 1 / _blowoutTime;
        if (step.CollisionsAct && step.VerticalTau > 0)
            rate += _omega * step.VerticalTau;
        if (step.SinkTimeSurface > 0)
            rate += 1 / step.SinkTimeSurface;

        disk.SurfaceDensity = (disk.SurfaceDensity + (part * step.SupplyApplied)) / (1 + (part * rate));
        step.Outflux = step.BlowoutActs ? disk.SurfaceDensity / _blowoutTime : 0;
        step.SinkFlux = step.SinkTimeSurface > 0 ? disk.SurfaceDensity / step.SinkTimeSurface : 0;
        step.SinkFluxMass += step.SinkFlux * part;
        step.CollisionTime = step.CollisionsAct && step.VerticalTau > 0
            ? 1 / (_omega * step.VerticalTau)
            : Recording.NoValue.Number;
    }

    private void Correct(double part, StepContext step)
    {
        var io = plan.Parameters.Io;
        var isFast = plan.Switches.Blowout && _dt / _blowoutTime > FastRatio;
        if (!isFast || !(io.CorrectFastBlowout || step.Substeps > 1))
            return;
        step.Outflux *= Physics.Radiation.BlowoutTime.ShareWithinStep(part / _blowoutTime);
        step.IsFastBlowoutCorrected = true;
    }
}
