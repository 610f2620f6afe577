using System.Text.Json;
using MarsDisk.Physics.Collisions;
using MarsDisk.Physics.Tests.Golden;

namespace MarsDisk.Physics.Tests.Collisions;

public sealed class ImexStepTests
{
    [Theory]
    [InlineData("smol.step5.dt_capped")]
    [InlineData("smol.step5.dt_small")]
    public void A_step_of_five_decades_has_the_worked_values(string name)
    {
        var example = Examples.Named(name);
        var (inputs, outputs) = (example.Inputs, example.Outputs);
        var layer = TestLayer.OfGrid5();
        var next = new double[5];

        var outcome = Advance(
            layer, inputs.Number("dt"), inputs.Numbers("S"), inputs.Numbers("F"), inputs.Number("prod_mass_rate"), next);

        var changes = next.Zip(layer.Numbers, (after, before) => after - before).ToArray();
        Expect.Matches(example, "dt_eff", outcome.EffectiveSeconds);
        Expect.Relative(outputs.Numbers("N_new"), next, example.RelativeTolerance);
        Expect.Relative(outputs.Numbers("dN"), changes, 1e-5);
        Expect.Matches(example, "mass_after", outcome.MassAfter);
        Expect.Relative(outputs.Number("mass_err"), outcome.MassError, 0, 1e-12);
        ExpectRates(outputs, outcome, example.RelativeTolerance);
    }

    [Fact]
    public void A_step_of_comparable_sizes_is_cut_by_the_mass_budget()
    {
        var example = Examples.Named("smol.step5.comparable_sizes");
        var (inputs, outputs) = (example.Inputs, example.Outputs);
        var layer = new TestLayer(
            inputs.Numbers("edges"), inputs.Numbers("sizes"), inputs.Numbers("N"), 3000, 5000, 4e5);
        var sinks = inputs.Numbers("S_base").Zip(inputs.Numbers("S_sublimation"), (blowout, sublimation) =>
            blowout + inputs.Number("S_external") + sublimation).ToArray();
        var next = new double[5];

        var outcome = Advance(layer, inputs.Number("dt"), sinks, inputs.Numbers("F"), double.NaN, next);

        Expect.Relative(outputs.Numbers("gain"), layer.Gain(layer.Plan()), example.RelativeTolerance);
        Expect.Relative(outputs.Numbers("loss_coeff"), layer.Loss(layer.Plan()), example.RelativeTolerance);
        Expect.Matches(example, "dt_eff", outcome.EffectiveSeconds);
        Expect.Relative(outputs.Numbers("N_new"), next, example.RelativeTolerance);
        Expect.Relative(outputs.Number("mass_err"), outcome.MassError, 0, 1e-12);
        ExpectRates(outputs, outcome, example.RelativeTolerance);
    }

    [Fact]
    public void Seven_steps_meet_the_reference()
    {
        var layer = TestLayer.OfUnitFile("unit/imex_step.json");
        var steps = Examples.File("unit/imex_step.json").GetProperty("steps").EnumerateArray().ToArray();

        foreach (var step in steps)
        {
            // The last one of the file is taken without collisions.
            var isQuiet = step.GetProperty("rates").Number("gain_mass_rate") == 0;
            var next = new double[10];
            var sinks = Bins(step, "S_blow").Zip(Bins(step, "S_sub"), (blowout, sublimation) => blowout + sublimation);

            var outcome = Advance(
                isQuiet ? layer with { Speed = 0 } : layer,
                step.Number("dt"),
                [.. sinks],
                Bins(step, "source_k"),
                step.Number("prod_rate"),
                next);

            Expect.Relative(step.Number("dt_eff"), outcome.EffectiveSeconds, 1e-12, what: "dt_eff");
            Expect.Relative(step.Numbers("N_new"), next, 1e-12, what: "N");
            Expect.Relative(step.Number("sigma_after"), outcome.MassAfter, 1e-12);
            Expect.Relative(step.Number("mass_error"), outcome.MassError, 0, 1e-12);
            ExpectRates(step.GetProperty("rates"), outcome, 1e-12);
        }
    }

    [Fact]
    public void Two_hundred_steps_in_a_row_meet_the_reference()
    {
        var layer = TestLayer.OfUnitFile("unit/imex_sequence.json");
        var sequence = Examples.File("unit/imex_sequence.json");
        var snapshots = sequence.GetProperty("snapshots").EnumerateArray()
            .ToDictionary(snapshot => snapshot.GetProperty("step").GetInt32());
        var next = new double[10];

        for (var step = 1; step <= 200; step++)
        {
            var outcome = Advance(layer, sequence.Number("dt"), new double[10], new double[10], 0, next);
            layer = layer with { Numbers = [.. next] };
            if (!snapshots.TryGetValue(step, out var expected))
                continue;

            Expect.Relative(expected.Number("dt_eff"), outcome.EffectiveSeconds, 1e-12);
            Expect.Relative(expected.Numbers("N"), next, 1e-9);
            Expect.Relative(expected.Number("sigma"), outcome.MassAfter, 1e-9);
        }

        Assert.Contains(200, snapshots.Keys);
    }

