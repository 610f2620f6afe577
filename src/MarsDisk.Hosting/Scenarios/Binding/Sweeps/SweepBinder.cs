using System.Globalization;
using System.Text;

using MarsDisk.Actors.Parsing.Binding;
using MarsDisk.Configuration;
using MarsDisk.Parsing;
using MarsDisk.Scenario;
using MarsDisk.Simulation.Inputs;

namespace MarsDisk.Hosting.Scenarios.Binding;

/// <summary>Expands sweeps, one run at a time; the first and the last are bound at once, so that mistakes show early.</summary>
internal sealed class SweepBinder(
    Problems problems, RunBinder runs, ScenarioNames names, Func<long, ScenarioStatement, OpenRun, RunInput?> bindLine)
{
    private static readonly string[] Options = ["parallel", "role", "limit", "order", "on_error"];

    /// <summary>The sweep; null after a diagnostic.</summary>
    public BoundUnit.Sweep? Bind(SweepRequested sweep)
    {
        names.Take(sweep.SweepId, sweep.Span);
        var parallel = 1;
        var count = sweep.Points;
        var continues = false;
        var isShuffled = false;
        foreach (var option in sweep.Options)
        {
            switch (option.Key)
            {
                case "parallel" when Number(option) is { } number: parallel = (int)number; break;
                case "limit" when Number(option) is { } limit: count = Math.Min(count, limit); break;
                case "order" when option.Value is ScenarioValue.Symbol { Word: "row-major" or "shuffled" } order: isShuffled = order.Word == "shuffled"; break;
                case "on_error" when option.Value is ScenarioValue.Symbol { Word: "stop" or "continue" } onError: continues = onError.Word == "continue"; break;
                case "role" when option.Value is ScenarioValue.Text: break;      // one process has every role
                default: Refuse(option); break;
            }
        }

        if (problems.HasErrors || count > int.MaxValue)
            return null;
        var points = new SweptRuns(this, sweep, (int)count, isShuffled);
        var found = points.Bind(0).Diagnostics.Concat(count > 1 ? points.Bind((int)count - 1).Diagnostics : []);
        problems.Add(found.DistinctBy(problem => (problem.Code, problem.At, problem.Message)));
        return new BoundUnit.Sweep(sweep.SweepId, points, parallel, continues);
    }

    private long? Number(Assignment option)
    {
        if (option.Value is ScenarioValue.Number { Q: { Value: >= 1 and <= int.MaxValue } quantity } && quantity.Unit.Equals(UnitExpr.None)
            && Math.Floor(quantity.Value) == quantity.Value)
            return (long)quantity.Value;
        problems.Error("scn.key.type", option.Span, $"{option.Key} takes a whole number of at least 1.");
        return 1;
    }

    private void Refuse(Assignment option)
    {
        if (Options.Contains(option.Key, StringComparer.Ordinal))
        {
            problems.Error("scn.key.type", option.Span, $"{option.Key} takes {option.Key switch { "order" => "row-major or shuffled", "role" => "a text", _ => "stop or continue" }}.");
            return;
        }

        var nearest = KeyCatalogue.NearestOf(option.Key, Options);
        problems.Error("scn.key.unknown", option.Span, $"{option.Key} is not an option of a sweep.", nearest is null ? $"Options are {string.Join(", ", Options)}." : $"Did you mean {nearest}?");
    }

    private SweptRun Run(SweepRequested sweep, long point, int index)
    {
        var earlier = problems.Take();
        var values = SweepPoint.Values(sweep.Axes, point);
        var texts = sweep.Axes.Zip(values).ToDictionary(pair => pair.First.Key, pair => Text(pair.Second), StringComparer.Ordinal);
        texts["index"] = index.ToString(CultureInfo.InvariantCulture);
        texts["sweep"] = sweep.SweepId;
        var name = Fill(sweep.Template.NameTemplate, texts, sweep.Span);
        texts["run"] = name;
        var head = new RunOpened(
            sweep.Span, name,
            [.. sweep.Template.Options.Select(option => option.Value is ScenarioValue.Text text ? option with { Value = new ScenarioValue.Text(Fill(text.S, texts, option.Span)) } : option)],
            [.. sweep.Axes.Zip(values).Select(pair => new Assignment(pair.First.Key, pair.Second, sweep.Span)), .. sweep.Template.Overrides]);
        var open = runs.Reopen(head, out var bound);
        var inputs = new List<RunInput>();
        foreach (var line in sweep.Template.Body)
        {
            if (bindLine(inputs.Count + 2, Labelled(line, texts), open) is { } input)
                inputs.Add(input);
        }

        inputs.Add(new RunClosedInput(inputs.Count + 2, TimeBinder.OriginOf(sweep.Span)));
        var hasErrors = problems.HasErrors;
        var found = problems.Take();
        problems.Add(earlier);
        return new SweptRun(hasErrors ? null : bound, inputs, found);
    }

    private ScenarioStatement Labelled(ScenarioStatement line, Dictionary<string, string> texts) => line switch
    {
        EventScheduled { Action: ScenarioAction.Snapshot { Label: { } label } } at => at with { Action = new ScenarioAction.Snapshot(Fill(label, texts, line.Span)) },
        RecurringScheduled { Action: ScenarioAction.Snapshot { Label: { } label } } every => every with { Action = new ScenarioAction.Snapshot(Fill(label, texts, line.Span)) },
        _ => line,
    };

    private string Fill(string template, Dictionary<string, string> texts, in SourceSpan at)
    {
        var filled = new StringBuilder();
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] is '{' or '}' && i + 1 < template.Length && template[i + 1] == template[i])
            {
                filled.Append(template[i++]);
            }
            else if (template[i] == '{' && template.IndexOf('}', i) is > 0 and var end)
            {
                var place = template[(i + 1)..end];
                if (!texts.TryGetValue(place, out var text))
                    problems.Error("scn.sweep.template", at, $"{{{place}}} is no varied key of this sweep.", $"Known are {string.Join(", ", texts.Keys)}.");
                filled.Append(text);
                i = end;
            }
            else
            {
                filled.Append(template[i]);
            }
        }

        return filled.ToString();
    }

    private static string Text(ScenarioValue value) => value switch
    {
        ScenarioValue.Number { Q: var quantity } => ValueBinder.Shortest(quantity.Value) + (quantity.Unit.Equals(UnitExpr.None) ? "" : " " + quantity.Unit.Text),
        ScenarioValue.Text text => text.S,
        ScenarioValue.Truth truth => truth.B ? "true" : "false",
        ScenarioValue.Symbol symbol => symbol.Word,
        _ => "",
    };

    private sealed class SweptRuns(SweepBinder binder, SweepRequested sweep, int count, bool isShuffled) : ISweptRuns
    {
        public int Count => count;

        public SweptRun Bind(int index) => binder.Run(sweep, isShuffled ? SweepPoint.Shuffled(index, sweep.Points) : index, index);
    }
}
