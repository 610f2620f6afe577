using MarsDisk.Simulation.Inputs.Keys;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;
using MarsDisk.Simulation.Stepping.Supply;

namespace MarsDisk.Simulation.Stepping;

/// <summary>Changes the surface density of the layer by the solver of the run, if anything acts (runner §2.6).</summary>
internal sealed class SurfaceUpdate
{
    private readonly RunPlan _plan;
    private readonly Shielding _shielding;
    private readonly SupplyStep _supply;
    private readonly SurfaceEquation _equation;
    private readonly SolverSublimation _sublimation;

    public SurfaceUpdate(RunPlan plan, LiveSettings live)
    {
        _plan = plan;
        _shielding = new Shielding(plan);
        _supply = new SupplyStep(plan, live);
        _equation = new SurfaceEquation(plan, _shielding, _supply);
        _sublimation = new SolverSublimation(plan);
        Collisions = new CollisionUpdate(plan, live);
    }

    public CollisionUpdate Collisions { get; }

    public void Advance(RunState state, StepContext step)
    {
        var disk = state.Disk;
        Freeze(disk);
        step.SigmaBefore = disk.SurfaceDensity;
        if (!step.CollisionsAct && !_plan.Switches.SinkTimescale)
            Skip(disk, step);
        else if (_plan.Switches.Smoluchowski)
            AdvanceSmoluchowski(state, step);
        else
            AdvanceEquation(state, step);
        Freeze(disk);
        step.SigmaAfter = disk.SurfaceDensity;
    }

    private void Skip(DiskState disk, StepContext step)
    {
        step.Tau = step.Opacity * disk.SurfaceDensity * _plan.Shielding.LineOfSight;
        Shielding.Skip(step);
    }

    private void AdvanceSmoluchowski(RunState state, StepContext step)
    {
        _shielding.Evaluate(state.Disk, step);
        _supply.Evaluate(state, step, _plan.Time.Step);
        if (step.CollisionsAct)
            Collisions.Advance(state.Disk, step);
        else
            AdvanceSinks(state.Disk, step);
    }

    // Only surface sinks act: the layer loses to them and receives what the gates let pass.
    private void AdvanceSinks(DiskState disk, StepContext step)
    {
        var dt = _plan.Time.Step;
        var rate = step.SinkTimeSurface > 0 ? 1 / step.SinkTimeSurface : 0;
        disk.SurfaceDensity = (disk.SurfaceDensity + (dt * step.SupplyApplied)) / (1 + (dt * rate));
        step.SinkFlux = rate * disk.SurfaceDensity;
        step.SinkFluxMass = step.SinkFlux * dt;
    }

    private void AdvanceEquation(RunState state, StepContext step)
    {
        _equation.Advance(state, step);
        if (step.SublimatesInSolver)
            _sublimation.Advance(state.Disk, step);
    }

    private void Freeze(DiskState disk)
    {
        if (_plan.Parameters.Surface.FreezeSigma)
            disk.SurfaceDensity = _plan.Start.SurfaceDensity;
    }
}
