using System.Collections.Immutable;
using MarsDisk.Parsing;

namespace MarsDisk.Scenario.Lexing;

/// <summary>How each <see cref="Expected"/> is shown, and of which rule it is one alternative.</summary>
internal static class Expectations
{
    /// <summary>What may begin a line at top level.</summary>
    public static readonly ImmutableArray<Expected> Statements =
    [
        Expected.WordConfig, Expected.WordEnd, Expected.WordPause, Expected.WordResume, Expected.WordRun, Expected.WordSet,
        Expected.WordSnapshot, Expected.WordStop, Expected.WordSweep, Expected.WordTable, Expected.WordWait,
    ];

    /// <summary>Every word that begins a statement.</summary>
    public static readonly ImmutableArray<Expected> Words =
    [
        .. Statements, Expected.WordScenario, Expected.WordEvery, Expected.WordExpect, Expected.WordAt, Expected.WordDrive, Expected.WordVary,
    ];

    /// <summary>What an event does.</summary>
    public static readonly ImmutableArray<Expected> Actions =
        [Expected.Action, .. Range(Expected.WordSet, Expected.WordLog)];

    /// <summary>Options of a run.</summary>
    public static readonly ImmutableArray<Expected> RunOptions =
        [Expected.Option, .. Range(Expected.OptionUntil, Expected.OptionResumeFrom)];

    /// <summary>Options of a sweep.</summary>
    public static readonly ImmutableArray<Expected> SweepOptions =
        [Expected.Option, Expected.OptionOnError, .. Range(Expected.OptionParallel, Expected.OptionOrder)];

    /// <summary>Units of a time.</summary>
    public static readonly ImmutableArray<Expected> TimeUnits = [Expected.TimeUnit, .. Range(Expected.UnitD, Expected.UnitYr)];

    /// <summary>What can be broken.</summary>
    public static readonly ImmutableArray<Expected> FaultKinds =
        [Expected.FaultKind, .. Range(Expected.FaultCrash, Expected.FaultPartition)];

    /// <summary>How two values are compared.</summary>
    public static readonly ImmutableArray<Expected> Comparisons =
        [Expected.Comparison, .. Range(Expected.OpEqual, Expected.OpMore)];

    /// <summary>Shared by all parses; never changed after the start.</summary>
    public static readonly ExpectationTable Table = Build();

    /// <summary>The text of an expectation.</summary>
    public static string Text(Expected expected) => Table[(int)expected].Text;

    private static ExpectationTable Build()
    {
        var table = new ExpectationTable();
        Add(table, ExpectationKind.Rule, null,
            "an action", "a value", "a time", "a unit of time", "a unit", "a kind of fault", "an option",
            "a comparison");
        Add(table, ExpectationKind.Class, null,
            "a name", "a key", "a string", "a number", "a whole number", "a duration", "a digit", "a blank",
            "the end of the line");
        Add(table, ExpectationKind.Token, null,
            "=", "{", "}", "(", ")", "[", "]", ",", ":", "+-", "1");
        Add(table, ExpectationKind.Token, Expected.Comparison,
            "==", "!=", "<=", ">=", "~=", "<", ">");
        Add(table, ExpectationKind.Keyword, null,
            "scenario", "config", "table", "run", "sweep", "wait", "end", "every", "expect", "at", "drive", "vary",
            "from", "version", "linear", "step", "extrapolate", "hold", "error", "always", "all", "to", "over", "for",
            "in", "count");
        Add(table, ExpectationKind.Keyword, Expected.Action,
            "set", "ramp", "snapshot", "flush", "fault", "pause", "resume", "stop", "log");
        Add(table, ExpectationKind.Keyword, Expected.Option,
            "until", "output", "seed", "priority", "checkpoint_every", "on_error", "on_expect_failure", "resume_from",
            "parallel", "role", "limit", "order");
        Add(table, ExpectationKind.Keyword, Expected.TimeUnit,
            "d", "day", "h", "kyr", "min", "ms", "Myr", "orbit", "s", "yr");
        Add(table, ExpectationKind.Keyword, Expected.FaultKind,
            "crash", "stall", "delay", "drop", "duplicate", "corrupt", "disk-full", "slow-disk", "kill-node",
            "partition");
        return table;
    }

    private static void Add(ExpectationTable table, ExpectationKind kind, Expected? rule, params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
            table.Add(new(kind, text), (int?)rule);
    }

    private static ImmutableArray<Expected> Range(Expected first, Expected last)
        => [.. Enumerable.Range((int)first, last - first + 1).Select(id => (Expected)id)];
}
