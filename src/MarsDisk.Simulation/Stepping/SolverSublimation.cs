using MarsDisk.Physics.Collisions;
using MarsDisk.Physics.Sizes;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Stepping;

/// <summary>
/// Sublimation as a pure sink on the size distribution, behind the surface equation, which has no bins of its own
/// (physics §15.3, last paragraph).
/// </summary>
internal sealed class SolverSublimation
{
    private readonly RunPlan _plan;
    private readonly double[] _masses;
    private readonly double[] _counts;
    private readonly double[] _next;
    private readonly double[] _sink;
    private readonly double[] _nothing;

    public SolverSublimation(RunPlan plan)
    {
        _plan = plan;
        var bins = plan.Start.Sizes.Length;
        _masses = new double[bins];
        _counts = new double[bins];
        _next = new double[bins];
        _sink = new double[bins];
        _nothing = new double[bins];
    }

    public void Advance(DiskState disk, StepContext step)
    {
        GrainMass.Of(disk.Sizes, _plan.Parameters.Material.Rho, _masses);
        var scale = NumberScale.ToCounts(disk.Number, disk.Widths, _masses, disk.SurfaceDensity, _counts);
        SinkTerms.Sublimation(disk.Sizes, step.ShrinkRate, _sink);
        var terms = new ImexTerms
        {
            Numbers = _counts,
            Masses = _masses,
            Gain = _nothing,
            Loss = _nothing,
            Source = _nothing,
            Sink = _sink,
        };
        var outcome = ImexStep.Advance(terms, _plan.Time.Step, 0, ImexScheme.Reference, _next);
        if (outcome.BadBin >= 0)
            throw StepFailedException.InBin(step, "number", outcome.BadBin, disk);
        NumberScale.ToNumber(_next, disk.Widths, scale, disk.Number);

        var before = disk.SurfaceDensity;
        disk.SurfaceDensity = Math.Max(outcome.MassAfter, 0);
        step.SolverSublimation = Math.Max(before - disk.SurfaceDensity, 0) / _plan.Time.Step;
    }
}
