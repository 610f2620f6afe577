using MarsDisk.Physics.Constants;
using MarsDisk.Physics.Radiation;
using MarsDisk.Simulation.Inputs.Keys;
using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Stepping;

/// <summary>Temperatures, blow-out size, smallest size and the β gate of a step (runner §2.5 steps 1 to 4).</summary>
internal sealed class RadiationEnvironment(RunPlan plan, LiveSettings live)
{
    private const double GateTolerance = 1e-9;

    private readonly double _sizeConfigured = plan.Parameters.Sizes.SMin;
    private readonly double _density = plan.Parameters.Material.Rho;
    private readonly double _grainFactor =
        RadiationPressure.GrainTemperature(1, plan.Orbit.Radius, plan.Parameters.Phase.QAbsMean);

    private readonly double _threshold = plan.Parameters.Blowout.BetaGate == BetaGate.Tolerant
        ? ModelLimits.BlowoutBeta * (1 - GateTolerance)
        : ModelLimits.BlowoutBeta;

    public void Evaluate(RunState state, StepContext step)
    {
        var temperature = RadiationPressure.CheckedTemperature(live.TemperatureAt(step.Start));
        var squared = temperature * temperature;
        step.Temperature = temperature;
        step.RadiativeFlux = PhysicalConstants.StefanBoltzmann * (squared * squared);
        step.GrainTemperature = temperature * _grainFactor;
        step.PhaseTemperature = plan.Parameters.Phase.TemperatureInput == PhaseTemperature.Particle
            ? step.GrainTemperature
            : temperature;

        var disk = state.Disk;
        if (plan.IsRadiationRefreshed || live.IsRadiationOverridden || step.Step == 0)
            Refresh(disk, temperature);
        step.BlowoutSize = disk.BlowoutSize;
        step.BlowoutSizeEffective = Math.Max(_sizeConfigured, disk.BlowoutSize);
        step.SizeMinimum = disk.SizeMinimum;
        step.QPrBlow = disk.QPrBlow;
        step.QPrMean = disk.QPrMean;
        step.Beta = disk.BetaEffective;
        step.IsBetaGateOpen = step.Beta >= _threshold;
        Note(state.Statistics, step);
    }

    // The search starts at the smallest size that the last step left, and that size becomes the new one: with a table
    // the digits depend on it (physics §4.3).
    private void Refresh(DiskState disk, double temperature)
    {
        var given = live.QPrAt(temperature);
        if (!double.IsNaN(given))
        {
            Refresh(disk, temperature, given);
            return;
        }

        var qPr = plan.Radiation.QPr.At(temperature);
        disk.BlowoutSize = plan.Radiation.QPr.IsConstant
            ? RadiationPressure.BlowoutSize(temperature, _density, qPr.Lookup(1))
            : BlowoutSizes.FromStart(disk.SizeMinimum, temperature, _density, qPr);
        disk.QPrBlow = qPr.Lookup(Math.Max(disk.BlowoutSize, ModelLimits.SizeMin));
        disk.SizeMinimum = EffectiveMinimum(disk);
        disk.QPrMean = qPr.Lookup(disk.SizeMinimum);
        disk.BetaEffective = RadiationPressure.Beta(disk.SizeMinimum, temperature, _density, disk.QPrMean);
    }

    // An input gives one efficiency for all grains, as a plan without a table does.
    private void Refresh(DiskState disk, double temperature, double qPr)
    {
        disk.BlowoutSize = RadiationPressure.BlowoutSize(temperature, _density, qPr);
        disk.QPrBlow = disk.QPrMean = qPr;
        disk.SizeMinimum = EffectiveMinimum(disk);
        disk.BetaEffective = RadiationPressure.Beta(disk.SizeMinimum, temperature, _density, qPr);
    }

    private double EffectiveMinimum(DiskState disk)
    {
        var blowout = Math.Max(_sizeConfigured, disk.BlowoutSize);
        switch (plan.Parameters.Psd.Floor.Mode)
        {
            case FloorMode.None:
                return disk.SizeMinimum;
            case FloorMode.EvolveSmin:
                return Math.Max(blowout, disk.SizeFloor);
            default:
                disk.SizeFloor = Math.Max(disk.SizeFloor, blowout);
                return blowout;
        }
    }

    private static void Note(RunStatistics statistics, StepContext step)
    {
        statistics.Temperature.Add(step.Temperature);
        statistics.TemperatureLast = step.Temperature;
        statistics.Beta.Add(step.Beta);
        statistics.BlowoutSize.Add(step.BlowoutSize);
    }
}
