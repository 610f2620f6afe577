using System.Text.Json;
using MarsDisk.Physics.Shielding;
using MarsDisk.Physics.Tests.Golden;

namespace MarsDisk.Physics.Tests.Shielding;

public sealed class ShieldingTests
{
    public static TheoryData<string> StepExamples => Examples.NamesBeginningWith("shielding.step.");

    [Fact]
    public void The_three_dimensional_table_matches_the_worked_example()
    {
        var example = Examples.Named("shielding.phi_3d_table");
        var points = example.Inputs.GetProperty("points").EnumerateArray().Select(point => point.Numbers()).ToArray();

        var trilinear = Array.ConvertAll(points, point => PhiTable3D.Default.Evaluate(point[0], point[1], point[2]));
        var analytic = Array.ConvertAll(points, point => PhiTable3D.ClosedForm(point[0], point[1], point[2]));

        Expect.Relative(example.Outputs.Numbers("trilinear"), trilinear, example.RelativeTolerance);
        Expect.Relative(example.Outputs.Numbers("analytic"), analytic, example.RelativeTolerance);
    }

    [Fact]
    public void The_three_dimensional_table_matches_the_reference_values()
    {
        var expected = Examples.File("unit/phi_shielding.json").GetProperty("phi_table_3d");
        var (albedos, asymmetries) = (expected.Numbers("w0"), expected.Numbers("g"));

        foreach (var (tau, rows) in expected.Numbers("tau").Zip(expected.GetProperty("Phi[tau][w0][g]").EnumerateArray()))
            foreach (var (albedo, row) in albedos.Zip(rows.EnumerateArray()))
                Expect.Relative(
                    row.Numbers(), Array.ConvertAll(asymmetries, g => PhiTable3D.Default.Evaluate(tau, albedo, g)), 1e-12, 1e-16);
    }

    [Fact]
    public void Effective_opacity_matches_the_worked_example()
    {
        var example = Examples.Named("shielding.apply_shielding");
        var rows = example.Inputs.GetProperty("rows_kappa_tau").EnumerateArray().Select(row => row.Numbers()).ToArray();

        var effective = Array.ConvertAll(rows, row => ShieldingLaw.EffectiveOpacity(row[0], row[1], PhiTable3D.Default.Evaluate(row[1])));

        Expect.Relative(example.Outputs.Numbers("kappa_eff"), effective, example.RelativeTolerance);
        Expect.Relative(
            example.Outputs.Numbers("sigma_tau1"), Array.ConvertAll(effective, ShieldingLaw.SurfaceDensityAtTauOne), example.RelativeTolerance);
    }

    [Fact]
    public void Effective_opacity_matches_the_reference_values()
    {
        foreach (var row in Examples.File("unit/phi_shielding.json").GetProperty("apply_shielding").EnumerateArray())
        {
            var phi = PhiTable3D.Default.Evaluate(row.Number("tau"), row.Number("w0"), row.Number("g"));
            var effective = ShieldingLaw.EffectiveOpacity(row.Number("kappa"), row.Number("tau"), phi);

            Expect.Relative(
                row.Numbers("kappa_eff,Sigma_tau1"), [effective, ShieldingLaw.SurfaceDensityAtTauOne(effective)], 1e-12);
        }
    }

    [Fact]
    public void One_dimensional_tables_match_the_worked_example()
    {
        var example = Examples.Named("shielding.phi_1d");
        var first = example.Inputs.GetProperty("A");
        var ramp = new PhiTable1D(first.Numbers("tau"), first.Numbers("phi"));
        var tau = example.Inputs.Numbers("tau_eval");

        Expect.Relative(example.Outputs.Numbers("A"), Array.ConvertAll(tau, ramp.Evaluate), example.RelativeTolerance);
        Expect.Relative(example.Outputs.Numbers("B"), Array.ConvertAll(tau, SlabAverage().Evaluate), example.RelativeTolerance);
    }

    [Theory]
    [InlineData("phi_tau_phi1_020.csv", 0.20)]
    [InlineData("phi_tau_phi1_037.csv", 0.37)]
    [InlineData("phi_tau_phi1_060.csv", 0.60)]
    [InlineData("phi_const_0p37.csv", double.NaN)]
    public void One_dimensional_tables_match_the_reference_values(string file, double phiAtOne)
    {
        var table = double.IsNaN(phiAtOne) ? new PhiTable1D([0], [0.37]) : new PhiTable1D([0, 1], [1, phiAtOne]);
        var expected = ReferenceOf(file);

        Expect.Relative(expected.Numbers("Phi"), Array.ConvertAll(expected.Numbers("tau"), table.Evaluate), 1e-12);
    }

