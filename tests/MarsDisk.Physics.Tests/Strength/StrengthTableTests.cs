using System.Globalization;
using System.Text.Json;
using MarsDisk.Physics.Strength;
using MarsDisk.Physics.Tests.Golden;

namespace MarsDisk.Physics.Tests.Strength;

public sealed class StrengthTableTests
{
    [Fact]
    public void The_built_in_table_gives_the_worked_values() => CheckRows("qstar.default_table", StrengthTable.BuiltIn());

    [Fact]
    public void The_forsterite_table_is_the_built_in_one_with_a_factor() =>
        CheckRows("qstar.forsterite_table", StrengthTable.BuiltIn(5.574));

    [Fact]
    public void A_table_of_two_rows_interpolates_between_and_scales_gravity_beyond_them()
    {
        var rows = Examples.Named("qstar.two_point_table").Inputs.GetProperty("table");

        CheckRows("qstar.two_point_table", TableOf(rows));
    }

    [Fact]
    public void The_old_si_reading_uses_the_same_numbers_without_conversion()
    {
        var example = Examples.Named("qstar.si_units");
        var table = StrengthTable.BuiltIn(units: StrengthUnits.Si);

        var found = Thresholds(table, example.Inputs.Numbers("s"), example.Inputs.Number("rho"), 3.0);

        Expect.Relative(example.Outputs.Numbers("Q"), found, example.RelativeTolerance);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Reference_values_are_met_inside_and_outside_the_velocities(int index)
    {
        var reference = Examples.File("unit/qstar.json").GetProperty("cases")[index];
        var units = reference.Text("coeff_units") == "si" ? StrengthUnits.Si : StrengthUnits.Cgs;
        var table = TableOf(reference.GetProperty("coefficients{v_kms:[Qs,a_s,B,b_g]}"), units);
        var velocities = reference.Numbers("v_kms");
        var rows = reference.GetProperty("Q_D*[v][s]");

        for (var v = 0; v < velocities.Length; v++)
        {
            var found = Thresholds(table, reference.Numbers("s_m"), reference.Number("rho"), velocities[v]);
            Expect.Relative(rows[v].Numbers(), found, 1e-12);
        }
    }

    [Fact]
    public void Broadcast_coefficients_hold_at_every_reference_velocity()
    {
        var table = StrengthTable.Broadcast([5.0, 2.0], new StrengthEntry(0, 3.5e7, 0.38, 0.3, 1.36));

        Assert.Equal([2.0, 5.0], table.Entries.Select(entry => entry.VelocityKms));
        Assert.Equal(table.Threshold(0.01, 3000, 2), table.Threshold(0.01, 3000, 4));
    }

    [Theory]
    [InlineData(0.999, VelocityRange.Below)]
    [InlineData(1.0, VelocityRange.Inside)]
    [InlineData(7.0, VelocityRange.Inside)]
    [InlineData(7.001, VelocityRange.Above)]
    public void A_velocity_outside_the_table_is_recognised(double velocityKms, VelocityRange expected) =>
        Assert.Equal(expected, StrengthTable.BuiltIn().RangeOf(velocityKms));

    [Theory]
    [InlineData(0, 3000, 3)]
    [InlineData(1e-6, 0, 3)]
    [InlineData(1e-6, 3000, 0)]
    [InlineData(double.NaN, 3000, 3)]
    public void Arguments_that_are_not_positive_are_refused(double size, double density, double velocityKms) =>
        Assert.Throws<PhysicsException>(() => StrengthTable.BuiltIn().Threshold(size, density, velocityKms));

    [Fact]
    public void A_velocity_given_twice_is_refused() =>
        Assert.Throws<PhysicsException>(() => StrengthTable.Broadcast([3, 3], new StrengthEntry(0, 1, 1, 1, 1)));

    private static void CheckRows(string name, StrengthTable table)
    {
        var example = Examples.Named(name);
        var velocities = example.Inputs.Numbers("v_kms");
        var rows = example.Outputs.GetProperty("Q_rows_by_v");
        for (var v = 0; v < velocities.Length; v++)
        {
            var found = Thresholds(table, example.Inputs.Numbers("s"), example.Inputs.Number("rho"), velocities[v]);
            Expect.Relative(rows[v].Numbers(), found, example.RelativeTolerance);
        }
    }

    private static double[] Thresholds(StrengthTable table, double[] sizes, double density, double velocityKms)
    {
        var found = new double[sizes.Length];
        table.Thresholds(sizes, density, velocityKms, found);
        return found;
    }

    private static StrengthTable TableOf(JsonElement rows, StrengthUnits units = StrengthUnits.Cgs) =>
        new(rows.EnumerateObject().Select(EntryOf), units);

    private static StrengthEntry EntryOf(JsonProperty row)
    {
        var numbers = row.Value.Numbers();
        var velocity = double.Parse(row.Name, CultureInfo.InvariantCulture);
        return new StrengthEntry(velocity, numbers[0], numbers[1], numbers[2], numbers[3]);
    }
}
