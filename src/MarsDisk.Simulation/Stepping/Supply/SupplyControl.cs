using MarsDisk.Physics.Constants;
using MarsDisk.Physics.Supply;
using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Stepping.Supply;

/// <summary>Temperature, feedback, reservoir and routing of the supply, in this order (physics §13.4, §13.6).</summary>
internal sealed class SupplyControl(RunPlan plan)
{
    private readonly SupplyControls _controls = plan.Supply.Controls;
    private readonly double _area = plan.Orbit.Area;

    /// <summary>The rate behind the factors of temperature and optical depth, whether or not a gate lets it pass.</summary>
    public double Scale(double mixed, SupplyState state, StepContext step, double seconds)
    {
        var rate = mixed;
        if (_controls.Temperature is { } temperature)
            rate = Heat(temperature, rate, step);
        if (_controls.Feedback is { } feedback)
        {
            if (double.IsFinite(step.Tau))
                state.FeedbackScale = feedback.Next(state.FeedbackScale, step.Tau, seconds);
            step.Flows.FeedbackScale = state.FeedbackScale;
            step.Flows.FeedbackError = feedback.Error(step.Tau);
            rate *= state.FeedbackScale;
        }

        return rate;
    }

    /// <summary>Draws on the reservoir and routes what it gives; returns what reaches the surface layer.</summary>
    public double Deliver(double scaled, SupplyState state, DiskState disk, StepContext step, double seconds)
    {
        var rate = _controls.Reservoir is { } reservoir ? Draw(reservoir, scaled, state, step, seconds) : scaled;
        step.Flows.Scaled = rate;
        return Route(rate, state, disk, step, seconds);
    }

    private static double Heat(SupplyTemperatureControl control, double rate, StepContext step)
    {
        var value = control.At(step.Temperature);
        var isRate = control.Law is null && control.Kind == SupplyValueKind.Rate;
        step.Flows.TemperatureValue = value;
        step.Flows.TemperatureKind = isRate ? (byte)1 : (byte)0;
        if (isRate)
            return Math.Max(value, 0);
        step.Flows.TemperatureScale = value;
        return Math.Max(rate * value, 0);
    }

    // Mass is drawn only in steps in which the gates let the supply pass.
    private double Draw(SupplyReservoir reservoir, double rate, SupplyState state, StepContext step, double seconds)
    {
        if (step.IsSupplyAllowed)
        {
            var draw = reservoir.Draw(rate, state.ReservoirMass, _area, seconds);
            step.Flows.IsReservoirClipped |= draw.Rate < rate;
            state.ReservoirMass = draw.Remaining;
            rate = draw.Rate;
            if (draw.Remaining <= 0 && double.IsNaN(state.DepletionTime))
                state.DepletionTime = step.Time;
        }

        step.Flows.ReservoirRemaining = state.ReservoirMass / PhysicalConstants.MarsMass;
        step.Flows.ReservoirFraction = reservoir.Capacity > 0 ? state.ReservoirMass / reservoir.Capacity : 0;
        return rate;
    }

    private double Route(double rate, SupplyState state, DiskState disk, StepContext step, double seconds)
    {
        // Without a finite surface density of optical depth one nothing bounds the layer.
        double? headroom = _controls.HasHeadroom && double.IsFinite(step.SigmaTau1)
            ? SupplySplit.HeadroomOf(disk.SurfaceDensity, step.SigmaTau1)
            : null;
        var split = _controls.DeepMixingSeconds is { } mixing
            ? SupplySplit.ThroughDeepBuffer(rate, seconds, Bound(headroom, step, seconds), state.DeepSurfaceDensity, mixing)
            : headroom is { } limit
                ? SupplySplit.Limited(rate, seconds, limit, state.DeepSurfaceDensity, hasDeepBuffer: false)
                : SupplySplit.Direct(rate, state.DeepSurfaceDensity);
        state.DeepSurfaceDensity = split.DeepSurfaceDensity;
        Note(split, headroom, rate, step);
        return split.Applied;
    }

    // The soft gate also makes room for what blow-out takes away meanwhile.
    private double? Bound(double? headroom, StepContext step, double seconds) =>
        headroom is { } limit && _controls.Gate == HeadroomGate.Soft
            ? limit + (step.SigmaTau1 / plan.Start.BlowoutTime * seconds)
            : headroom;

    private void Note(in SupplySplit split, double? headroom, double rate, StepContext step)
    {
        ref var flows = ref step.Flows;
        flows.Headroom = headroom ?? Recording.NoValue.Number;
        flows.Diverted = split.Diverted;
        flows.IntoDeep = split.IntoDeep;
        flows.DeepAttempt = split.DeepToSurface;
        flows.DeepToSurface = split.DeepToSurface;
        flows.DeepSurfaceDensity = split.DeepSurfaceDensity;
        flows.IsBlockedByHeadroom = headroom is <= 0 && rate > 0;
        flows.IsMixingLimited = _controls.DeepMixingSeconds is not null && step.IsSupplyAllowed && split.DeepToSurface <= 0;
    }
}
