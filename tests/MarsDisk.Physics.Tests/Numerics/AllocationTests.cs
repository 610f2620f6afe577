using MarsDisk.Physics.Phases;
using MarsDisk.Physics.Radiation;
using MarsDisk.Physics.Shielding;
using MarsDisk.Physics.Sinks;
using MarsDisk.Physics.Sizes;
using MarsDisk.Physics.Sublimation;
using MarsDisk.Physics.Temperature;

namespace MarsDisk.Physics.Tests.Numerics;

public sealed class AllocationTests
{
    private const int Bins = 40;

    private readonly TemperatureTable _driver = TemperatureTable.Sampled(new SlabCooling(4000).At, 1e7);
    private readonly QprTable _qPr = BuiltInQprTables.Wien();
    private readonly PhaseLaw _phases = PhaseLaw.Threshold(1700, 2000, 1, 1);
    private readonly ShieldingLaw _shielding = ShieldingLaw.OfLineOfSight(null);
    private readonly HydrodynamicEscape _escape = new(1e-5, 2, 2000, 1e-3);
    private readonly SublimationLaw _sublimation =
        SublimationLaw.HertzKnudsen(VapourPressure.Clausius(new(13.6, 17850), new(13.2, 25898), 1900), 0.007, 0.044);

    private readonly SizeGrid _grid = SizeGrid.LogSpaced(1e-7, 3, Bins);
    private readonly double[] _sizes;
    private readonly double[] _number = new double[Bins];
    private readonly double[] _scratch = new double[2 * Bins];

    public AllocationTests()
    {
        _sizes = _grid.Centres.ToArray();
        new UpperDistribution(3.5, 0.2).Fill(_grid, 1e-7, 3, _number);
    }

    [Fact]
    public void What_a_step_asks_of_the_physics_allocates_nothing()
    {
        var first = Steps();                    // static tables are made when they are first needed
        var before = GC.GetAllocatedBytesForCurrentThread();

        var second = Steps();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(double.IsFinite(first + second));
    }

    private double Steps()
    {
        var sum = 0.0;
        for (var step = 0; step < 200; step++)
            sum += Step(step * 1000.0);
        return sum;
    }

    private double Step(double seconds)
    {
        var temperature = _driver.At(seconds);
        var blowoutSize = BlowoutSizes.FromStart(1e-6, temperature, 3270, _qPr);
        var beta = RadiationPressure.Beta(blowoutSize, temperature, 3270, _qPr.Lookup(blowoutSize, temperature));
        var grain = RadiationPressure.GrainTemperature(temperature, 8e6);
        var rate = SublimationLaw.SizeRate(_sublimation.Flux(grain), 3270);
        var drift = SizeDrift.Apply(_sizes, _number, _grid.Edges, _grid.Widths, rate, 1e-9, 10, _scratch);
        var kappa = Opacity.Of(_sizes, _grid.Widths, _number, 3270);
        var shielded = _shielding.Evaluate(kappa, 10, 1);
        var phase = _phases.Evaluate(grain, 0, shielded.Tau);
        return beta + drift.MassRatio + shielded.EffectiveOpacity + phase.VapourShare + 1 / _escape.Seconds(grain, 0.5);
    }
}
