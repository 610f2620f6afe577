using System.Globalization;

using MarsDisk.Configuration;
using MarsDisk.Scenario;

namespace MarsDisk.Hosting.Scenarios.Binding;

/// <summary>What the options of a run say.</summary>
internal sealed record RunChoices
{
    /// <summary>Full path of the run directory; null: not said.</summary>
    public string? Output { get; init; }

    /// <summary>Overrides that stand for options: end and random seed.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary>A snapshot after so much simulated time, again and again; null: none.</summary>
    public Quantity? CheckpointEvery { get; init; }

    /// <summary>A failed expectation ends the run at the next step border.</summary>
    public bool StopsOnExpectFailure { get; init; }

    /// <summary>A failed run does not end the scenario.</summary>
    public bool ContinuesAfterFailure { get; init; }

    /// <summary>The directory has to hold an unfinished run of the same plan.</summary>
    public bool MustResume { get; init; }
}

/// <summary>Reads the options of a run (streaming-parser.md §3.6).</summary>
internal sealed class RunOptionBinder(Problems problems, ScenarioRoot root)
{
    private static readonly string[] Names =
        ["until", "output", "seed", "priority", "checkpoint_every", "on_error", "on_expect_failure", "resume_from"];

    private static readonly KeyUnit Seconds = KeyUnit.Of("s");
    private static readonly KeyUnit Years = KeyUnit.Of("yr");
    private static readonly KeyUnit Orbits = KeyUnit.Of("orbit");

    /// <summary>Names of all options of a run.</summary>
    public static IReadOnlyList<string> OptionNames => Names;

    public RunChoices Bind(IEnumerable<Assignment> options)
    {
        var choices = new RunChoices();
        foreach (var option in options)
            choices = Bind(choices, option);
        return choices;
    }

    private RunChoices Bind(RunChoices choices, Assignment option) => option.Key switch
    {
        "until" => Until(choices, option),
        "output" => Path(option) is { } path ? choices with { Output = path } : choices,
        "resume_from" => Path(option) is { } path ? choices with { Output = path, MustResume = true } : choices,
        "seed" => Integer(option) is { } seed ? Add(choices, $"dynamics.rng_seed={seed.ToString(CultureInfo.InvariantCulture)}") : choices,
        "priority" => Priority(choices, option),
        "checkpoint_every" => Time(option) is { } every ? choices with { CheckpointEvery = every } : choices,
        "on_error" => choices with { ContinuesAfterFailure = Word(option, "stop", "continue") == "continue" },
        "on_expect_failure" => choices with { StopsOnExpectFailure = Word(option, "record", "stop") == "stop" },
        _ => Unknown(choices, option),
    };

    private RunChoices Until(RunChoices choices, Assignment option)
    {
        if (Time(option) is not { } end)
            return choices;
        return Orbits.Convert(end) is { } orbits && end.Unit.Dimension.AsSpan()[^1] == 1
            ? Add(choices, "numerics.t_end_until_temperature_K=null", $"numerics.t_end_orbits={ValueBinder.Shortest(orbits)}")
            : Add(choices, "numerics.t_end_orbits=null", "numerics.t_end_until_temperature_K=null",
                $"numerics.t_end_years={ValueBinder.Shortest(Years.Convert(end)!.Value)}");
    }

    private static RunChoices Add(RunChoices choices, params string[] overrides) =>
        choices with { Overrides = [.. choices.Overrides, .. overrides] };

    private Quantity? Time(Assignment option)
    {
        if (option.Value is ScenarioValue.Number { Q: var time } && !time.Unit.Equals(UnitExpr.None)
            && (Seconds.Convert(time) ?? Orbits.Convert(time)) > 0)
            return time;
        problems.Error(
            option.Value is ScenarioValue.Number ? "scn.unit.dimension" : "scn.key.type", option.Span, $"{option.Key} takes a time above 0, for example 2 yr.");
        return null;
    }

    private string? Path(Assignment option)
    {
        if (option.Value is not ScenarioValue.Text { S: { Length: > 0 } path })
        {
            problems.Error("scn.key.type", option.Span, $"{option.Key} takes the name of a directory in quotes.");
            return null;
        }

        if (root.Resolve(path) is { } full)
            return full;
        problems.Error("scn.path.outside_root", option.Span, $"{path} lies outside {root.Directory}.", "A scenario may name files below that directory only.");
        return null;
    }

    private long? Integer(Assignment option)
    {
        if (option.Value is ScenarioValue.Number { Q: { Value: var value } quantity } && quantity.Unit.Equals(UnitExpr.None)
            && Math.Floor(value) == value && Math.Abs(value) <= 9_007_199_254_740_992)
            return (long)value;
        problems.Error("scn.key.type", option.Span, $"{option.Key} takes a whole number.");
        return null;
    }

    private string Word(Assignment option, params string[] words)
    {
        if (option.Value is ScenarioValue.Symbol { Word: var word } && words.Contains(word, StringComparer.Ordinal))
            return word;
        problems.Error("scn.key.type", option.Span, $"{option.Key} takes one of {string.Join(", ", words)}.");
        return words[0];
    }

    // Checked and not used: a node of one process runs in the order of the source.
    private RunChoices Priority(RunChoices choices, Assignment option)
    {
        Integer(option);
        return choices;
    }

    private RunChoices Unknown(RunChoices choices, Assignment option)
    {
        var nearest = KeyCatalogue.NearestOf(option.Key, Names);
        problems.Error("scn.key.unknown", option.Span, $"{option.Key} is not an option of a run.",
            nearest is null ? $"Options are {string.Join(", ", Names)}; a key of the configuration is changed by set." : $"Did you mean {nearest}?");
        return choices;
    }
}
