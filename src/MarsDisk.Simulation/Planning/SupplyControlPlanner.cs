using MarsDisk.Physics.Constants;
using MarsDisk.Physics.Supply;
using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;

namespace MarsDisk.Simulation.Planning;

/// <summary>Controls that old studies put on the supply (physics §13.6).</summary>
internal static class SupplyControlPlanner
{
    private const string TableKey = "supply.temperature.table.path";

    public static SupplyControls Controls(PlanInputs inputs, OrbitPlan orbit)
    {
        var supply = inputs.Parameters.Supply;
        if (!supply.Enabled)
            return new SupplyControls();

        return new SupplyControls
        {
            Feedback = supply.Feedback.Enabled ? Feedback(supply.Feedback) : null,
            FeedbackInitial = supply.Feedback.Enabled ? supply.Feedback.InitialScale : 1,
            Temperature = supply.Temperature.Enabled ? Temperature(inputs, supply.Temperature) : null,
            Reservoir = Reservoir(supply.Reservoir),
            DeepMixingSeconds = supply.Transport is { Mode: TransportMode.DeepMixing, TMixOrbits: { } orbits } ? orbits * orbit.Period : null,
            Gate = supply.Transport.HeadroomGate,
            HasHeadroom = inputs.Parameters.OpticalDepth is null,
        };
    }

    private static SupplyFeedback Feedback(SupplyFeedbackParameters feedback) => new(
        feedback.TargetTau,
        feedback.Gain,
        feedback.ResponseTimeYears * PhysicalConstants.SecondsPerYear,
        feedback.MinScale,
        feedback.MaxScale);

    private static SupplyTemperatureControl Temperature(PlanInputs inputs, SupplyTemperatureParameters temperature)
    {
        if (temperature.Mode == SupplyTemperatureMode.Scale)
            return new SupplyTemperatureControl(
                new SupplyTemperature(temperature.ReferenceK, temperature.Exponent, temperature.ScaleAtReference, temperature.Floor, temperature.Cap),
                [],
                [],
                SupplyValueKind.Scale);

        var (table, columns) = (inputs.Read(TableKey, temperature.Table.Path), temperature.Table);
        return PlanInputs.Guard(TableKey, () =>
        {
            double[] temperatures = [.. table[columns.ColumnTemperature]];
            double[] values = [.. table[columns.ColumnValue]];
            Array.Sort(temperatures, values);
            if (temperatures.Length == 0 || !temperatures.All(double.IsFinite) || !values.All(double.IsFinite))
                throw new Tables.TableException($"{columns.Path} needs at least one row of finite temperatures and values.");
            return new SupplyTemperatureControl(null, temperatures, values, columns.ValueKind);
        });
    }

    // A mass alone is enough: the reference draws on it whatever enabled says.
    private static SupplyReservoir? Reservoir(SupplyReservoirParameters reservoir) => reservoir.MassTotalMmars is { } mass
        ? new SupplyReservoir(
            mass * PhysicalConstants.MarsMass,
            reservoir.DepletionMode == DepletionMode.Taper ? reservoir.TaperFraction : 0)
        : null;
}
