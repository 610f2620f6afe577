namespace MarsDisk.LanguageServer.Scenarios;

/// <summary>One line about each word of the language (streaming-parser.md §3.6).</summary>
internal static class WordMeanings
{
    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        ["scenario"] = "Opens the scenario: its name and the version of the language.",
        ["config"] = "Changes the default configuration of runs opened later; with `from`, loads a base configuration.",
        ["set"] = "Gives a key a value: for runs opened later, for this run, or from a time on.",
        ["table"] = "A named table, usable as a function of its first column once it is closed.",
        ["run"] = "A simulation run; its settings, rules and events follow in its block.",
        ["drive"] = "A live table of this run: its first column is time, the others are keys.",
        ["sweep"] = "Many runs of one template over varied keys.",
        ["vary"] = "An axis of the sweep: a key and its values.",
        ["at"] = "An event at a simulated time; times never decrease.",
        ["every"] = "A recurring event, first at `from`, last not after `until`.",
        ["expect"] = "An assertion; when it fails, the run is marked failed.",
        ["wait"] = "Nothing behind it is delivered until the run, the sweep or everything so far has ended.",
        ["end"] = "The scenario is complete; or the end of a run, in `at end` and `expect end`.",
        ["ramp"] = "Linear from the present value of a key to another over a time.",
        ["snapshot"] = "Requests a state snapshot.",
        ["flush"] = "Makes the pipeline flush at the next step border.",
        ["fault"] = "Breaks something on purpose; only where faults are allowed.",
        ["pause"] = "Holds the simulated clock; `for` is wall time, without it until a `resume`.",
        ["resume"] = "Lets the simulated clock go on.",
        ["stop"] = "Ends the run here, regularly.",
        ["log"] = "A line of the run's log with the simulated time.",
        ["until"] = "Run option: simulated time at which the run ends. In `every`: the last time.",
        ["output"] = "Run option: the run directory.",
        ["seed"] = "Run option: seed of the random numbers.",
        ["priority"] = "Run option: which waiting run starts first.",
        ["checkpoint_every"] = "Run option: short for `every T snapshot`.",
        ["on_error"] = "Option: `stop` or `continue` after an error.",
        ["on_expect_failure"] = "Run option: `record` or `stop` when an expectation fails.",
        ["resume_from"] = "Run option: an unfinished run directory of the same plan.",
        ["parallel"] = "Sweep option: how many runs at a time.",
        ["role"] = "Sweep option: which nodes take the runs.",
        ["limit"] = "Sweep option: at most so many runs.",
        ["order"] = "Sweep option: `row-major` or `shuffled`.",
        ["linear"] = "Between two rows on a straight line; in a sweep, evenly spaced values.",
        ["step"] = "Between two rows the value of the one before.",
        ["extrapolate"] = "Outside the rows: `hold` the nearest, or `error` ends the run.",
    };

    /// <summary>What a word does; null for one without a fixed meaning.</summary>
    public static string? Find(string word) => Meanings.GetValueOrDefault(word);

    /// <summary>Whether a word can begin or lead a part of a statement.</summary>
    public static bool IsKeyword(string word)
        => Meanings.ContainsKey(word) || word is "version" or "from" or "to" or "over" or "in" or "count" or "for" or "always" or "all" or "hold" or "error";
}
