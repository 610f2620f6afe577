using MarsDisk.Physics.Collisions;
using MarsDisk.Physics.Fragments;

namespace MarsDisk.Physics.Tests.Collisions;

public sealed class CollisionPlanTests
{
    [Fact]
    public void A_plan_is_built_once_while_nothing_changes()
    {
        var layer = TestLayer.OfRandomNumbers(8, seed: 1);
        var plan = layer.Plan();

        Assert.False(plan.Update(layer.Sizes, layer.Edges, 0, layer.Density, layer.Speed, layer.ScaleHeight));
        Assert.Equal(1, plan.Builds);
    }

    [Fact]
    public void One_unit_in_the_last_place_of_the_speed_rebuilds_the_plan()
    {
        var layer = TestLayer.OfRandomNumbers(8, seed: 1);
        var faster = layer with { Speed = Math.BitIncrement(layer.Speed) };
        var plan = layer.Plan();

        Assert.True(plan.Update(layer.Sizes, layer.Edges, 0, layer.Density, faster.Speed, layer.ScaleHeight));
        Assert.Equal(faster.Gain(faster.Plan()), layer.Gain(plan));
        Assert.Equal(faster.Loss(faster.Plan()), layer.Loss(plan));
    }

    [Theory]
    [InlineData(1, 3270.0, 4000.0, 4e5)]
    [InlineData(0, 3271.0, 4000.0, 4e5)]
    [InlineData(0, 3270.0, 4001.0, 4e5)]
    [InlineData(0, 3270.0, 4000.0, 4.1e5)]
    public void Every_change_of_what_a_plan_rests_on_rebuilds_it(
        long version, double density, double speed, double scaleHeight)
    {
        var layer = TestLayer.OfRandomNumbers(8, seed: 1);
        var plan = new CollisionPlan(8, layer.Strength);
        plan.Update(layer.Sizes, layer.Edges, 0, 3270, 4000, 4e5);
        var factor = version == 0 ? 1 : 0.99;
        var sizes = layer.Sizes.Select(size => factor * size).ToArray();
        var changed = layer with { Sizes = sizes, Density = density, Speed = speed, ScaleHeight = scaleHeight };

        Assert.True(plan.Update(sizes, layer.Edges, version, density, speed, scaleHeight));
        Assert.Equal(changed.Gain(changed.Plan()), changed.Gain(plan));
        Assert.Equal(changed.Loss(changed.Plan()), changed.Loss(plan));
    }

    [Fact]
    public void A_remnant_exactly_on_an_edge_belongs_to_the_bin_above()
    {
        double[] edges = [1, 8, 64, 512];

        Assert.Equal(1, FragmentWeights.RemnantBin(8, edges));
        Assert.Equal(0, FragmentWeights.RemnantBin(Math.BitDecrement(8), edges));
        Assert.Equal(0, FragmentWeights.RemnantBin(0.1, edges));
        Assert.Equal(2, FragmentWeights.RemnantBin(512, edges));
        Assert.Equal(2, FragmentWeights.RemnantBin(1e9, edges));
    }

    [Fact]
    public void Builds_outside_the_velocities_of_the_strength_table_are_counted()
    {
        var layer = TestLayer.OfRandomNumbers(4, seed: 1);
        var plan = new CollisionPlan(4, layer.Strength);

        plan.Update(layer.Sizes, layer.Edges, 0, 3000, 500, 1e5);
        plan.Update(layer.Sizes, layer.Edges, 0, 3000, 9000, 1e5);
        plan.Update(layer.Sizes, layer.Edges, 0, 3000, 9001, 1e5);
        plan.Update(layer.Sizes, layer.Edges, 0, 3000, 3000, 1e5);

        Assert.Equal((1, 2), (plan.BuildsBelowVelocities, plan.BuildsAboveVelocities));
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, -1, 1)]
    [InlineData(1, 1, 0)]
    [InlineData(double.NaN, 1, 1)]
    public void A_plan_for_an_impossible_layer_is_refused(double density, double speed, double scaleHeight)
    {
        var plan = new CollisionPlan(1, TestLayer.OfGrid5().Strength);

        Assert.Throws<PhysicsException>(() => plan.Update([1], [0.5, 2], 0, density, speed, scaleHeight));
    }
}