    [Fact]
    public void The_slice_without_scattering_matches_the_reference_values()
    {
        var expected = ReferenceOf("phi.csv");
        var phi = Array.ConvertAll(expected.Numbers("tau"), tau => PhiTable3D.Default.Evaluate(tau));
        var effective = Array.ConvertAll(phi, value => ShieldingLaw.EffectiveOpacity(2.5, 1, value));

        Expect.Relative(expected.Numbers("Phi"), phi, 1e-12);
        Expect.Relative(expected.Numbers("kappa_eff_for_kappa_2p5"), effective, 1e-12);
        Expect.Relative(expected.Numbers("Sigma_tau1"), Array.ConvertAll(effective, ShieldingLaw.SurfaceDensityAtTauOne), 1e-12);
    }

    [Theory]
    [MemberData(nameof(StepExamples))]
    public void A_step_matches_the_worked_example(string name)
    {
        var example = Examples.Named(name);
        var input = example.Inputs;

        var shielded = LawOf(input).Evaluate(input.Number("kappa_surf"), input.Number("Sigma"), input.Number("los_factor"));

        Expect.Matches(example, "tau", shielded.Tau);
        Expect.Matches(example, "phi", shielded.Phi);
        Expect.Matches(example, "kappa_eff", shielded.EffectiveOpacity);
        Expect.Matches(example, "sigma_tau1", shielded.SurfaceDensityAtTauOne);
    }

    [Fact]
    public void Shielding_along_the_line_of_sight_without_a_table_uses_the_three_dimensional_one()
    {
        var shielded = ShieldingLaw.OfLineOfSight(null).Evaluate(0.01, 300, 1);

        Expect.Relative(0.09246950449077028, shielded.Phi, 1e-12);
    }

    [Fact]
    public void Clipping_to_optical_depth_one_matches_the_worked_example()
    {
        var example = Examples.Named("shielding.clip_to_tau1.retired");
        var clipped = example.Inputs.GetProperty("cases_sigma_kappa").EnumerateArray().Select(row => row.Numbers())
            .Select(row => ShieldingLaw.ClippedToTauOne(row[0], row[1])).ToArray();

        Expect.Relative(example.Outputs.Numbers("sigma"), clipped, example.RelativeTolerance);
    }

    [Fact]
    public void The_line_of_sight_factor_matches_example_and_reference()
    {
        var example = Examples.Named("helpers.los_factor");
        var inclined = example.Inputs.GetProperty("cases").EnumerateArray().Where(row => row[0].GetString() == "aspect")
            .Select(row => LineOfSight.Factor(row[1].Number(), row[2].Number())).ToArray();

        Expect.Relative(example.Outputs.Numbers("f_los").AsSpan(0, 4), inclined, example.RelativeTolerance);
        foreach (var row in Examples.File("unit/phi_shielding.json").GetProperty("los_factor").EnumerateArray())
            Expect.Relative(row.Number("factor"), LineOfSight.Factor(row.Number("h_over_r"), row.Number("path_multiplier")), 1e-12);
        Assert.Equal(1, LineOfSight.Factor(0, 1));
        Assert.Equal(1, LineOfSight.Factor(double.NaN, 1));
    }

    [Fact]
    public void Values_that_are_not_finite_are_refused()
    {
        Assert.Throws<PhysicsException>(() => ShieldingLaw.EffectiveOpacity(double.NaN, 1, 1));
        Assert.Throws<PhysicsException>(() => ShieldingLaw.EffectiveOpacity(-1, 1, 1));
        Assert.Throws<PhysicsException>(() => ShieldingLaw.EffectiveOpacity(1, double.PositiveInfinity, 1));
        Assert.Throws<PhysicsException>(() => ShieldingLaw.EffectiveOpacity(1, 1, double.NaN));
        Assert.Throws<PhysicsException>(() => new PhiTable1D([0, 0], [1, 1]));
        Assert.Throws<PhysicsException>(() => new PhiTable1D([], []));
    }

    private static ShieldingLaw LawOf(JsonElement input)
    {
        var table = input.GetProperty("phi").ValueKind == JsonValueKind.Null ? null : SlabAverage();
        var density = input.Number("sigma_tau1_fixed");
        return input.Text("mode") switch
        {
            "off" => ShieldingLaw.Off,
            "psitau" => ShieldingLaw.OfLineOfSight(table),
            _ => ShieldingLaw.AtFixedTau(input.Number("tau_fixed"), table, double.IsNaN(density) ? null : density),
        };
    }

    private static PhiTable1D SlabAverage()
    {
        double[] tau = [0, 0.25, 0.5, 1, 2, 4];
        return new PhiTable1D(tau, Array.ConvertAll(tau, t => t == 0 ? 1 : (1 - Math.Exp(-t)) / t));
    }

    private static JsonElement ReferenceOf(string file) => Examples.File("unit/phi_shielding.json").GetProperty("phi_tau_only")
        .EnumerateArray().Single(row => row.Text("table") == file);
}
