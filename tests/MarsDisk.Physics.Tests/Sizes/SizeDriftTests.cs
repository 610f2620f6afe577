using MarsDisk.Physics.Sizes;
using MarsDisk.Physics.Tests.Golden;

namespace MarsDisk.Physics.Tests.Sizes;

public sealed class SizeDriftTests
{
    public static TheoryData<string> DriftExamples => Examples.NamesBeginningWith("psd.size_drift.");

    [Theory]
    [MemberData(nameof(DriftExamples))]
    public void Matches_the_worked_example(string name)
    {
        var example = Examples.Named(name);
        var (input, output, tolerance) = (example.Inputs, example.Outputs, example.RelativeTolerance);
        var (sizes, number) = (input.Numbers("sizes"), input.Numbers("number"));

        var result = SizeDrift.Apply(
            sizes, number, input.Numbers("edges"), input.Numbers("widths"), input.Number("ds_dt") * input.Number("dt"),
            input.Number("floor"), input.Number("sigma"), new double[6]);

        Assert.True(result.IsApplied);
        Expect.Relative(output.Numbers("sizes"), sizes, tolerance);
        Expect.Relative(output.Numbers("number_after_normalise"), number, tolerance);
        Expect.Matches(example, "sigma_new", result.SurfaceDensity);
        Expect.Matches(example, "delta_sigma", result.Loss);
        Expect.Matches(example, "mass_ratio", result.MassRatio);
        Assert.Equal(sizes.Min(), result.SizeMin);
    }

    [Fact]
    public void Matches_the_reference_values()
    {
        foreach (var row in Examples.File("unit/size_drift.json").GetProperty("cases").EnumerateArray())
        {
            var before = row.GetProperty("before");
            var (sizes, number) = (before.Numbers("sizes"), before.Numbers("number"));

            var result = SizeDrift.Apply(
                sizes, number, before.Numbers("edges"), before.Numbers("widths"), row.Number("ds_dt") * row.Number("dt"),
                row.Number("floor"), row.Number("sigma_before"), new double[2 * sizes.Length]);

            Expect.Relative(row.Numbers("sizes_after"), sizes, 1e-12, what: "sizes");
            Expect.Relative(row.Numbers("number_after"), number, 1e-12, what: "number");
            Expect.Relative(row.Number("sigma_after"), result.SurfaceDensity, 1e-12);
            Expect.Relative(row.Number("sigma_loss"), result.Loss, 1e-12, 1e-15);
            Expect.Relative(row.Number("mass_ratio"), result.MassRatio, 1e-12);
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void A_drift_that_is_no_number_changes_nothing(double sizeStep)
    {
        double[] sizes = [1, 2];
        double[] number = [5, 6];

        var result = SizeDrift.Apply(sizes, number, [0.5, 1.5, 3], [1, 1.5], sizeStep, 0, 7, new double[4]);

        Assert.False(result.IsApplied);
        Assert.Equal([1.0, 2], sizes);
        Assert.Equal([5.0, 6], number);
        Assert.Equal(7, result.SurfaceDensity);
    }

    [Fact]
    public void An_empty_layer_stays_as_it_is()
    {
        double[] sizes = [1, 2];
        double[] number = [0, 0];

        var result = SizeDrift.Apply(sizes, number, [0.5, 1.5, 3], [1, 1.5], -0.1, 0, 7, new double[4]);

        Assert.False(result.IsApplied);
        Assert.Equal(0, result.Loss);
    }
}
