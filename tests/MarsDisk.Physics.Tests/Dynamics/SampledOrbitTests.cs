using MarsDisk.Physics.Dynamics;
using MarsDisk.Physics.Numerics;
using MarsDisk.Physics.Tests.Golden;

namespace MarsDisk.Physics.Tests.Dynamics;

public sealed class SampledOrbitTests
{
    private const double MarsRadius = 3.3895e6;
    private const double FirstUniformOfSeed42 = 0.7739560485559633;

    [Fact]
    public void The_generator_of_seed_42_begins_like_the_one_of_the_reference()
    {
        var random = new Pcg64(42);

        // NumPy 2: np.random.default_rng(42).random(3)
        Assert.Equal(FirstUniformOfSeed42, random.NextUniform());
        Assert.Equal(0.4388784397520523, random.NextUniform());
        Assert.Equal(0.8585979199113825, random.NextUniform());
    }

    [Fact]
    public void A_uniform_clearance_fills_its_interval()
    {
        var eccentricity = SampledOrbit.ClearanceEccentricity(new Pcg64(42), 8e6, 1e5, 2e5, isLogUniform: false);

        Expect.Relative(1 - (MarsRadius + 1e5 + 1e5 * FirstUniformOfSeed42) / 8e6, eccentricity, 1e-14);
    }

    [Fact]
    public void A_log_uniform_clearance_is_uniform_in_its_logarithm()
    {
        var eccentricity = SampledOrbit.ClearanceEccentricity(new Pcg64(42), 8e6, 1e4, 1e6, isLogUniform: true);

        Expect.Relative(1 - (MarsRadius + 1e4 * Math.Pow(100, FirstUniformOfSeed42)) / 8e6, eccentricity, 1e-13);
    }

    [Fact]
    public void An_orbit_that_cannot_clear_Mars_is_circular()
    {
        Assert.Equal(0, SampledOrbit.ClearanceEccentricity(3.4e6, 1e6));
    }

    [Fact]
    public void A_tilted_inclination_stays_between_zero_and_a_right_angle()
    {
        Expect.Relative(0.3 * FirstUniformOfSeed42, SampledOrbit.TiltedInclination(new Pcg64(42), 0.1, 0.2), 1e-14);
        Assert.Equal(0.1, SampledOrbit.TiltedInclination(new Pcg64(42), 0.1, 0));
    }
}