    [Fact]
    public void A_single_bin_gives_back_what_it_loses()
    {
        var example = Examples.Named("smol.single_bin_self_return");
        var next = new double[1];
        var terms = new ImexTerms
        {
            Numbers = [1],
            Masses = [1],
            Gain = [1],    // C (m + m)/m = 0.5 × 2
            Loss = [1],    // (C + C)/N
            Source = [0],
            Sink = [0],
        };

        var outcome = ImexStep.Advance(terms, example.Inputs.Number("dt"), 0, ImexScheme.Reference, next);

        Expect.Relative(example.Outputs.Numbers("N_new"), next, example.RelativeTolerance);
        Expect.Matches(example, "dt_eff", outcome.EffectiveSeconds);
        Assert.Equal(0, outcome.MassError);
    }

    [Fact]
    public void The_mass_budget_error_has_the_worked_value()
    {
        var example = Examples.Named("smol.mass_budget_error");
        var inputs = example.Inputs;

        var found = ImexStep.MassBudgetError(
            Mass(inputs, "N_old"), Mass(inputs, "N_new"), inputs.Number("dt"), inputs.Number("prod"), inputs.Number("extra"));

        Expect.Matches(example, "err", found);
    }

    [Fact]
    public void The_consistent_scheme_keeps_the_mass_that_the_reference_scheme_creates()
    {
        var layer = TestLayer.OfUnitFile("unit/imex_sequence.json");
        var next = new double[10];

        var reference = Advance(layer, 2, new double[10], new double[10], 0, next);
        var consistent = Advance(layer, 2, new double[10], new double[10], 0, next, ImexScheme.Consistent);

        Assert.InRange(reference.MassError, 1e-5, 5e-3);
        Assert.InRange(consistent.MassError, 0, 1e-14);
        Expect.Relative(consistent.GainMassRate, consistent.LossMassRate, 1e-13);
    }

    [Fact]
    public void A_sink_faster_than_the_step_never_makes_a_bin_negative()
    {
        var terms = Quiet(numbers: [1, 1], sinks: [10, 0.1]);
        var next = new double[2];

        var outcome = ImexStep.Advance(terms, 1, 0, ImexScheme.Reference, next);

        Assert.Equal(0.0625, outcome.EffectiveSeconds);
        Assert.All(next, number => Assert.True(number >= 0));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1)]
    public void The_first_impossible_bin_is_reported(double number)
    {
        var terms = Quiet(numbers: [1, number, number], sinks: [0, 0, 0]);

        var outcome = ImexStep.Advance(terms, 1, 0, ImexScheme.Reference, new double[3]);

        Assert.Equal(1, outcome.BadBin);
        Assert.True(double.IsNaN(outcome.EffectiveSeconds));
    }

    [Fact]
    public void A_step_that_is_not_positive_is_refused() => Assert.Throws<PhysicsException>(
        () => ImexStep.Advance(Quiet([1], [0]), 0, 0, ImexScheme.Reference, new double[1]));

    private static ImexTerms Quiet(double[] numbers, double[] sinks) => new()
    {
        Numbers = numbers,
        Masses = numbers.Select(_ => 1.0).ToArray(),
        Gain = new double[numbers.Length],
        Loss = new double[numbers.Length],
        Source = new double[numbers.Length],
        Sink = sinks,
    };

    private static ImexOutcome Advance(
        TestLayer layer,
        double seconds,
        double[] sinks,
        double[] sources,
        double supply,
        double[] next,
        ImexScheme scheme = ImexScheme.Reference)
    {
        var plan = layer.Plan();
        var terms = new ImexTerms
        {
            Numbers = layer.Numbers,
            Masses = layer.Masses,
            Gain = layer.Gain(plan),
            Loss = layer.Loss(plan),
            Source = sources,
            Sink = sinks,
        };
        return ImexStep.Advance(terms, seconds, supply, scheme, next);
    }

    private static void ExpectRates(JsonElement expected, in ImexOutcome found, double relative)
    {
        Expect.Relative(expected.Number("gain_mass_rate"), found.GainMassRate, relative, what: "gain rate");
        Expect.Relative(expected.Number("loss_mass_rate"), found.LossMassRate, relative, what: "loss rate");
        Expect.Relative(expected.Number("sink_mass_rate"), found.SinkMassRate, relative, what: "sink rate");
        Expect.Relative(expected.Number("source_mass_rate"), found.SourceMassRate, relative, what: "source rate");
    }

    private static double[] Bins(JsonElement step, string name) =>
        step.GetProperty(name).ValueKind == JsonValueKind.Null ? new double[10] : step.Numbers(name);

    private static double Mass(JsonElement inputs, string numbers) =>
        inputs.Numbers("m").Zip(inputs.Numbers(numbers), (mass, number) => mass * number).Sum();
}
