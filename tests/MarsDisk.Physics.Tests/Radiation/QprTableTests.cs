using MarsDisk.Physics.Radiation;
using MarsDisk.Physics.Tests.Golden;

namespace MarsDisk.Physics.Tests.Radiation;

public sealed class QprTableTests
{
    public static TheoryData<string> ModelExamples => Examples.NamesBeginningWith("tables.qpr_models.T=");

    [Fact]
    public void Interpolates_on_linear_axes_and_clamps_a_lookup()
    {
        var example = Examples.Named("tables.qpr_bilinear");
        var values = example.Inputs.GetProperty("Q_grid_T_rows").EnumerateArray().SelectMany(row => row.Numbers()).ToArray();
        var table = new QprTable(example.Inputs.Numbers("T_grid"), example.Inputs.Numbers("s_grid"), values);
        var points = example.Inputs.GetProperty("points_s_T").EnumerateArray().Select(point => point.Numbers()).ToArray();

        var raw = Array.ConvertAll(points, point => table.Interpolate(point[0], point[1]));
        var clamped = Array.ConvertAll(points, point => table.Lookup(point[0], point[1]));

        Expect.Relative(example.Outputs.Numbers("raw_interp_no_clamp"), raw, example.RelativeTolerance);
        Expect.Relative(example.Outputs.Numbers("lookup_clamped"), clamped, example.RelativeTolerance);
    }

    [Theory]
    [MemberData(nameof(ModelExamples))]
    public void The_closed_forms_match_the_worked_example(string name)
    {
        var example = Examples.Named(name);
        var (temperature, size) = (example.Inputs.Number("T_M"), example.Inputs.Number("s"));
        var visible = new PlanckMean(PlanckMean.LogSpacedWavelengths(0.5e-6, 30e-6, 512), temperature);
        var infrared = new PlanckMean(PlanckMean.LogSpacedWavelengths(0.5e-6, 200e-6, 1024), temperature);

        Expect.Matches(example, "wien_bridge", BuiltInQprTables.WienBridge(size, temperature));
        Expect.Matches(example, "planck_bridge_c_abs_0", visible.Of(x => x * x * x * x / (1 + x * x * x * x), size));
        Expect.Matches(example, "planck_bridge_c_abs_0.1", visible.Of(BuiltInQprTables.AbsorbingBridge, size));
        Expect.Matches(example, "planck_calibrated_x3", infrared.Of(BuiltInQprTables.CalibratedBridge, size));
    }

    [Fact]
    public void The_calibrated_form_passes_through_the_laboratory_point()
    {
        var example = Examples.Named("tables.qpr_models.calibration_amplitude");
        var (x, q) = (example.Inputs.Number("x_cal"), example.Inputs.Number("Q_cal"));

        Expect.Relative(q, BuiltInQprTables.CalibratedBridge(x), example.RelativeTolerance);
        Expect.Matches(example, "A", BuiltInQprTables.CalibratedBridge(x) * (1 + x * x * x) / (x * x * x));
    }

    [Theory]
    [InlineData("qpr_planck.csv", 1e-13)]
    [InlineData("qpr_planck_sio2_generated.csv", 1e-13)]
    [InlineData("qpr_planck_sio2_abbas_calibrated_lowT.csv", 1e-12)]
    public void A_built_in_table_reproduces_the_file_of_the_reference(string file, double tolerance)
    {
        var expected = TableFiles.Read(file);

        var table = TableFiles.BuiltIn(file)!;

        Expect.Relative(expected.Temperatures, table.Temperatures, 1e-15);
        Expect.Relative(expected.Sizes, table.Sizes, 1e-12);              // the file keeps 13 digits of some sizes
        Expect.Relative(expected.Values, table.Values, tolerance);
    }

    [Theory]
    [InlineData("qpr_planck.csv")]
    [InlineData("qpr_planck_sio2_generated.csv")]
    [InlineData("qpr_planck_sio2_abbas_calibrated_lowT.csv")]
    public void Lookups_match_the_reference_values(string file)
    {
        var table = TableFiles.Read(file);
        var expected = Examples.File("unit/qpr_lookup.json").GetProperty("cases").EnumerateArray().Single(row => row.Text("table") == file);
        var sizes = expected.Numbers("s_m");
        var found = new double[sizes.Length];

        foreach (var (temperature, row) in expected.Numbers("T_K").Zip(expected.GetProperty("Q_pr[T][s]").EnumerateArray()))
        {
            table.Lookup(sizes, temperature, found);
            Expect.Relative(row.Numbers(), found, 1e-12);
        }
    }

    [Fact]
    public void A_constant_holds_everywhere()
    {
        var table = QprTable.Constant(0.7);

        Assert.True(table.IsConstant);
        Assert.Equal(0.7, table.Lookup(1e-9, 1000));
        Assert.Equal(0.7, table.Interpolate(10, 6500));
        Assert.Throws<PhysicsException>(() => QprTable.Constant(0));
    }

    [Fact]
    public void A_table_that_is_not_a_grid_is_refused()
    {
        Assert.Throws<PhysicsException>(() => new QprTable([2000, 3000], [1e-6, 1e-6], [1, 1, 1, 1]));
        Assert.Throws<PhysicsException>(() => new QprTable([2000], [1e-6, 1e-5], [1, 1]));
        Assert.Throws<PhysicsException>(() => new QprTable([2000, 3000], [1e-6, 1e-5], [1, 1, 1]));
        Assert.Throws<PhysicsException>(() => new QprTable([2000, 3000], [1e-6, 1e-5], [1, 1, 1, double.NaN]));
        Assert.Throws<PhysicsException>(() => BuiltInQprTables.Wien().Lookup(0, 2000));
        Assert.Throws<PhysicsException>(() => BuiltInQprTables.Wien().Lookup(1e-6, double.PositiveInfinity));
    }
}
