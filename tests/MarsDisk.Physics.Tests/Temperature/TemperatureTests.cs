using MarsDisk.Physics.Constants;
using MarsDisk.Physics.Temperature;
using MarsDisk.Physics.Tests.Golden;

namespace MarsDisk.Physics.Tests.Temperature;

public sealed class TemperatureTests
{
    [Fact]
    public void Slab_cooling_matches_the_worked_example()
    {
        var example = Examples.Named("temp.slab");
        var slab = new SlabCooling(example.Inputs.Number("T0"), example.Inputs.Number("D"), example.Inputs.Number("rho"), example.Inputs.Number("cp"));

        Expect.Relative(example.Outputs.Numbers("T"), Array.ConvertAll(example.Inputs.Numbers("t"), slab.At), example.RelativeTolerance);
        Expect.Matches(example, "t_to_2000K", slab.SecondsUntil(2000));
        Expect.Matches(example, "t_to_1000K", slab.SecondsUntil(1000));
        Assert.Equal(0, slab.SecondsUntil(5000));
    }

    [Fact]
    public void Linear_cooling_matches_the_worked_example()
    {
        var example = Examples.Named("temp.hyodo");
        var cooling = new LinearCooling(example.Inputs.Number("T0"), example.Inputs.Number("D"));

        Expect.Relative(example.Outputs.Numbers("T"), Array.ConvertAll(example.Inputs.Numbers("t"), cooling.At), example.RelativeTolerance);
        Expect.Matches(example, "t_to_2000K", cooling.SecondsUntil(2000));
    }

    [Fact]
    public void Cooling_laws_match_the_reference_values()
    {
        var file = Examples.File("unit/temperature.json");

        foreach (var row in file.GetProperty("slab").EnumerateArray())
            Expect.Relative(row.Numbers("T"), Array.ConvertAll(row.Numbers("t_s"), new SlabCooling(row.Number("T0")).At), 1e-12);
        foreach (var row in file.GetProperty("hyodo_linear").EnumerateArray())
            Expect.Relative(row.Numbers("T"), Array.ConvertAll(row.Numbers("t_s"), new LinearCooling(row.Number("T0")).At), 1e-12);
        foreach (var row in file.GetProperty("cooling_time_s").EnumerateArray())
        {
            Expect.Relative(row.Number("slab"), new SlabCooling(row.Number("T0")).SecondsUntil(row.Number("T_target")), 1e-12);
            Expect.Relative(row.Number("hyodo"), new LinearCooling(row.Number("T0")).SecondsUntil(row.Number("T_target")), 1e-12);
        }
    }

    [Fact]
    public void A_table_and_its_cooling_time_match_the_worked_example()
    {
        var example = Examples.Named("temp.table");
        var table = new TemperatureTable(Seconds(example.Inputs.Numbers("time_day")), example.Inputs.Numbers("T_K"));

        var found = Array.ConvertAll(Seconds(example.Inputs.Numbers("t_day_eval")), table.At);
        var until = CoolingTime.SecondsUntil(table, example.Inputs.Number("target_K"), table.LastSecond);

        Expect.Relative(example.Outputs.Numbers("T"), found, example.RelativeTolerance);
        Expect.Matches(example, "t_to_2300K", until!.Value);
    }

    [Fact]
    public void A_temperature_is_reached_at_once_or_never()
    {
        var table = new TemperatureTable([0, 1e6], [2000, 1500]);

        Assert.Equal(0, CoolingTime.SecondsUntil(table, 2100, table.LastSecond));
        Assert.Null(CoolingTime.SecondsUntil(table, 1400, table.LastSecond));
        Expect.Relative(1e6, CoolingTime.SecondsUntil(table, 1500, table.LastSecond)!.Value, 1e-9);
    }

    [Fact]
    public void Outside_of_a_table_the_ends_hold_or_asking_is_an_error()
    {
        var strict = new TemperatureTable([10, 20], [2000, 1900], holdsEnds: false);

        Assert.Equal(1950, strict.At(15));
        Assert.Equal(1900, strict.At(20));
        Assert.Throws<PhysicsException>(() => strict.At(9));
        Assert.Throws<PhysicsException>(() => strict.At(21));
        Assert.Equal(2000, new TemperatureTable([10, 20], [2000, 1900]).At(-5));
    }

    [Fact]
    public void Rows_are_sorted_and_repeated_times_dropped()
    {
        var table = new TemperatureTable([20, 10, 20], [1900, 2000, 1]);

        Assert.Equal([10.0, 20], table.Seconds.ToArray());
        Assert.Equal([2000.0, 1900], table.Temperatures.ToArray());
        Assert.Throws<PhysicsException>(() => new TemperatureTable([5, 5], [1, 2]));
        Assert.Throws<PhysicsException>(() => new TemperatureTable([5, 6], [1, double.NaN]));
    }

    [Fact]
    public void The_hourly_slab_table_has_the_rows_and_values_of_the_reference()
    {
        var table = TemperatureTable.Sampled(new SlabCooling(4000).At, 2 * PhysicalConstants.SecondsPerYear);

        Assert.Equal(17533, table.Seconds.Length);
        Expect.Relative(2 * PhysicalConstants.SecondsPerYear, table.LastSecond, 1e-15);
        Expect.Relative(2689.3073093135035, table.Temperatures[^1], 1e-14);
        Expect.Relative(3858.0326778422104, table.At(3155260.04), 1e-10);      // the time is quoted to 10 ms
        Expect.Relative(2689.4061764214703, table.At(63105200.76045627), 1e-12);
    }

    [Fact]
    public void A_span_that_is_no_whole_number_of_rows_ends_with_its_last_second()
    {
        var table = TemperatureTable.Sampled(_ => 2000, 9000);

        Assert.Equal([0.0, 3600, 7200, 9000], table.Seconds.ToArray());
    }

    [Fact]
    public void A_constant_driver_never_changes()
    {
        Assert.Equal(2500, TemperatureTable.Constant(2500).At(1e9));
    }

    private static double[] Seconds(double[] days) => Array.ConvertAll(days, day => day * PhysicalConstants.SecondsPerDay);
}
