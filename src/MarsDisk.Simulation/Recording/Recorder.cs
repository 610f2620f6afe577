using MarsDisk.History.Columns;
using MarsDisk.Physics.Collisions;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;
using MarsDisk.Simulation.Stepping;

namespace MarsDisk.Simulation.Recording;

/// <summary>Writes the rows of a step into the buffer that is being filled. Nothing is allocated.</summary>
internal sealed class Recorder(RunPlan plan)
{
    private readonly double[] _masses = new double[plan.Start.Sizes.Length];
    private readonly double _energyMismatch = EnergyMismatch(plan);

    /// <summary>Writes what stays the same during the whole run.</summary>
    public void BeginChunk(ChunkBuffer buffer) => ConstantFacts.Write(buffer.Facts, plan);

    public void Record(ChunkBuffer buffer, RunState state, StepContext step, EnergyTally energy)
    {
        var row = buffer.Rows;
        var total = Weigh(state.Disk, step);
        ConditionFacts.Write(buffer.Facts, row, plan, state, step);
        SupplyFacts.Write(buffer.Facts, row, step);
        LossFacts.Write(buffer.Facts, row, plan, state, step);
        SolverFacts.Write(buffer.Facts, row, step);
        if (plan.EnergyShares is not null)
            SolverFacts.WriteEnergy(buffer.Facts, row, energy, _energyMismatch, step);
        if (buffer.Psd is { } psd && psd.Keeps(step.Step))
            WriteDistribution(psd, state.Disk, total, step.Time);
        buffer.Advance();
    }

    // One pass: the mass of every bin on the arbitrary scale, their sum from small to large, and the peak.
    private double Weigh(DiskState disk, StepContext step)
    {
        var (sizes, widths, number) = (disk.Sizes, disk.Widths, disk.Number);
        var total = 0.0;
        var (peak, highest) = (0, double.NegativeInfinity);
        for (var k = 0; k < _masses.Length && k < sizes.Length && k < widths.Length && k < number.Length; k++)
        {
            var size = sizes[k];
            var height = number[k] * (size * size * size);
            _masses[k] = height * widths[k];
            total += _masses[k];
            if (height > highest)
                (peak, highest) = (k, height);
        }
        step.PeakSize = sizes[peak];
        return total;
    }

    private void WriteDistribution(PsdColumns psd, DiskState disk, double total, double time)
    {
        var row = psd.Append(time, disk.SurfaceDensity);
        var fractions = psd.MassFractions(row);
        var densities = psd.BinDensities(row);
        disk.Number.CopyTo(psd.Numbers(row));
        disk.Sizes.CopyTo(psd.Centers(row));
        var (share, density) = total > 0 ? (1 / total, disk.SurfaceDensity) : (0, 0);
        for (var k = 0; k < _masses.Length && k < fractions.Length && k < densities.Length; k++)
        {
            fractions[k] = _masses[k] * share;
            densities[k] = fractions[k] * density;
        }
    }

    private static double EnergyMismatch(RunPlan plan)
    {
        var restitution = plan.Parameters.Dynamics.EpsRestitution;
        var returned = plan.Parameters.Dynamics.FKeFragmentation ?? (restitution * restitution);
        return returned - (restitution * restitution);
    }
}
