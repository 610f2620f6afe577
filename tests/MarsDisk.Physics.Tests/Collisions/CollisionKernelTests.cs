using MarsDisk.Physics.Collisions;
using MarsDisk.Physics.Tests.Golden;

namespace MarsDisk.Physics.Tests.Collisions;

public sealed class CollisionKernelTests
{
    [Fact]
    public void Three_bins_collide_at_the_worked_rates()
    {
        var example = Examples.Named("collide.kernel3");
        var numbers = example.Inputs.Numbers("N");
        var rates = new double[9];
        var loss = new double[3];

        CollisionKernel.Rates(
            numbers, example.Inputs.Numbers("s"), example.Inputs.Numbers("H"), example.Inputs.Number("v_rel"), rates);
        CollisionKernel.LossCoefficients(rates, numbers, loss);

        Expect.Relative(Flat(example.Outputs.GetProperty("C")), rates, example.RelativeTolerance);
        Expect.Relative(
            example.Outputs.Numbers("t_coll_i"), [.. loss.Select(rate => 1 / rate)], example.RelativeTolerance);
        Expect.Matches(example, "t_coll_min", CollisionKernel.CollisionTimeMin(loss));
    }

    [Fact]
    public void Ten_bins_collide_at_the_reference_rates()
    {
        var layer = TestLayer.OfUnitFile("unit/collision_kernel.json");
        var reference = Examples.File("unit/collision_kernel.json");

        var rates = layer.Rates();

        Expect.Relative(Flat(reference.GetProperty("C")), rates, 1e-12);
    }

    [Fact]
    public void A_speed_and_a_scale_height_of_its_own_are_used_for_each_pair()
    {
        var layer = TestLayer.OfUnitFile("unit/collision_kernel.json");
        var reference = Examples.File("unit/collision_kernel.json").GetProperty("matrix_velocity");
        var rates = new double[100];

        CollisionKernel.Rates(
            layer.Numbers, layer.Sizes, reference.Numbers("H"), Flat(reference.GetProperty("v")), rates);

        Expect.Relative(Flat(reference.GetProperty("C")), rates, 1e-12);
    }

    [Fact]
    public void The_shortest_collision_time_meets_the_reference()
    {
        var layer = TestLayer.OfUnitFile("unit/collision_kernel.json");
        var expected = Examples.File("unit/collision_kernel.json").Number("t_coll_min");

        Expect.Relative(expected, CollisionKernel.CollisionTimeMin(layer.Loss(layer.Plan())), 1e-12);
    }

    [Fact]
    public void Production_below_the_blowout_size_counts_every_pair_once()
    {
        var example = Examples.Named("collide.subblow_C2");
        var reference = Examples.File("unit/collision_kernel.json");

        var found = CollisionKernel.ProductionBelowBlowout(
            Flat(example.Inputs.GetProperty("C")), Flat(example.Inputs.GetProperty("m_sub")), 3);
        var ofTen = CollisionKernel.ProductionBelowBlowout(
            Flat(reference.GetProperty("C")), Flat(reference.GetProperty("m_subblow")), 10);

        Expect.Matches(example, "rate", found);
        Expect.Relative(reference.Number("prod_subblow_area_rate"), ofTen, 1e-12);
    }

    [Fact]
    public void Nothing_collides_in_an_empty_layer()
    {
        var loss = new double[2];

        CollisionKernel.LossCoefficients([0, 0, 0, 0], [0, 0], loss);

        Assert.Equal([0, 0], loss);
        Assert.Equal(double.PositiveInfinity, CollisionKernel.CollisionTimeMin(loss));
    }

    [Theory]
    [InlineData(-1, 1, 1, 1)]
    [InlineData(1, 0, 1, 1)]
    [InlineData(1, 1, 0, 1)]
    [InlineData(1, 1, 1, -1)]
    [InlineData(1, 1, 1, double.PositiveInfinity)]
    [InlineData(double.NaN, 1, 1, 1)]
    public void Impossible_layers_are_refused(double number, double size, double height, double speed) =>
        Assert.Throws<PhysicsException>(
            () => CollisionKernel.Rates([number], [size], [height], speed, new double[1]));

    private static double[] Flat(System.Text.Json.JsonElement rows) =>
        [.. rows.EnumerateArray().SelectMany(row => row.Numbers())];
}
