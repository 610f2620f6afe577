using MarsDisk.Physics.Fragments;
using MarsDisk.Physics.Tests.Golden;

namespace MarsDisk.Physics.Tests.Fragments;

public sealed class LargestRemnantTests
{
    [Fact]
    public void Impact_energy_has_the_worked_values()
    {
        var example = Examples.Named("fragments.q_r");
        var density = example.Inputs.Number("rho");

        var found = example.Inputs.GetProperty("cases_s1_s2_v").EnumerateArray()
            .Select(row => row.Numbers())
            .Select(row => LargestRemnant.ImpactEnergy(Mass(row[0], density), Mass(row[1], density), row[2]))
            .ToArray();

        Expect.Relative(example.Outputs.Numbers("Q_R"), found, example.RelativeTolerance);
    }

    [Fact]
    public void The_largest_remnant_has_the_worked_values()
    {
        var example = Examples.Named("fragments.f_lr_of_phi");

        var found = example.Inputs.Numbers("phi").Select(phi => LargestRemnant.Fraction(phi)).ToArray();

        Expect.Relative(
            example.Outputs.Numbers("f_lr"), found, example.RelativeTolerance, example.AbsoluteTolerance);
    }

    [Fact]
    public void Reference_pairs_are_met()
    {
        foreach (var pair in Examples.File("unit/fragments_lr.json").GetProperty("pairs").EnumerateArray())
        {
            var energy = LargestRemnant.ImpactEnergy(pair.Number("m1"), pair.Number("m2"), pair.Number("v"));

            Expect.Relative(pair.Number("Q_R"), energy, 1e-12);
            Expect.Relative(pair.Number("F_lr"), LargestRemnant.Fraction(energy, pair.Number("Q_RD*")), 1e-12, 1e-15);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-14)]
    [InlineData(0.7)]
    [InlineData(1.9)]
    [InlineData(1e6)]
    public void Remnant_and_excavated_fraction_complete_each_other(double phi) =>
        Expect.Relative(1, LargestRemnant.Fraction(phi) + LargestRemnant.ExcavatedFraction(phi), 2e-16);

    [Fact]
    public void A_tiny_excavated_fraction_keeps_its_digits() =>
        Expect.Relative(0.5e-17, LargestRemnant.ExcavatedFraction(1e-17), 1e-15);

    [Fact]
    public void Nothing_is_left_of_a_body_without_strength() => Assert.Equal(0, LargestRemnant.Fraction(1.0, 0.0));

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, -1, 1)]
    [InlineData(1, 1, -1)]
    public void Impossible_bodies_are_refused(double first, double second, double speed) =>
        Assert.Throws<PhysicsException>(() => LargestRemnant.ImpactEnergy(first, second, speed));

    private static double Mass(double size, double density) => 4.0 / 3.0 * Math.PI * density * size * size * size;
}
