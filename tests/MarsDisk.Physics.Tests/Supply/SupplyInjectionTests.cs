using System.Text.Json;
using MarsDisk.Physics.Supply;
using MarsDisk.Physics.Tests.Collisions;
using MarsDisk.Physics.Tests.Golden;

namespace MarsDisk.Physics.Tests.Supply;

public sealed class SupplyInjectionTests
{
    [Theory]
    [InlineData("min_bin")]
    [InlineData("min_bin_above")]
    [InlineData("powerlaw")]
    [InlineData("powerlaw_q1")]
    [InlineData("initial_psd")]
    public void Supplied_mass_enters_the_worked_bins(string name)
    {
        var example = Examples.Named($"smol.supply_source.{name}");
        var layer = TestLayer.OfGrid5();

        var source = Fill(InjectionOf(example.Inputs, example.Inputs), layer, example.Inputs.Number("prod_rate"), example.Inputs);

        Expect.Relative(example.Outputs.Numbers("F"), source, example.RelativeTolerance);
        Expect.Matches(example, "sum_mF", Mass(layer, source));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Supplied_mass_enters_the_bins_of_the_reference(int index)
    {
        var reference = Examples.File("unit/supply.json").GetProperty("injection").GetProperty("cases")[index];
        var layer = TestLayer.OfUnitFile("unit/imex_step.json");

        var source = Fill(
            InjectionOf(reference, reference.GetProperty("args")), layer, reference.Number("rate"), reference);

        Expect.Relative(reference.Numbers("F_k"), source, 1e-12);
        Expect.Relative(reference.Number("sum_mF"), Mass(layer, source), 1e-12);
    }

    [Fact]
    public void A_power_law_beside_the_grid_falls_back_to_the_smallest_bin()
    {
        var layer = TestLayer.OfGrid5();
        var source = new double[5];

        SupplyInjection.PowerLaw(3.5, sizeMin: 10, sizeMax: 20)
            .Fill(layer.Sizes, layer.Widths, layer.Masses, 1, 1e-6, source);

        Expect.Relative([0, 0, 0, 0, 1 / layer.Masses[4]], source, 1e-15);
    }

    [Fact]
    public void A_negative_supply_adds_nothing()
    {
        var layer = TestLayer.OfGrid5();
        double[] source = [7, 7, 7, 7, 7];

        SupplyInjection.MinBin().Fill(layer.Sizes, layer.Widths, layer.Masses, -1, 1e-6, source);

        Assert.All(source, value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, -1)]
    [InlineData(1, double.NaN)]
    public void Weights_that_are_no_distribution_are_refused(double first, double second) =>
        Assert.Throws<ArgumentException>(() => SupplyInjection.InitialPsd([first, second]));

    [Fact]
    public void Weights_of_another_grid_are_refused() => Assert.Throws<ArgumentException>(
        () => SupplyInjection.InitialPsd([1, 2]).Fill([1], [1], [1], 1, 1, new double[1]));

    private static double[] Fill(SupplyInjection injection, TestLayer layer, double rate, JsonElement inputs)
    {
        var source = new double[layer.Bins];
        injection.Fill(layer.Sizes, layer.Widths, layer.Masses, rate, inputs.Number("s_min_eff"), source);
        return source;
    }

    private static SupplyInjection InjectionOf(JsonElement inputs, JsonElement args) => inputs.Text("mode") switch
    {
        "min_bin" => SupplyInjection.MinBin(),
        "initial_psd" => SupplyInjection.InitialPsd(args.Numbers("mass_weights")),
        _ => SupplyInjection.PowerLaw(
            args.Number("q"), Bound(args, "s_inj_min", 0), Bound(args, "s_inj_max", double.PositiveInfinity)),
    };

    private static double Bound(JsonElement args, string name, double absent) =>
        args.TryGetProperty(name, out var bound) && bound.ValueKind == JsonValueKind.Number ? bound.Number() : absent;

    private static double Mass(TestLayer layer, double[] source) =>
        layer.Masses.Zip(source, (mass, rate) => mass * rate).Sum();
}
