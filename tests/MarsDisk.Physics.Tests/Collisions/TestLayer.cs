using MarsDisk.Physics.Collisions;
using MarsDisk.Physics.Fragments;
using MarsDisk.Physics.Strength;
using MarsDisk.Physics.Tests.Golden;

namespace MarsDisk.Physics.Tests.Collisions;

/// <summary>A layer of bodies as the tests need it: sizes, numbers and what makes them collide.</summary>
internal sealed record TestLayer(
    double[] Edges, double[] Sizes, double[] Numbers, double Density, double Speed, double ScaleHeight)
{
    public StrengthTable Strength { get; init; } = StrengthTable.BuiltIn();

    public double[] Masses => [.. Sizes.Select(size => 4.0 / 3.0 * Math.PI * Density * size * size * size)];

    public double[] Widths => [.. Edges.Skip(1).Zip(Edges, (upper, lower) => upper - lower)];

    public int Bins => Sizes.Length;

    public double SurfaceDensity => Masses.Zip(Numbers, (mass, number) => mass * number).Sum();

    /// <summary>The input block that the unit files of the solver share.</summary>
    public static TestLayer OfUnitFile(string file, double strengthScale = 5.574)
    {
        var input = Examples.File(file).GetProperty("input");
        return new TestLayer(
            input.Numbers("edges"),
            input.Numbers("sizes"),
            input.Numbers("N"),
            input.Number("rho"),
            input.Number("v_rel"),
            input.Number("H"))
        { Strength = StrengthTable.BuiltIn(strengthScale) };
    }

    /// <summary>The five decades of psd.grid5, holding 10 kg m⁻².</summary>
    public static TestLayer OfGrid5()
    {
        var grid = Examples.Named("psd.grid5").Outputs;
        var numbers = Examples.Named("smol.step5.dt_capped").Inputs.Numbers("N");
        return new TestLayer(grid.Numbers("edges"), grid.Numbers("sizes"), numbers, 3000, 5000, 4e5);
    }

    /// <summary>Bins of equal width in log s, with random numbers over twelve decades.</summary>
    public static TestLayer OfRandomNumbers(int bins, int seed, double sizeMin = 1e-6, double sizeMax = 3)
    {
        var random = new Random(seed);
        var edges = Enumerable.Range(0, bins + 1)
            .Select(k => sizeMin * Math.Pow(sizeMax / sizeMin, (double)k / bins)).ToArray();
        var sizes = Enumerable.Range(0, bins).Select(k => Math.Sqrt(edges[k] * edges[k + 1])).ToArray();
        var numbers = sizes
            .Select(size => Math.Pow(size, -2.5) * Math.Pow(10, 4 * random.NextDouble() - 2)).ToArray();
        return new TestLayer(edges, sizes, numbers, 3270, 4484.909744308203, 4.1521375e5);
    }

    public CollisionPlan Plan(
        FragmentDistribution distribution = FragmentDistribution.Mass,
        double slope = FragmentWeights.SlopeDefault,
        bool isSpeedChanging = false)
    {
        var plan = new CollisionPlan(Bins, Strength, distribution, slope, isSpeedChanging);
        plan.Update(Sizes, Edges, 0, Density, Speed, ScaleHeight);
        return plan;
    }

    public double[] Loss(CollisionPlan plan)
    {
        var loss = new double[Bins];
        CollisionRates.Loss(plan, Numbers, loss);
        return loss;
    }

    public double[] Gain(CollisionPlan plan)
    {
        var gain = new double[Bins];
        CollisionRates.Gain(plan, Numbers, gain);
        return gain;
    }

    public double[] Rates()
    {
        var rates = new double[Bins * Bins];
        CollisionKernel.Rates(Numbers, Sizes, [.. Sizes.Select(_ => ScaleHeight)], Speed, rates);
        return rates;
    }
}
