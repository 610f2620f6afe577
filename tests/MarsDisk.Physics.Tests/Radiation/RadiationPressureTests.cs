using MarsDisk.Physics.Constants;
using MarsDisk.Physics.Radiation;
using MarsDisk.Physics.Tests.Golden;

namespace MarsDisk.Physics.Tests.Radiation;

public sealed class RadiationPressureTests
{
    public static TheoryData<string> BlowoutExamples => Examples.NamesBeginningWith("radiation.blowout.T=");

    [Theory]
    [MemberData(nameof(BlowoutExamples))]
    public void Blow_out_size_and_beta_match_the_worked_example(string name)
    {
        var example = Examples.Named(name);
        var (temperature, density, qPr) = (example.Inputs.Number("T_M"), example.Inputs.Number("rho"), example.Inputs.Number("Q_pr"));

        var size = RadiationPressure.BlowoutSize(temperature, density, qPr);

        Expect.Matches(example, "s_blow", size);
        Expect.Matches(example, "beta_at_1um", RadiationPressure.Beta(1e-6, temperature, density, qPr));
        Expect.Matches(example, "beta_at_s_blow", RadiationPressure.Beta(size, temperature, density, qPr));
        Expect.Matches(example, "luminosity", RadiationPressure.Luminosity(temperature));
    }

    [Fact]
    public void Blow_out_size_and_beta_match_the_reference_values()
    {
        foreach (var row in Examples.File("unit/blowout_beta.json").GetProperty("fixed_Q_pr").EnumerateArray())
        {
            var (temperature, density, qPr) = (row.Number("T_M"), row.Number("rho"), row.Number("Q_pr"));
            Expect.Relative(row.Number("a_blow"), RadiationPressure.BlowoutSize(temperature, density, qPr), 1e-12);
            Expect.Relative(row.Number("beta_1um"), RadiationPressure.Beta(1e-6, temperature, density, qPr), 1e-12);
        }
    }

    [Theory]
    [InlineData("radiation.graybody_T", "T_d")]
    [InlineData("radiation.graybody_T.q0p4", "T_p")]
    public void Grain_temperature_matches_the_worked_example(string name, string output)
    {
        var example = Examples.Named(name);
        var radius = example.Inputs.Number("r_RM") * PhysicalConstants.MarsRadius;

        var temperature = RadiationPressure.GrainTemperature(example.Inputs.Number("T_M"), radius, example.Inputs.Number("q_abs"));

        Expect.Matches(example, output, temperature);
    }

    [Theory]
    [InlineData("unit/sublimation_hkl.json", "grain_temperature", "T_grain")]
    [InlineData("unit/phase.json", "particle_temperature", "T_p")]
    public void Grain_temperature_matches_the_reference_values(string file, string rows, string output)
    {
        foreach (var row in Examples.File(file).GetProperty(rows).EnumerateArray())
        {
            var radius = row.Number("r_RM") * PhysicalConstants.MarsRadius;
            var temperature = RadiationPressure.GrainTemperature(row.Number("T_M"), radius, row.Number("q_abs"));
            Expect.Relative(row.Number(output), temperature, 1e-12);
        }
    }

    [Fact]
    public void Arguments_outside_the_domain_are_refused()
    {
        var range = Examples.Named("radiation.validation").Inputs.Numbers("T_M_allowed");

        Assert.Equal([ModelLimits.MarsTemperatureMin, ModelLimits.MarsTemperatureMax], range);
        Assert.Throws<PhysicsException>(() => RadiationPressure.CheckedTemperature(999));
        Assert.Throws<PhysicsException>(() => RadiationPressure.CheckedTemperature(double.NaN));
        Assert.Equal(1000, RadiationPressure.CheckedTemperature(1000));
        Assert.Equal(6500, RadiationPressure.CheckedTemperature(6500));
        Assert.Throws<PhysicsException>(() => RadiationPressure.Beta(0, 2000, 3000, 1));
        Assert.Throws<PhysicsException>(() => RadiationPressure.Beta(1e-6, 2000, 0, 1));
        Assert.Throws<PhysicsException>(() => RadiationPressure.BlowoutSize(2000, 3000, 0));
    }
}
