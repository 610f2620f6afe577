using MarsDisk.Physics.Collisions;
using MarsDisk.Physics.Sizes;
using MarsDisk.Physics.Tests.Golden;

namespace MarsDisk.Physics.Tests.Collisions;

/// <summary>The versions of the collision kernel against each other: separable, product at constant and changing speed.</summary>
public sealed class KernelVersionsTests
{
    public static TheoryData<int, double, double> Layers
    {
        get
        {
            var layers = new TheoryData<int, double, double>();
            foreach (var bins in (int[])[1, 2, 7, 8, 9, 40, 80, 200, 512])
            {
                layers.Add(bins, 3.0, 4484.909744308203);    // wide: most remnants stay in their bin
                layers.Add(bins, 1e-4, 4484.909744308203);   // narrow: most bodies shatter
                layers.Add(bins, 1.0, 20.0);                 // slow: bodies grow
            }

            return layers;
        }
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void All_versions_agree_on_gain_and_loss(int bins, double sizeMax, double speed)
    {
        var layer = TestLayer.OfRandomNumbers(bins, seed: bins, sizeMax: sizeMax) with { Speed = speed };
        var separable = Separable(layer);
        var (gain, loss) = (new double[bins], new double[bins]);
        separable.Gain(layer.Numbers, gain);
        separable.Loss(layer.Numbers, loss);

        Expect.Relative(loss, layer.Loss(layer.Plan()), 1e-13, what: "loss");
        Expect.Relative(gain, layer.Gain(layer.Plan()), 1e-12, what: "gain");
        Expect.Relative(loss, layer.Loss(layer.Plan(isSpeedChanging: true)), 1e-13, what: "loss at changing speed");
        Expect.Relative(gain, layer.Gain(layer.Plan(isSpeedChanging: true)), 1e-12, what: "gain at changing speed");
    }

    [Fact]
    public void A_changing_speed_gives_what_a_plan_made_for_it_gives_however_it_came_there()
    {
        var layer = TestLayer.OfRandomNumbers(40, seed: 5);
        var wandering = layer.Plan(isSpeedChanging: true);
        var speeds = (double[])[4500, 4499.9999, 900, 7500, 1e-3, 0, Math.BitIncrement(3000.0), 3000, 4484.9];
        foreach (var speed in speeds)
        {
            var now = layer with { Speed = speed };
            wandering.Update(layer.Sizes, layer.Edges, 0, layer.Density, speed, layer.ScaleHeight);

            Assert.Equal(now.Gain(now.Plan(isSpeedChanging: true)), now.Gain(wandering));
            Expect.Relative(now.Gain(now.Plan()), now.Gain(wandering), 1e-12, what: $"gain at {speed} m/s");
        }
    }

    [Fact]
    public void Drifting_sizes_give_what_a_plan_made_for_them_gives()
    {
        var layer = TestLayer.OfRandomNumbers(24, seed: 6);
        var wandering = layer.Plan(isSpeedChanging: true);
        for (var version = 1; version < 20; version++)
        {
            var sizes = layer.Sizes.Select(size => size * (1 - 0.002 * version)).ToArray();
            var now = layer with { Sizes = sizes };
            wandering.Update(sizes, layer.Edges, version, layer.Density, layer.Speed, layer.ScaleHeight);

            Assert.Equal(now.Gain(now.Plan(isSpeedChanging: true)), now.Gain(wandering));
            Expect.Relative(now.Gain(now.Plan()), now.Gain(wandering), 1e-12, what: $"gain of version {version}");
        }
    }

    [Fact]
    public void A_new_density_or_scale_height_is_never_missed_at_changing_speed()
    {
        var layer = TestLayer.OfRandomNumbers(9, seed: 2);
        var plan = layer.Plan(isSpeedChanging: true);
        foreach (var now in (TestLayer[])[layer with { Density = 3271 }, layer with { ScaleHeight = 4e5 }])
        {
            Assert.True(plan.Update(layer.Sizes, layer.Edges, 0, now.Density, now.Speed, now.ScaleHeight));
            Assert.Equal(now.Gain(now.Plan(isSpeedChanging: true)), now.Gain(plan));
            Assert.Equal(now.Loss(now.Plan(isSpeedChanging: true)), now.Loss(plan));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_remnant_mass_on_a_bin_edge_goes_to_the_same_bin_in_all_versions(int unitsInLastPlace)
    {
        // Bodies at rest stick together: the remnant of bins 1 and 3 has the mass of both, and edge 4 is put there.
        var layer = TestLayer.OfRandomNumbers(6, seed: 4, sizeMax: 1e-5) with { Speed = 0, Density = 3000 };
        var pair = MassOf(layer.Sizes[1]) + MassOf(layer.Sizes[3]);
        var edge = EdgeOfMass(pair, layer.Edges[4], unitsInLastPlace);
        layer.Edges[4] = edge;
        Assert.InRange(edge, layer.Sizes[3], layer.Sizes[4]);
        var moving = layer with { Speed = 1e-9 };    // slow enough to stick, fast enough to have rates
        var (gain, bins) = (new double[6], Separable(moving).RemnantBins);
        Separable(moving).Gain(layer.Numbers, gain);

        Assert.Equal(MassOf(edge) <= pair ? 4 : 3, bins[Index(1, 3, 6)]);
        Expect.Relative(gain, moving.Gain(moving.Plan()), 1e-12);
        Expect.Relative(gain, moving.Gain(moving.Plan(isSpeedChanging: true)), 1e-12);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Collisions_keep_mass_for_any_spectrum(bool isSpeedChanging)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var bins = 1 + 7 * seed;
            var layer = TestLayer.OfRandomNumbers(bins, seed) with { Speed = 10 * Math.Pow(2, seed) };
            for (var k = seed % 3; k < bins - 1; k += 3)
                layer.Numbers[k] = 0;
            var plan = layer.Plan(isSpeedChanging: isSpeedChanging);
            var gained = layer.Masses.Zip(layer.Gain(plan), (mass, gain) => mass * gain).Sum();
            var lost = layer.Loss(plan).Select((loss, k) => loss * layer.Masses[k] * layer.Numbers[k]).Sum();

            Expect.Relative(1, gained / lost, 1e-14 * Math.Max(bins, 4));
        }
    }

    [Fact]
    public void Empty_bins_stay_harmless_at_changing_speed()
    {
        var layer = TestLayer.OfRandomNumbers(9, seed: 1);
        layer.Numbers[0] = layer.Numbers[4] = layer.Numbers[8] = 0;
        var plan = layer.Plan(isSpeedChanging: true);

        Assert.Equal([0, 0, 0], (double[])[layer.Loss(plan)[0], layer.Loss(plan)[4], layer.Loss(plan)[8]]);
        Assert.All(layer.Gain(plan), gain => Assert.True(double.IsFinite(gain)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_hundred_thousand_steps_allocate_nothing(bool isSpeedChanging)
    {
        var layer = TestLayer.OfRandomNumbers(8, seed: 1);
        var plan = layer.Plan(isSpeedChanging: isSpeedChanging);
        var (gain, loss, speed) = (new double[8], new double[8], layer.Speed);
        Step();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var step = 0; step < 100_000; step++)
            Step();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Step()
        {
            speed = isSpeedChanging ? Math.BitIncrement(speed) : speed;
            plan.Update(layer.Sizes, layer.Edges, 0, layer.Density, speed, layer.ScaleHeight);
            CollisionRates.Gain(plan, layer.Numbers, gain);
            CollisionRates.Loss(plan, layer.Numbers, loss);
        }
    }

    private static SeparableRates Separable(TestLayer layer) => new(
        layer.Sizes, layer.Edges, layer.Density, layer.Speed, layer.ScaleHeight, layer.Strength);

    private static int Index(int i, int j, int bins) => i * bins - i * (i - 1) / 2 + (j - i);

    private static double MassOf(double size)
    {
        Span<double> mass = [0];
        GrainMass.Of([size], 3000, mass);
        return mass[0];
    }

    // The smallest edge whose mass is not below the given one, moved by so many units in the last place.
    private static double EdgeOfMass(double mass, double start, int units)
    {
        var edge = start * Math.Cbrt(mass / MassOf(start)) * (1 - 1e-14);
        while (MassOf(edge) < mass)
            edge = Math.BitIncrement(edge);
        for (var step = 0; step < Math.Abs(units); step++)
            edge = units > 0 ? Math.BitIncrement(edge) : Math.BitDecrement(edge);
        return edge;
    }
}
