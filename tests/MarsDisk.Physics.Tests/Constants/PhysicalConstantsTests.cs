using MarsDisk.Physics.Constants;
using MarsDisk.Physics.Tests.Golden;

namespace MarsDisk.Physics.Tests.Constants;

public sealed class PhysicalConstantsTests
{
    [Fact]
    public void Are_the_literals_of_the_specification()
    {
        var listed = Examples.Named("constants.values").Outputs;

        Assert.Equal(PhysicalConstants.Gravitation, listed.Number("G"));
        Assert.Equal(PhysicalConstants.SpeedOfLight, listed.Number("c"));
        Assert.Equal(PhysicalConstants.StefanBoltzmann, listed.Number("sigma_SB"));
        Assert.Equal(PhysicalConstants.MolarGas, listed.Number("R_gas"));
        Assert.Equal(PhysicalConstants.MarsMass, listed.Number("M_Mars"));
        Assert.Equal(PhysicalConstants.MarsRadius, listed.Number("R_Mars"));
        Assert.Equal(PhysicalConstants.SecondsPerDay, listed.Number("s_per_day"));
        Assert.Equal(PhysicalConstants.SecondsPerYear, listed.Number("s_per_year"));
        Assert.Equal(ModelLimits.StepsMax, listed.Number("max_steps"));
        Expect.Relative(listed.Number("GM_Mars"), PhysicalConstants.Gravitation * PhysicalConstants.MarsMass, 1e-15);
    }

    [Fact]
    public void Are_the_constants_of_the_reference()
    {
        var file = Examples.File("unit/constants.json");
        var listed = file.GetProperty("constants");

        Assert.Equal(PhysicalConstants.Gravitation, listed.Number("G"));
        Assert.Equal(PhysicalConstants.SpeedOfLight, listed.Number("C"));
        Assert.Equal(PhysicalConstants.StefanBoltzmann, listed.Number("SIGMA_SB"));
        Assert.Equal(PhysicalConstants.MolarGas, listed.Number("R_GAS"));
        Assert.Equal(ModelLimits.StepsMax, listed.Number("MAX_STEPS"));
        Assert.Equal(ModelLimits.BlowoutBeta, file.Number("blowout_beta_threshold"));
        Assert.Equal(ModelLimits.SinkReferenceSize, file.Number("sink_reference_size_m"));
    }
}
