using MarsDisk.Physics;
using MarsDisk.Physics.Supply;
using MarsDisk.Simulation.Inputs.Keys;
using MarsDisk.Simulation.Inputs.Saved;
using MarsDisk.Simulation.Plans;

namespace MarsDisk.Simulation.Inputs.Acting;

/// <summary>What inputs made of the live keys, and the values that follow for a time.</summary>
internal sealed class KeyBook(RunPlan plan, InputState state, LiveSettings live, PendingInputs pending)
{
    private readonly LiveSettings _planned = new(plan);

    /// <summary>The key has this value from now on.</summary>
    public void Set(LiveKey key, LiveValue value) => Replace(KeyCourse.Fixed(key, value));

    /// <summary>The key goes to a value in a straight line that begins now, at <paramref name="time"/> (s).</summary>
    public void Ramp(RunAction.RampKey ramp, double time) => Replace(new KeyCourse(
        ramp.Key, new LiveValue.Number(ramp.To), ValueAt(ramp.Key, time), time, ramp.Over));

    /// <summary>Puts the values at a time (s) in force.</summary>
    /// <exception cref="PhysicsException">The driver has ended, and its last row does not hold.</exception>
    public void Apply(double time)
    {
        foreach (var course in state.Keys)
            Put(course.Key.Id, course.At(time), course.Curve);
        if (state.Driver is { Acts: true } driver)
            ApplyDriver(driver, time);
        if (IsSupplyChanged)
            live.SupplyRate = SupplyAt(time);
    }

    /// <summary>The value of a key at a time (s), whoever decides it.</summary>
    public double ValueAt(LiveKey key, double time)
    {
        if (DriverColumn(key.Id) is { } column)
            return DriverValue(state.Driver!, column, time);
        if (CourseOf(key.Id) is { } course)
            return course.Curve is { } curve ? curve.At(ValueOf(LiveKeyId.MarsTemperature, time)) : course.At(time);
        return key.Id == LiveKeyId.SupplyRate && IsSupplyChanged ? SupplyAt(time) : Planned(key.Id, time);
    }

    private double ValueOf(LiveKeyId id, double time) => ValueAt(LiveKeys.Of(id), time);

    private bool IsSupplyChanged => plan.Supply.ConstantRate is not null && (state.Keys.Count > 0 || state.Driver is not null)
        && (Changes(LiveKeyId.SupplyRate) || Changes(LiveKeyId.SupplyMu)
            || Changes(LiveKeyId.SupplyOrbitFraction) || Changes(LiveKeyId.MixingEfficiency));

    private bool Changes(LiveKeyId id) => CourseOf(id) is not null || DriverColumn(id) is not null;

    private KeyCourse? CourseOf(LiveKeyId id)
    {
        foreach (var course in state.Keys)
        {
            if (course.Key.Id == id)
                return course;
        }
        return null;
    }

    private int? DriverColumn(LiveKeyId id)
    {
        if (state.Driver is not { Acts: true } driver)
            return null;
        for (var column = 0; column < driver.Shape.Keys.Length; column++)
        {
            if (driver.Shape.Keys[column].Id == id)
                return column;
        }
        return null;
    }

    // A rate and a scale of the same supply exclude each other: the later one rules.
    private void Replace(KeyCourse course)
    {
        var id = course.Key.Id;
        state.Keys.RemoveAll(old => old.Key.Id == id
            || (id == LiveKeyId.SupplyRate && old.Key.Id == LiveKeyId.SupplyMu)
            || (id == LiveKeyId.SupplyMu && old.Key.Id == LiveKeyId.SupplyRate));
        state.Keys.Add(course);
    }

    private void ApplyDriver(DriverCourse driver, double time)
    {
        if (driver.IsClosed && !driver.Shape.HoldsLastRow && time > driver.Time && pending.NextRow is null)
            throw new PhysicsException(FormattableString.Invariant(
                $"The driver ends at {driver.Time:R} s and is not extrapolated, but the run goes on to {time:R} s."));
        for (var column = 0; column < driver.Shape.Keys.Length; column++)
            Put(driver.Shape.Keys[column].Id, DriverValue(driver, column, time), null);
    }

