using MarsDisk.Physics.Constants;
using MarsDisk.Physics.Dynamics;
using MarsDisk.Physics.Tests.Golden;

namespace MarsDisk.Physics.Tests.Dynamics;

public sealed class DynamicsTests
{
    [Fact]
    public void Relative_speeds_match_the_worked_example()
    {
        var example = Examples.Named("dynamics.v_rel");
        var speed = example.Inputs.Number("v_K");
        var cases = example.Inputs.GetProperty("cases_e_i").EnumerateArray().Select(row => row.Numbers()).ToArray();

        var ohtsuki = Array.ConvertAll(cases, row => RelativeSpeed.Ohtsuki(speed, row[0], row[1]));
        var pericentre = Array.ConvertAll(cases, row => RelativeSpeed.AtPericentre(speed, row[0]));

        Expect.Relative(example.Outputs.Numbers("ohtsuki"), ohtsuki, example.RelativeTolerance);
        Expect.Relative(example.Outputs.Numbers("pericenter"), pericentre, example.RelativeTolerance);
    }

    [Fact]
    public void Relative_speeds_match_the_reference_values()
    {
        var file = Examples.File("unit/orbit_dynamics.json");

        foreach (var row in file.GetProperty("v_ij_low_e").EnumerateArray())
            Expect.Relative(row.Number("v"), RelativeSpeed.Ohtsuki(row.Number("v_K"), row.Number("e"), row.Number("i")), 1e-12);
        foreach (var row in file.GetProperty("v_rel_pericenter").EnumerateArray())
            Expect.Relative(row.Number("v"), RelativeSpeed.AtPericentre(row.Number("v_K"), row.Number("e")), 1e-12);
    }

    [Fact]
    public void Speeds_outside_their_domain_are_refused()
    {
        Assert.Throws<PhysicsException>(() => RelativeSpeed.AtPericentre(2000, 1));
        Assert.Throws<PhysicsException>(() => RelativeSpeed.AtPericentre(-1, 0.1));
        Assert.Throws<PhysicsException>(() => RelativeSpeed.Ohtsuki(-1, 0.1, 0.1));
    }

    [Fact]
    public void The_equilibrium_dispersion_matches_example_and_reference()
    {
        var example = Examples.Named("dynamics.c_eq");
        var cases = example.Inputs.GetProperty("cases_tau_e_eps_fwake").EnumerateArray().Select(row => row.Numbers()).ToArray();

        var found = Array.ConvertAll(cases, row => EquilibriumDispersion.Solve(row[0], row[1], row[2], row[3]));

        Expect.Relative(example.Outputs.Numbers("c"), found, example.RelativeTolerance, example.AbsoluteTolerance);
        foreach (var row in Examples.File("unit/orbit_dynamics.json").GetProperty("solve_c_eq").EnumerateArray())
        {
            var speed = EquilibriumDispersion.Solve(row.Number("tau"), row.Number("e_start"), row.Number("eps"), row.Number("f_wake"));
            Expect.Relative(row.Number("c_eq"), speed, 1e-6);
        }
    }

    [Fact]
    public void An_equilibrium_without_meaning_is_refused()
    {
        Assert.Throws<PhysicsException>(() => EquilibriumDispersion.Solve(-1, 0.1, 0.5, 1));
        Assert.Throws<PhysicsException>(() => EquilibriumDispersion.Solve(1, 0.1, 0.5, 0.5));
    }

    [Fact]
    public void Damping_matches_example_and_reference()
    {
        var example = Examples.Named("dynamics.update_e");
        var input = example.Inputs;

        Expect.Matches(example, "e_new", EquilibriumDispersion.Damped(
            input.Number("e"), input.Number("e_eq"), input.Number("t_damp"), input.Number("dt")));
        foreach (var row in Examples.File("unit/orbit_dynamics.json").GetProperty("update_e").EnumerateArray())
            Expect.Relative(row.Number("e_next"), EquilibriumDispersion.Damped(
                row.Number("e"), row.Number("e_eq"), row.Number("t_damp"), row.Number("dt")), 1e-12);
    }

    [Fact]
    public void The_eccentricity_profile_matches_example_and_reference()
    {
        var example = Examples.Named("eccentricity.mars_pericenter");
        var found = Array.ConvertAll(
            example.Inputs.Numbers("r_RM"), radius => EccentricityProfile.TouchingMars(radius * PhysicalConstants.MarsRadius));

        Expect.Relative(example.Outputs.Numbers("e"), found, example.RelativeTolerance, example.AbsoluteTolerance);
        foreach (var row in Examples.File("unit/orbit_dynamics.json").GetProperty("orbit").EnumerateArray())
            Expect.Relative(row.Number("e_mars_pericenter"), EccentricityProfile.TouchingMars(row.Number("r_m")), 1e-12);
    }

    [Fact]
    public void A_tabulated_profile_is_linear_holds_its_ends_and_is_clipped()
    {
        double[] radii = [2, 3];
        double[] eccentricities = [0.2, 0.6];

        Expect.Relative(0.4, EccentricityProfile.FromTable(radii, eccentricities, 2.5), 1e-15);
        Assert.Equal(0.2, EccentricityProfile.FromTable(radii, eccentricities, 1));
        Assert.Equal(0.5, EccentricityProfile.FromTable(radii, eccentricities, 9, 0, 0.5));
    }

    [Fact]
    public void The_supply_blend_matches_the_worked_example()
    {
        var example = Examples.Named("smol.supply_velocity");
        var input = example.Inputs;
        var (e, i, eSupply, iSupply) = (input.Number("e"), input.Number("i"), input.Number("e_sup"), input.Number("i_sup"));

        var weight = SupplyVelocityBlend.WeightOfTotal(input.Number("dSigma"), input.Number("Sigma"));

        Expect.Matches(example, "w_delta_sigma", weight);
        Expect.Matches(example, "w_sigma_ratio", SupplyVelocityBlend.WeightOfLayer(input.Number("dSigma"), input.Number("Sigma")));
        Expect.Relative(
            example.Outputs.Numbers("rms"),
            [SupplyVelocityBlend.RootMeanSquare(weight, e, eSupply), SupplyVelocityBlend.RootMeanSquare(weight, i, iSupply)], 1e-12);
        Expect.Relative(
            example.Outputs.Numbers("linear"),
            [SupplyVelocityBlend.Linear(weight, e, eSupply), SupplyVelocityBlend.Linear(weight, i, iSupply)], 1e-12);
    }

    [Fact]
    public void The_scale_height_never_vanishes()
    {
        Expect.Relative(4e5, ScaleHeight.OfInclination(1, 0.05, 8e6), 1e-15);
        Expect.Relative(8e4, ScaleHeight.OfAspect(0.01, 8e6), 1e-15);
        Assert.Equal(1e-12, ScaleHeight.OfInclination(1, 0, 8e6));
        Assert.True(ScaleHeight.IsSuspiciouslyFlat(1e-3, 8e6));
        Assert.False(ScaleHeight.IsSuspiciouslyFlat(4e5, 8e6));
    }
}
