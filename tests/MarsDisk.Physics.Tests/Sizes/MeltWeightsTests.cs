using System.Text.Json;
using MarsDisk.Physics.Sizes;
using MarsDisk.Physics.Tests.Golden;

namespace MarsDisk.Physics.Tests.Sizes;

public sealed class MeltWeightsTests
{
    [Fact]
    public void The_log_normal_mixture_matches_the_worked_example()
    {
        var example = Examples.Named("psd.melt_lognormal");
        var (input, output, tolerance) = (example.Inputs, example.Outputs, example.RelativeTolerance);
        var grid = SizeGrid.LogSpaced(input.Number("s_min"), input.Number("s_max"), 40);

        var weights = Weights(Mixture(input), grid);
        var kappa = Kappa(weights, grid, input.Number("rho"));

        Expect.Matches(example, "weights_sum", weights.Sum());
        Expect.Relative(output.Numbers("weights_bins_15_16_17"), weights.AsSpan(15, 3), tolerance);
        Expect.Relative(output.Numbers("weights_bins_36_37_38_39"), weights.AsSpan(36, 4), tolerance);
        Expect.Matches(example, "kappa", kappa);
        Expect.Matches(example, "Sigma_surf0_at_tau1", 1 / kappa);
        Assert.All(output.Numbers("argmax_bins"), bin => Assert.True(IsPeak(weights, (int)bin)));
    }

    [Fact]
    public void The_truncated_power_law_matches_the_worked_example()
    {
        var example = Examples.Named("psd.melt_truncated_powerlaw");
        var grid = SizeGrid.LogSpaced(1e-7, 3, 40);

        var weights = Weights(PowerLaw(example.Inputs), grid);
        var kappa = Kappa(weights, grid, 3270);
        var first = Array.FindIndex(weights, weight => weight > 0);

        var last = Array.FindLastIndex(weights, weight => weight > 0);
        Expect.Relative(example.Outputs.Numbers("nonzero_bins"), [first, last], 0);
        Expect.Matches(example, "raw_weight_first_nonzero", weights[first]);
        Expect.Matches(example, "kappa", kappa);
        Expect.Matches(example, "Sigma_surf0_at_tau1", 1 / kappa);
    }

    [Fact]
    public void Melt_distributions_match_the_reference_values()
    {
        foreach (var row in Examples.File("unit/psd_kappa.json").GetProperty("melt").EnumerateArray())
        {
            var input = row.GetProperty("grid");
            var density = input.Number("rho");
            var grid = SizeGrid.LogSpaced(input.Number("s_min"), input.Number("s_max"), (int)input.Number("n_bins"));
            var weights = row.TryGetProperty("lognormal_mixture", out var mixture)
                ? Weights(Mixture(mixture), grid)
                : Weights(PowerLaw(row.GetProperty("truncated_powerlaw")), grid);
            var number = new double[grid.Count];
            SizeDistribution.FromMassWeights(weights, density, grid.Centres, grid.Widths, number);

            // Far out in the wings an exponent of −400 turns one unit in the last place of ln s into 1e-11.
            Expect.Relative(row.Numbers("mass_weights"), weights, 1e-12, 1e-24, "weights");
            Expect.Relative(row.Numbers("number"), number, 1e-10, what: "number");
            Expect.Relative(row.Number("kappa"), Opacity.Of(grid.Centres, grid.Widths, number, density), 1e-12);
        }
    }

    [Fact]
    public void Weights_that_all_vanish_leave_the_distribution_alone()
    {
        double[] number = [3, 4];

        var isUsed = SizeDistribution.FromMassWeights([0, double.NaN], 3000, [1, 2], [1, 1], number);

        Assert.False(isUsed);
        Assert.Equal([3.0, 4], number);
    }

    private static MeltWeights.LogNormalMixture Mixture(JsonElement input) => new(
        input.Number("f_fine"), input.Number("s_fine"), input.Number("s_meter"), input.Number("width_dex"), input.Number("s_cut"));

    private static MeltWeights.TruncatedPowerLaw PowerLaw(JsonElement input) => new(
        input.Number("alpha_solid"), input.Number("s_min_solid"), input.Number("s_max_solid"),
        input.Number("s_cut") is var cut && double.IsNaN(cut) ? 0 : cut);

    private static double[] Weights(MeltWeights.LogNormalMixture mixture, SizeGrid grid)
    {
        var weights = new double[grid.Count];
        MeltWeights.Fill(mixture, grid.Centres, grid.Widths, weights);
        return weights;
    }

    private static double[] Weights(MeltWeights.TruncatedPowerLaw law, SizeGrid grid)
    {
        var weights = new double[grid.Count];
        MeltWeights.Fill(law, grid.Centres, grid.Widths, weights);
        return weights;
    }

    private static double Kappa(double[] weights, SizeGrid grid, double density)
    {
        var number = new double[grid.Count];
        SizeDistribution.FromMassWeights(weights, density, grid.Centres, grid.Widths, number);
        return Opacity.Of(grid.Centres, grid.Widths, number, density);
    }

    private static bool IsPeak(double[] values, int bin) =>
        values[bin] > values[bin - 1] && (bin == values.Length - 1 || values[bin] > values[bin + 1]);
}
