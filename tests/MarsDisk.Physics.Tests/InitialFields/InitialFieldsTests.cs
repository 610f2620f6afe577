using MarsDisk.Physics.InitialFields;
using MarsDisk.Physics.Orbits;
using MarsDisk.Physics.Tests.Golden;

namespace MarsDisk.Physics.Tests.InitialFields;

public sealed class InitialFieldsTests
{
    [Fact]
    public void Surface_density_of_a_disk_mass_matches_the_worked_example()
    {
        var example = Examples.Named("init.sigma_from_mass");
        var input = example.Inputs;
        var ring = Annulus.BetweenMarsRadii(input.Number("r_in_RM"), input.Number("r_out_RM"));

        var found = Array.ConvertAll(input.Numbers("p"), slope => SurfaceDensity.OfDiskMass(input.Number("M_in"), ring, slope));

        Expect.Relative(example.Outputs.Numbers("Sigma"), found, example.RelativeTolerance);
    }

    [Fact]
    public void Surface_policies_match_the_worked_example()
    {
        var example = Examples.Named("init.surf_sigma");
        var (disk, kappa) = (example.Inputs.Number("sigma"), example.Inputs.Number("kappa"));

        double[] found =
        [
            7,
            SurfaceDensity.ClippedSurface(disk, 1, kappa),
            SurfaceDensity.Surface(disk, 1),
            SurfaceDensity.Surface(disk, 0.1),
            SurfaceDensity.ClippedSurface(disk, 1, 0),
        ];

        Expect.Relative(example.Outputs.Numbers("Sigma"), found, example.RelativeTolerance);
    }

    [Fact]
    public void The_density_of_an_optical_depth_has_that_optical_depth()
    {
        var density = SurfaceDensity.OfOpticalDepth(1.5, 0.37, 0.006, 2);

        Expect.Relative(1.5, density * 0.37 * 0.006 * 2, 1e-15);
    }

    [Fact]
    public void Densities_without_meaning_are_refused()
    {
        Assert.Throws<PhysicsException>(() => SurfaceDensity.OfOpticalDepth(1, 0, 0.006, 1));
        Assert.Throws<PhysicsException>(() => SurfaceDensity.OfOpticalDepth(0, 1, 0.006, 1));
        Assert.Throws<PhysicsException>(() => SurfaceDensity.OfDiskMass(1e19, Annulus.BetweenMarsRadii(2.5, 2.5), 1));
    }

    [Fact]
    public void The_surface_energy_floor_matches_the_worked_example()
    {
        var example = Examples.Named("surface_energy_floor");
        var input = example.Inputs;
        var (density, speed, collider) = (input.Number("rho"), input.Number("v_rel"), input.Number("s0"));
        var share = Math.Pow(input.Number("s_max") / collider, 3);
        var law = new SurfaceEnergyFloor(input.Number("gamma"), input.Number("eta"), share);

        Expect.Matches(example, "alpha3.5", law.Size(3.5, density, speed, collider));
        Expect.Matches(example, "alpha3.3", law.Size(3.3, density, speed, collider));
        Expect.Matches(example, "alpha1.83", law.Size(1.83, density, speed, collider));
        Expect.Matches(example, "alpha4", law.Size(4, density, speed, collider));

        // The equation gives 2.55e-3 m at 1 m/s; the value of the example, the cap, belongs to 1e-3 m/s.
        Expect.Matches(example, "v_1_m_s", law.Size(3.5, density, 1e-3, collider));
    }
}