    private double DriverValue(DriverCourse driver, int column, double time) =>
        driver.Shape.IsLinear && time > driver.Time && pending.NextRow is { } next
            ? LinearCourse.Between(driver.Time, driver.Values[column], next, pending.RowValue(column), time)
            : driver.Values[column];

    // The raw supply as the plan derives it, from the values of now.
    private double SupplyAt(double time)
    {
        if (Changes(LiveKeyId.SupplyRate))
            return ValueOf(LiveKeyId.SupplyRate, time);
        if (plan.Parameters.Supply.Const.MuOrbit10pct is null && !Changes(LiveKeyId.SupplyMu))
            return plan.Supply.ConstantRate!.Value;
        var mixing = ValueOf(LiveKeyId.MixingEfficiency, time);
        if (mixing <= 0)
            return 0;
        var production = OrbitSupply.ProductionRate(
            ValueOf(LiveKeyId.SupplyMu, time), ValueOf(LiveKeyId.SupplyOrbitFraction, time),
            plan.Supply.ReferenceSurfaceDensity ?? plan.Start.SurfaceDensity, plan.Orbit.Period);
        return OrbitSupply.RawRate(production, mixing);
    }

    private double Planned(LiveKeyId id, double time) => id switch
    {
        LiveKeyId.MarsTemperature => plan.Temperature.At(time),
        LiveKeyId.QPr => PlannedQPr(time),
        LiveKeyId.SupplyEnabled => _planned.IsSupplyEnabled ? 1 : 0,
        LiveKeyId.SupplyRate => plan.Supply.Rate.At(time, plan.Orbit.Radius),
        LiveKeyId.SupplyMu => plan.Parameters.Supply.Const.MuOrbit10pct ?? 0,
        LiveKeyId.SupplyOrbitFraction => plan.Parameters.Supply.Const.OrbitFractionAtMu1,
        LiveKeyId.MixingEfficiency => _planned.Mixing,
        LiveKeyId.TauStop => _planned.TauStop,
        LiveKeyId.TauStopTolerance => _planned.TauStopTolerance,
        LiveKeyId.LossRateStop => double.IsNaN(_planned.LossRateStop) ? 0 : _planned.LossRateStop,
        LiveKeyId.TauGateMaximum => _planned.TauGateMaximum,
        LiveKeyId.GasDensity => _planned.GasDensity,
        LiveKeyId.InjectedEccentricity => _planned.InjectedEccentricity,
        LiveKeyId.InjectedInclination => _planned.InjectedInclination,
        LiveKeyId.InjectedVelocityFactor => _planned.InjectedVelocityFactor,
        _ => _planned.WakeFactor,
    };

    // Without an input the efficiency depends on the size as well; the smallest grain of the start stands for all.
    private double PlannedQPr(double time) => plan.Radiation.QPr.At(ValueOf(LiveKeyId.MarsTemperature, time)).Lookup(plan.Start.SizeMinimum);

    private void Put(LiveKeyId id, double value, LiveCurve? curve)
    {
        switch (id)
        {
            case LiveKeyId.MarsTemperature: live.MarsTemperature = value; break;
            case LiveKeyId.QPr: (live.QPr, live.QPrCurve) = (value, curve); break;
            case LiveKeyId.SupplyEnabled: live.IsSupplyEnabled = value != 0; break;
            case LiveKeyId.MixingEfficiency: live.Mixing = value; break;
            case LiveKeyId.TauStop: live.TauStop = value; break;
            case LiveKeyId.TauStopTolerance: live.TauStopTolerance = value; break;
            case LiveKeyId.LossRateStop: live.LossRateStop = value; break;
            case LiveKeyId.TauGateMaximum: live.TauGateMaximum = value; break;
            case LiveKeyId.GasDensity: live.GasDensity = value; break;
            case LiveKeyId.InjectedEccentricity: live.InjectedEccentricity = value; break;
            case LiveKeyId.InjectedInclination: live.InjectedInclination = value; break;
            case LiveKeyId.InjectedVelocityFactor: live.InjectedVelocityFactor = value; break;
            case LiveKeyId.WakeFactor: live.WakeFactor = value; break;
        }
    }
}
