using System.Text.Json;
using MarsDisk.Physics.Fragments;
using MarsDisk.Physics.Tests.Golden;

namespace MarsDisk.Physics.Tests.Collisions;

public sealed class FragmentTensorTests
{
    [Fact]
    public void Five_bins_break_as_worked_out()
    {
        var example = Examples.Named("fragtensor.5bin");
        var tensor = new DirectFragments(TestLayer.OfGrid5());

        CheckMatrix(example, "Q_D_star", (i, j) => tensor.Thresholds[i, j]);
        CheckMatrix(example, "Q_R", (i, j) => tensor.Energies[i, j]);
        CheckMatrix(example, "f_lr", (i, j) => tensor.Fractions[i, j]);
        CheckMatrix(example, "k_lr", (i, j) => tensor.RemnantBins[i, j]);
        CheckMatrix(example, "weights_table", tensor.Weight);
    }

    [Fact]
    public void The_tensor_of_five_bins_has_the_worked_values()
    {
        var example = Examples.Named("fragtensor.5bin");
        var tensor = new DirectFragments(TestLayer.OfGrid5());

        foreach (var output in example.Outputs.EnumerateObject()
            .Where(output => output.Name.StartsWith("Y_k", StringComparison.Ordinal)))
        {
            var pair = output.Name.Split('_')[^2..].Select(int.Parse).ToArray();
            var found = Enumerable.Range(0, 5).Select(k => tensor.Y(k, pair[0], pair[1])).ToArray();
            Expect.Relative(
                output.Value.Numbers(), found, example.RelativeTolerance, example.AbsoluteTolerance, output.Name);
        }
    }

    [Fact]
    public void The_tensor_of_ten_bins_meets_the_reference()
    {
        var reference = Examples.File("unit/fragment_tensor.json");
        var tensor = new DirectFragments(TestLayer.OfUnitFile("unit/fragment_tensor.json"));

        CheckTensor(reference.GetProperty("Y"), tensor);
    }

    [Fact]
    public void Slow_impacts_with_another_slope_meet_the_reference()
    {
        var reference = Examples.File("unit/fragment_tensor.json").GetProperty("slow");
        var layer = TestLayer.OfUnitFile("unit/fragment_tensor.json") with { Speed = reference.Number("v_rel") };

        var tensor = new DirectFragments(layer, slope: reference.Number("alpha_frag"));

        CheckTensor(reference.GetProperty("Y"), tensor);
    }

    [Fact]
    public void The_default_strength_meets_the_reference()
    {
        var expected = Examples.File("unit/fragment_tensor.json").GetProperty("default_qstar");
        var layer = TestLayer.OfUnitFile("unit/fragment_tensor.json", strengthScale: 1);

        var tensor = new DirectFragments(layer);
        var sums = Enumerable.Range(0, 10)
            .Select(k => Pairs(10).Sum(pair => tensor.Y(k, pair.I, pair.J))).ToArray();

        Expect.Relative(expected.Numbers("Y_sum_over_i_j[k]"), sums, 1e-12);
    }

    [Fact]
    public void The_plan_has_the_remnants_of_the_tensor()
    {
        var layer = TestLayer.OfUnitFile("unit/fragment_tensor.json");
        var tensor = new DirectFragments(layer);

        var pairs = layer.Plan().Pairs;

        var index = 0;
        foreach (var (i, j) in Pairs(10).Where(pair => pair.I <= pair.J))
        {
            Assert.Equal(tensor.RemnantBins[i, j], pairs.RemnantBins[index]);
            Expect.Relative(tensor.Fractions[i, j], pairs.RemnantFractions[index++], 1e-15);
        }
    }

    [Fact]
    public void A_number_law_puts_fragment_mass_into_large_bins_and_a_mass_law_into_small_ones()
    {
        double[] edges = [1, 10, 100];
        var (mass, number) = (new double[2], new double[2]);

        FragmentWeights.Fill(edges, 3.5, FragmentDistribution.Mass, mass);
        FragmentWeights.Fill(edges, 3.5, FragmentDistribution.Number, number);

        Expect.Relative([(1 - Math.Pow(10, -2.5)) / 2.5, (Math.Pow(10, -2.5) - 1e-5) / 2.5], mass, 1e-13);
        Expect.Relative([2 * (Math.Sqrt(10) - 1), 2 * (10 - Math.Sqrt(10))], number, 1e-13);
    }

    [Fact]
    public void A_slope_of_one_gives_logarithmic_weights()
    {
        var weights = new double[2];

        FragmentWeights.Fill([1, 10, 1000], 1, FragmentDistribution.Mass, weights);

        Expect.Relative([Math.Log(10), Math.Log(100)], weights, 1e-14);
    }

    private static IEnumerable<(int I, int J)> Pairs(int bins) =>
        from i in Enumerable.Range(0, bins) from j in Enumerable.Range(0, bins) select (i, j);

    private static void CheckMatrix(Example example, string output, Func<int, int, double> found)
    {
        var rows = example.Outputs.GetProperty(output);
        foreach (var (i, j) in Pairs(rows.GetArrayLength()))
            Expect.Relative(
                rows[i][j].Number(), found(i, j), example.RelativeTolerance, example.AbsoluteTolerance, output);
    }

    private static void CheckTensor(JsonElement expected, DirectFragments tensor)
    {
        var n = expected.GetArrayLength();
        foreach (var (i, j) in Pairs(n))
        {
            for (var k = 0; k < n; k++)
                Expect.Relative(expected[k][i][j].Number(), tensor.Y(k, i, j), 1e-12, 1e-15, "Y");
        }
    }
}
