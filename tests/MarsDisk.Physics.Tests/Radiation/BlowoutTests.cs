using MarsDisk.Physics.Radiation;
using MarsDisk.Physics.Tests.Golden;

namespace MarsDisk.Physics.Tests.Radiation;

public sealed class BlowoutTests
{
    [Fact]
    public void The_library_iteration_matches_the_worked_example()
    {
        var example = Examples.Named("radiation.blowout.selfconsistent.synthetic");
        var table = Sampled(s => 0.05 + 0.95 * s / (s + 1e-3), LogSpaced(1e-9, 10, 40_000));

        var size = BlowoutSizes.Converged(example.Inputs.Number("T_M"), example.Inputs.Number("rho"), table);

        Expect.Matches(example, "s_blow", size);
    }

    [Fact]
    public void Both_iterations_match_the_worked_example_of_a_decreasing_efficiency()
    {
        var example = Examples.Named("radiation.blowout.selfconsistent.decreasing_Q");
        var (temperature, density) = (example.Inputs.Number("T_M"), example.Inputs.Number("rho"));
        var table = Sampled(s => 1 / (1 + s / 2e-6), [.. EvenlySpaced(1e-12, 6e-6, 400_000), 1, 2]);

        var converged = BlowoutSizes.Converged(temperature, density, table);
        var fromStart = BlowoutSizes.FromStart(example.Inputs.Number("s_start_step"), temperature, density, table);
        var fromPrevious = BlowoutSizes.FromStart(fromStart, temperature, density, table);

        Expect.Relative(example.Outputs.Number("s_blow_direct_8passes"), converged, example.RelativeTolerance);
        Expect.Relative(example.Outputs.Number("s_blow_step_7passes_from_1e-7"), fromStart, example.RelativeTolerance);
        Expect.Relative(example.Outputs.Number("s_blow_step_7passes_from_previous"), fromPrevious, example.RelativeTolerance);
    }

    [Fact]
    public void Iterations_on_the_closed_form_tables_match_the_reference_values()
    {
        var compared = 0;
        foreach (var row in Examples.File("unit/blowout_beta.json").GetProperty("table").EnumerateArray())
        {
            if (row.Text("table") == "qpr_planck_forsterite_mie.csv")
                continue;
            var table = TableFiles.Read(row.Text("table")!);
            var (temperature, density, guess) = (row.Number("T_M"), row.Number("rho"), row.Number("s_min_guess"));
            var qPr = table.Lookup(guess, temperature);
            var beta = row.GetProperty("beta");

            Expect.Relative(row.Number("Q_pr_at_guess"), qPr, 1e-12);
            Expect.Relative(row.Number("beta_at_guess"), RadiationPressure.Beta(guess, temperature, density, qPr), 1e-12);
            Expect.Relative(row.Number("a_blow_fixed_point_6_plus_1"), BlowoutSizes.FromStart(guess, temperature, density, table), 1e-12);
            Expect.Relative(row.Number("a_blow_own_loop_1e-6"), BlowoutSizes.Converged(temperature, density, table), 1e-12);
            foreach (var (size, expected) in beta.Numbers("s_m").Zip(beta.Numbers("value")))
                Expect.Relative(expected, RadiationPressure.Beta(size, temperature, density, table.Lookup(size, temperature)), 1e-12);
            compared++;
        }
        Assert.Equal(36, compared);
    }

    [Fact]
    public void A_constant_efficiency_gives_the_closed_form()
    {
        var table = QprTable.Constant(0.65);
        var expected = RadiationPressure.BlowoutSize(4000, 3270, 0.65);

        Assert.Equal(expected, BlowoutSizes.FromStart(1e-7, 4000, 3270, table));
        Assert.Equal(expected, BlowoutSizes.Converged(4000, 3270, table));
    }

    [Fact]
    public void Automatic_chi_gate_and_share_match_the_worked_example()
    {
        var example = Examples.Named("helpers.misc");
        var tolerance = example.RelativeTolerance;

        var chi = example.Inputs.GetProperty("auto_chi").EnumerateArray().Select(pair => pair.Numbers())
            .Select(pair => BlowoutTime.AutomaticChi(pair[0], pair[1])).ToArray();
        var gate = example.Inputs.GetProperty("gate").EnumerateArray().Select(pair => pair.Numbers())
            .Select(pair => BlowoutTime.CompetitionFactor(pair[1], pair[0])).ToArray();
        var share = example.Inputs.Numbers("fast").Select(BlowoutTime.ShareWithinStep).ToArray();

        Expect.Relative(example.Outputs.Numbers("auto_chi"), chi, tolerance);
        Expect.Relative(example.Outputs.Numbers("gate"), gate, tolerance);
        Expect.Relative(example.Outputs.Numbers("fast"), share, tolerance);
    }

    [Theory]
    [InlineData(0.1, 0.5)]
    [InlineData(1.2, 1.2)]
    [InlineData(9, 2)]
    public void A_configured_chi_is_clipped(double configured, double used)
    {
        Assert.Equal(used, BlowoutTime.Chi(configured));
    }

    // A table so fine that linear interpolation follows the formula to the tolerance of the example.
    private static QprTable Sampled(Func<double, double> efficiency, double[] sizes)
    {
        var row = Array.ConvertAll(sizes, size => efficiency(size));
        return new QprTable([1000, 6500], sizes, [.. row, .. row]);
    }

    private static double[] EvenlySpaced(double first, double last, int count) =>
        [.. Enumerable.Range(0, count).Select(i => first + (last - first) * i / (count - 1))];

    private static double[] LogSpaced(double first, double last, int count) =>
        [.. Enumerable.Range(0, count).Select(i => first * Math.Exp(Math.Log(last / first) * i / (count - 1)))];
}
