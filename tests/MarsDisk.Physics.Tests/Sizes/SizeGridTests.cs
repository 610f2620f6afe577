using System.Text.Json;
using MarsDisk.Physics.Sizes;
using MarsDisk.Physics.Tests.Golden;

namespace MarsDisk.Physics.Tests.Sizes;

public sealed class SizeGridTests
{
    public static TheoryData<string> FortyBinExamples => Examples.NamesBeginningWith("psd.grid40.");

    [Theory]
    [InlineData("psd.grid5", 3.5, 0, 0)]
    [InlineData("psd.grid5.wavy", 3.5, 0.3, 0)]
    [InlineData("psd.grid5.wavy_decay", 3.5, 0.3, 0.5)]
    [InlineData("psd.grid5.alpha_mass", 3.5, 0, 0)]
    public void Grid_and_three_slopes_match_the_worked_example_of_five_bins(string name, double alpha, double wavyStrength, double wavyDecay)
    {
        var example = Examples.Named(name);
        var (grid, number) = Upper(1e-6, 0.1, 5, new UpperDistribution(alpha, wavyStrength, wavyDecay));

        Compare(example.Outputs, grid, number, 3000, example.RelativeTolerance);
    }

    [Fact]
    public void A_mass_slope_becomes_a_size_slope()
    {
        var alpha = Examples.Named("psd.grid5.alpha_mass").Inputs.Number("alpha");

        Expect.Relative(3.5, UpperDistribution.SizeSlopeOfMassSlope(alpha), 1e-15);
    }

    [Theory]
    [MemberData(nameof(FortyBinExamples))]
    public void Grid_and_three_slopes_match_the_worked_example_of_forty_bins(string name)
    {
        var example = Examples.Named(name);
        var input = example.Inputs;
        var (grid, number) = Upper(
            input.Number("s_min"), input.Number("s_max"), 40, new UpperDistribution(input.Number("alpha")));

        var kappa = Opacity.Of(grid.Centres, grid.Widths, number, input.Number("rho"));

        Expect.Relative(example.Outputs.Numbers("sizes_first_last"), [grid.Centres[0], grid.Centres[^1]], example.RelativeTolerance);
        Expect.Relative(example.Outputs.Numbers("number_first3"), number.AsSpan(0, 3), example.RelativeTolerance);
        Expect.Relative(example.Outputs.Numbers("number_last3"), number.AsSpan(37), example.RelativeTolerance);
        Expect.Matches(example, "kappa", kappa);
        Expect.Matches(example, "Sigma_surf0_at_tau1", 1 / kappa);
    }

    [Fact]
    public void Grids_and_three_slopes_match_the_reference_values()
    {
        foreach (var row in Examples.File("unit/psd_kappa.json").GetProperty("grids").EnumerateArray())
        {
            var input = row.GetProperty("input");
            var alpha = input.TryGetProperty("alpha_mode", out _)
                ? UpperDistribution.SizeSlopeOfMassSlope(input.Number("alpha"))
                : input.Number("alpha");
            var decay = input.TryGetProperty("wavy_decay", out var value) ? value.Number() : 0;
            var (grid, number) = Upper(
                input.Number("s_min"), input.Number("s_max"), (int)input.Number("n_bins"),
                new UpperDistribution(alpha, input.Number("wavy_strength"), decay));

            Compare(row, grid, number, input.Number("rho"), 1e-12);
        }
    }

    [Fact]
    public void The_degenerate_grid_has_one_size()
    {
        var grid = SizeGrid.Monodisperse(3);

        Assert.Equal([1.5, 1.5, 1.5], grid.Centres.ToArray());
        Assert.Equal([1.0, 1, 1], grid.Widths.ToArray());
        Assert.Equal([0.0, 1, 2, 3], grid.Edges.ToArray());
    }

    [Theory]
    [InlineData(1e-3, 1e-3, 4)]
    [InlineData(1e-3, 1e-6, 4)]
    [InlineData(0, 1, 4)]
    [InlineData(1e-6, 1, 0)]
    public void An_impossible_grid_is_refused(double sizeMin, double sizeMax, int count)
    {
        Assert.Throws<PhysicsException>(() => SizeGrid.LogSpaced(sizeMin, sizeMax, count));
    }

    private static (SizeGrid Grid, double[] Number) Upper(double sizeMin, double sizeMax, int count, UpperDistribution shape)
    {
        var grid = SizeGrid.LogSpaced(sizeMin, sizeMax, count);
        var number = new double[count];
        shape.Fill(grid, sizeMin, sizeMax, number);
        return (grid, number);
    }

    private static void Compare(JsonElement expected, SizeGrid grid, double[] number, double density, double tolerance)
    {
        Expect.Relative(expected.Numbers("number"), number, tolerance, what: "number");
        if (expected.TryGetProperty("edges", out var edges))
        {
            Expect.Relative(edges.Numbers(), grid.Edges, tolerance, what: "edges");
            Expect.Relative(expected.Numbers("sizes"), grid.Centres, tolerance, what: "sizes");
            Expect.Relative(expected.Numbers("widths"), grid.Widths, tolerance, what: "widths");
        }
        if (expected.TryGetProperty("kappa", out var kappa))
            Expect.Relative(kappa.Number(), Opacity.Of(grid.Centres, grid.Widths, number, density), tolerance, what: "kappa");
    }
}
