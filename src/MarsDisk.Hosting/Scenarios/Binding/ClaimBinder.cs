using MarsDisk.Configuration;
using MarsDisk.Scenario;
using MarsDisk.Simulation.Inputs;
using MarsDisk.Simulation.Inputs.Metrics;

namespace MarsDisk.Hosting.Scenarios.Binding;

/// <summary>Turns expectations into claims about metrics.</summary>
internal sealed class ClaimBinder(Problems problems, ValueBinder values, Func<string, bool> isKnownRun)
{
    /// <summary>The claim; null after a diagnostic.</summary>
    /// <param name="declared">As written.</param>
    /// <param name="orbitSeconds">Orbital period of the run, s; null while it is not known.</param>
    public Claim? Bind(ExpectationDeclared declared, double? orbitSeconds)
    {
        if (Metric(declared) is not { } metric || Expected(declared, metric) is not { } expected)
            return null;
        var time = 0.0;
        if (declared.When == ExpectWhen.At)
        {
            if (TimeBinder.Seconds(declared.At!.Value, orbitSeconds) is not { } seconds)
                return null;
            time = seconds;
        }

        var isRelative = declared.Tolerance is { } share && share.Unit.Text is "%" or "ppm";
        var tolerance = declared.Tolerance switch
        {
            null => 0,
            { } relative when isRelative => KeyUnit.Of("").Convert(relative),
            { } absolute => values.Convert($"The tolerance of {metric.Name}", absolute, KeyUnit.Of(metric.Unit), declared.Span),
        };
        return tolerance is { } within
            ? new Claim((ClaimTime)(int)declared.When, time, metric, (Comparison)(int)declared.Op, expected, within, isRelative)
            : null;
    }

    private Metric? Metric(ExpectationDeclared declared)
    {
        if (MetricNames.Find(declared.Metric) is not { } metric)
        {
            var nearest = KeyCatalogue.NearestOf(declared.Metric, MetricNames.All.Select(known => known.Name));
            problems.Error("scn.expect.metric", declared.Span, $"{declared.Metric} is not a metric.", nearest is null ? $"Metrics are {string.Join(", ", MetricNames.All.Select(known => known.Name))}." : $"Did you mean {nearest}?");
            return null;
        }

        if (metric.Source == MetricSource.Run && declared.When != ExpectWhen.End)
        {
            problems.Error("scn.expect.metric", declared.Span, $"{metric.Name} is known at the end of a run only.", "Write expect end.");
            return null;
        }

        if (metric.IsText && declared.Op is not (CompareOp.Eq or CompareOp.Ne))
        {
            problems.Error("scn.expect.metric", declared.Span, $"{metric.Name} is a text: it can be == or != only.");
            return null;
        }

        return metric;
    }

    private ExpectedValue? Expected(ExpectationDeclared declared, Metric metric)
    {
        switch (declared.Value)
        {
            case ScenarioValue.Number { Q: var quantity } when !metric.IsText:
                return values.Convert(metric.Name, quantity, KeyUnit.Of(metric.Unit), declared.Span) is { } number ? new ExpectedValue.Number(number) : null;
            case ScenarioValue.Truth truth when !metric.IsText:
                return new ExpectedValue.Number(truth.B ? 1 : 0);
            case ScenarioValue.Text text when metric.IsText:
                return new ExpectedValue.Text(text.S);
            case ScenarioValue.RunRef other when isKnownRun(other.RunId):
                return new ExpectedValue.OtherRun(other.RunId);
            case ScenarioValue.RunRef other:
                problems.Error("scn.run.unknown", declared.Span, $"There is no run \"{other.RunId}\" above this line.");
                return null;
            default:
                problems.Error("scn.key.type", declared.Span, $"{metric.Name} is compared with {(metric.IsText ? "a text or a run" : "a number or a run")}.");
                return null;
        }
    }
}
