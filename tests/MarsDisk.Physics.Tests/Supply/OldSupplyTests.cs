using System.Text.Json;
using MarsDisk.Physics.Constants;
using MarsDisk.Physics.Supply;
using MarsDisk.Physics.Tests.Golden;

namespace MarsDisk.Physics.Tests.Supply;

/// <summary>The parts of the supply that only old studies use.</summary>
public sealed class OldSupplyTests
{
    [Fact]
    public void Feedback_follows_the_worked_sequence()
    {
        var example = Examples.Named("supply.feedback");
        var inputs = example.Inputs;
        var feedback = new SupplyFeedback(
            inputs.Number("target"),
            inputs.Number("gain"),
            inputs.Number("response_years") * PhysicalConstants.SecondsPerYear);

        var (scale, rates) = (1.0, new List<double>());
        foreach (var tau in inputs.Numbers("tau_seq"))
        {
            scale = feedback.Next(scale, tau, inputs.Number("dt"));
            rates.Add(scale * inputs.Number("rate"));
        }

        Expect.Relative(example.Outputs.Numbers("rate_seq"), rates.ToArray(), example.RelativeTolerance);
        Expect.Matches(example, "scale_final", scale);
    }

    [Fact]
    public void A_reservoir_tapers_as_worked_out()
    {
        var example = Examples.Named("supply.reservoir");
        var inputs = example.Inputs;
        var remaining = inputs.Number("mass_Mmars") * PhysicalConstants.MarsMass;
        var reservoir = new SupplyReservoir(remaining, 0.5);

        var (rates, masses) = (new List<double>(), new List<double>());
        for (var call = 0; call < 5; call++)
        {
            var draw = reservoir.Draw(inputs.Number("rate"), remaining, inputs.Number("area"), inputs.Number("dt"));
            remaining = draw.Remaining;
            rates.Add(draw.Rate);
            masses.Add(remaining / PhysicalConstants.MarsMass);
        }

        Expect.Relative(example.Outputs.Numbers("rate_seq"), rates.ToArray(), example.RelativeTolerance);
        Expect.Relative(example.Outputs.Numbers("remaining_Mmars"), masses.ToArray(), example.RelativeTolerance);
    }

    [Fact]
    public void A_reservoir_with_a_hard_stop_gives_what_is_left_and_no_more()
    {
        var reservoir = new SupplyReservoir(Capacity: 10, TaperFraction: 0);

        Assert.Equal(new ReservoirDraw(0.5, 0.5, 0), reservoir.Draw(1, remaining: 5, area: 10, seconds: 1));
        Assert.Equal(new ReservoirDraw(0, 0, 0), reservoir.Draw(1, remaining: 0, area: 10, seconds: 1));
    }

    [Fact]
    public void Supply_follows_the_temperature_as_worked_out()
    {
        var example = Examples.Named("supply.temperature");
        var inputs = example.Inputs;
        var law = new SupplyTemperature(inputs.Number("T_ref"), inputs.Number("exponent"));

        var rates = inputs.Numbers("T").Select(temperature => inputs.Number("rate") * law.Scale(temperature)).ToArray();

        Expect.Relative(example.Outputs.Numbers("rate"), rates, example.RelativeTolerance);
    }

    [Fact]
    public void Temperature_feedback_and_reservoir_together_meet_the_reference()
    {
        var steps = Examples.File("unit/supply.json").GetProperty("evaluate")[1].GetProperty("steps");
        var law = new SupplyTemperature(1800, 2, Cap: 3);
        var feedback = new SupplyFeedback(1, 2, 1e-4 * PhysicalConstants.SecondsPerYear);
        var remaining = 6e-15 * PhysicalConstants.MarsMass;
        var reservoir = new SupplyReservoir(remaining, 0.5);
        var scale = 1.0;

        foreach (var step in steps.EnumerateArray())
        {
            scale = feedback.Next(scale, step.Number("tau"), 100);
            var warmth = law.Scale(step.Number("T"));
            var draw = reservoir.Draw(0.5 * 1e-6 * warmth * scale, remaining, 1e13, 100);
            remaining = draw.Remaining;

            Expect.Relative(step.Number("temp_scale"), warmth, 1e-12);
            Expect.Relative(step.Number("feedback"), scale, 1e-12);
            Expect.Relative(step.Number("reservoir_scale"), draw.Scale, 1e-11);
            Expect.Relative(step.Number("rate"), draw.Rate, 1e-11);
            Expect.Relative(step.Number("remaining_Mmars"), remaining / PhysicalConstants.MarsMass, 1e-11);
        }
    }

    [Fact]
    public void Supply_is_split_as_worked_out()
    {
        Check("A", SupplySplit.Direct(1));
        Check("B", SupplySplit.Limited(1, 1, SupplySplit.HeadroomOf(1, 1), 0, hasDeepBuffer: false));
        Check("C", SupplySplit.Limited(1, 1, SupplySplit.HeadroomOf(0.5, 1), 0, hasDeepBuffer: false));
        Check("D", SupplySplit.ThroughDeepBuffer(1, 1, null, 5, mixingSeconds: 10));
        Check("E", SupplySplit.Limited(1, 1, SupplySplit.HeadroomOf(0.5, 1), 0, hasDeepBuffer: true));

        static void Check(string name, SupplySplit found)
        {
            var example = Examples.Named("supply.split");
            var expected = example.Outputs.GetProperty(name);
            Compare(expected, found, "applied", "diverted", "deep_to_surf", "into_deep", example.RelativeTolerance);
        }
    }

    [Fact]
    public void Supply_is_split_as_in_the_reference()
    {
        var cases = Examples.File("unit/supply.json").GetProperty("split");
        var headroom = SupplySplit.HeadroomOf(0.5, 0.6);

        Check(0, SupplySplit.ThroughDeepBuffer(1e-5, 100, headroom, 0.01, 1e4));
        Check(1, SupplySplit.Limited(0.01, 100, headroom, 0, hasDeepBuffer: false));
        Check(2, SupplySplit.Direct(0.01));

        void Check(int index, SupplySplit found) => Compare(
            cases[index].GetProperty("result"),
            found,
            "prod_rate_applied",
            "prod_rate_diverted",
            "deep_to_surf_rate",
            "prod_rate_into_deep",
            1e-12);
    }

    [Fact]
    public void A_deep_buffer_gives_no_more_than_the_surface_may_take()
    {
        var found = SupplySplit.ThroughDeepBuffer(0, 10, headroom: 1, deepSurfaceDensity: 100, mixingSeconds: 20);

        Expect.Relative(0.1, found.Applied, 1e-15);
        Expect.Relative(99, found.DeepSurfaceDensity, 1e-15);
    }

    private static void Compare(
        JsonElement expected,
        SupplySplit found,
        string applied,
        string diverted,
        string deepToSurface,
        string intoDeep,
        double relative)
    {
        Expect.Relative(expected.Number(applied), found.Applied, relative, 0, applied);
        Expect.Relative(expected.Number(diverted), found.Diverted, relative, 0, diverted);
        Expect.Relative(expected.Number(deepToSurface), found.DeepToSurface, relative, 0, deepToSurface);
        Expect.Relative(expected.Number(intoDeep), found.IntoDeep, relative, 0, intoDeep);
        Expect.Relative(expected.Number("sigma_deep"), found.DeepSurfaceDensity, relative, 0, "sigma_deep");
        Expect.Relative(expected.Number("headroom"), found.Headroom ?? double.NaN, relative, 0, "headroom");
    }
}
