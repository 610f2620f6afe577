using MarsDisk.Physics.Constants;
using MarsDisk.Physics.Orbits;
using MarsDisk.Physics.Radiation;
using MarsDisk.Physics.Tests.Golden;

namespace MarsDisk.Physics.Tests.Orbits;

public sealed class KeplerOrbitTests
{
    public static TheoryData<string> Radii => Examples.NamesBeginningWith("grid.kepler.r=");

    [Theory]
    [MemberData(nameof(Radii))]
    public void Matches_the_worked_example(string name)
    {
        var example = Examples.Named(name);
        var radius = example.Inputs.Number("r_m");

        Expect.Matches(example, "Omega", KeplerOrbit.Frequency(radius));
        Expect.Matches(example, "v_K", KeplerOrbit.Speed(radius));
        Expect.Matches(example, "T_orb", KeplerOrbit.Period(radius));
        Expect.Matches(example, "t_blow_chi1", BlowoutTime.Seconds(1, KeplerOrbit.Frequency(radius)));
    }

    [Fact]
    public void Matches_the_reference_values()
    {
        foreach (var row in Examples.File("unit/orbit_dynamics.json").GetProperty("orbit").EnumerateArray())
        {
            var radius = row.Number("r_m");
            Expect.Relative(row.Number("Omega"), KeplerOrbit.Frequency(radius), 1e-12);
            Expect.Relative(row.Number("v_K"), KeplerOrbit.Speed(radius), 1e-12);
            Expect.Relative(row.Number("t_orb"), KeplerOrbit.Period(radius), 1e-12);
        }
    }

    [Fact]
    public void Refuses_a_radius_that_is_not_finite_and_positive()
    {
        foreach (var radius in Examples.Named("grid.kepler.invalid").Inputs.Numbers("r_values"))
        {
            Assert.Throws<PhysicsException>(() => KeplerOrbit.Frequency(radius));
            Assert.Throws<PhysicsException>(() => KeplerOrbit.Speed(radius));
        }
    }

    [Fact]
    public void The_ring_is_evaluated_at_its_mean_radius()
    {
        var ring = Annulus.BetweenMarsRadii(2.2, 2.7);

        Expect.Relative(2.45 * PhysicalConstants.MarsRadius, ring.ReferenceRadius, 1e-15);
        Expect.Relative(Math.PI * (2.7 * 2.7 - 2.2 * 2.2) * 3.3895e6 * 3.3895e6, ring.Area, 1e-14);
    }

    [Fact]
    public void A_ring_without_width_has_the_area_of_its_disk()
    {
        var ring = Annulus.BetweenMetres(8e6, 8e6);

        Expect.Relative(Math.PI * 64e12, ring.Area, 1e-15);
    }
}
