using System.Collections.Immutable;
using System.Text.Json;
using MarsDisk.Scenario.Lexing;
using MarsDisk.Scenario.Reading;

namespace MarsDisk.Scenario.Json;

/// <summary>Objects of the twin as records. Looks at one object alone: what the order of lines allows is checked elsewhere.</summary>
internal static class JsonStatementReader
{
    /// <summary>Reads the object of a token.</summary>
    /// <param name="reading">The line.</param>
    /// <param name="op">What it is.</param>
    /// <param name="token">The object.</param>
    /// <param name="run">Id of the open run; empty where there is none.</param>
    /// <returns>The record; of no use when the reading has a finding. Null: a line that is no statement of its own.</returns>
    public static ScenarioStatement? Read(ref JsonReading reading, JsonOp op, int token, string run) => op switch
    {
        JsonOp.Scenario => Header(ref reading, token),
        JsonOp.Config => Config(ref reading, token),
        JsonOp.Set => Set(ref reading, token),
        JsonOp.Table => TableHead(ref reading, token),
        JsonOp.Drive => DriverHead(ref reading, token, run),
        JsonOp.Run => RunHead(ref reading, token),
        JsonOp.Sweep => JsonSweepReader.Read(ref reading, token),
        JsonOp.At => Event(ref reading, token, run),
        JsonOp.Every => Recurring(ref reading, token, run),
        JsonOp.Expect => Expectation(ref reading, token, run),
        JsonOp.Pause or JsonOp.Resume or JsonOp.Stop or JsonOp.Snapshot => Control(ref reading, op, token),
        JsonOp.Wait => Barrier(ref reading, token),
        _ => Bare(ref reading, token),
    };

    /// <summary>Options and keys of a run or template.</summary>
    public static (ImmutableArray<Assignment> Options, ImmutableArray<Assignment> Overrides) Settings(ref JsonReading reading, int options, int set)
        => (options < 0 ? [] : JsonValueReader.Map(ref reading, options, isOption: true), set < 0 ? [] : JsonValueReader.Map(ref reading, set, isOption: false));

    private static ScenarioOpened? Header(ref JsonReading reading, int token)
    {
        Span<int> found = stackalloc int[3];
        reading.Members(token, ["op", "name", "version"], found);
        if (!reading.Has(token, found[1], "name") || !reading.Has(token, found[2], "version"))
            return null;
        return new ScenarioOpened(reading.Whole, reading.Id(found[1]), reading.Integer(found[2]));
    }

    private static ScenarioStatement? Config(ref JsonReading reading, int token)
    {
        Span<int> found = stackalloc int[3];
        reading.Members(token, ["op", "from", "set"], found);
        if (found[1] >= 0 && found[2] < 0)
            return new ConfigBaseRequested(reading.Whole, reading.Text(found[1]));
        if (found[1] >= 0)
            reading.Unexpected(found[1] - 1, "set");
        return reading.Has(token, found[2], "set") ? new ConfigPatched(reading.Whole, JsonValueReader.Map(ref reading, found[2], isOption: false)) : null;
    }

    private static ConfigPatched? Set(ref JsonReading reading, int token)
    {
        var key = token + 3;
        if (key >= reading.Tokens[token].After)
        {
            reading.Has(token, -1, "a key");
            return null;
        }

        if (reading.Tokens[key + 1].After < reading.Tokens[token].After)
            reading.Unexpected(reading.Tokens[key + 1].After, "the end of the object");
        return new ConfigPatched(reading.Whole, [JsonValueReader.Assignment(ref reading, key, isOption: false)]);
    }

    private static TableOpened? TableHead(ref JsonReading reading, int token)
    {
        Span<int> found = stackalloc int[5];
        reading.Members(token, ["op", "name", "columns", "interp", "extrapolate"], found);
        if (!reading.Has(token, found[1], "name") || !reading.Has(token, found[2], "columns"))
            return null;
        var name = reading.Rule<string>(found[1], NameRule, Expected.Name);
        return new TableOpened(reading.Whole, name ?? "", JsonValueReader.Shape(ref reading, found[2], found[3], found[4]));
    }

    private static DriverOpened? DriverHead(ref JsonReading reading, int token, string run)
    {
        Span<int> found = stackalloc int[4];
        reading.Members(token, ["op", "columns", "interp", "extrapolate"], found);
        return reading.Has(token, found[1], "columns")
            ? new DriverOpened(reading.Whole, run, JsonValueReader.Shape(ref reading, found[1], found[2], found[3]))
            : null;
    }

    private static RunOpened? RunHead(ref JsonReading reading, int token)
    {
        Span<int> found = stackalloc int[4];
        reading.Members(token, ["op", "id", "options", "set"], found);
        if (!reading.Has(token, found[1], "id"))
            return null;
        var (options, overrides) = Settings(ref reading, found[2], found[3]);
        return new RunOpened(reading.Whole, reading.Id(found[1]), options, overrides);
    }

    private static EventScheduled? Event(ref JsonReading reading, int token, string run)
    {
        Span<int> found = stackalloc int[3];
        reading.Members(token, ["op", "t", "do"], found);
        if (!reading.Has(token, found[1], "t") || !reading.Has(token, found[2], "do"))
            return null;
        var isEnd = reading.Is(found[1], "end"u8);
        var time = isEnd ? default : JsonValueReader.Time(ref reading, found[1]);
        return new EventScheduled(reading.Whole, run, new EventTime(isEnd, time), JsonActionReader.Read(ref reading, found[2]));
    }

    private static RecurringScheduled? Recurring(ref JsonReading reading, int token, string run)
    {
        Span<int> found = stackalloc int[5];
        reading.Members(token, ["op", "t", "from", "until", "do"], found);
        if (!reading.Has(token, found[1], "t") || !reading.Has(token, found[4], "do"))
            return null;
        var every = JsonValueReader.Time(ref reading, found[1]);
        Quantity? from = found[2] < 0 ? null : JsonValueReader.Time(ref reading, found[2]);
        Quantity? until = found[3] < 0 ? null : JsonValueReader.Time(ref reading, found[3]);
        return new RecurringScheduled(reading.Whole, run, every, from, until, JsonActionReader.Read(ref reading, found[4]));
    }

    private static ExpectationDeclared? Expectation(ref JsonReading reading, int token, string run)
    {
        Span<int> found = stackalloc int[6];
        reading.Members(token, ["op", "t", "metric", "is", "value", "tolerance"], found);
        if (!reading.Has(token, found[1], "t") || !reading.Has(token, found[2], "metric")
            || !reading.Has(token, found[3], "is") || !reading.Has(token, found[4], "value"))
            return null;
        var when = reading.Is(found[1], "end"u8) ? ExpectWhen.End : reading.Is(found[1], "always"u8) ? ExpectWhen.Always : ExpectWhen.At;
        Quantity? at = when == ExpectWhen.At ? JsonValueReader.Time(ref reading, found[1]) : null;
        var metric = reading.Rule<string>(found[2], PathRule, Expected.Path) ?? "";
        var op = (CompareOp)reading.Word(found[3], "==", "!=", "<", "<=", ">", ">=", "~=");
        var value = JsonValueReader.Value(ref reading, found[4]);
        Quantity? tolerance = found[5] < 0 ? null : reading.Rule<Quantity>(found[5], ValueReader.Quantity, Expected.Number);
        return new ExpectationDeclared(reading.Whole, run, when, at, metric, op, value, tolerance);
    }

    private static RunControl? Control(ref JsonReading reading, JsonOp op, int token)
    {
        Span<int> found = stackalloc int[3];
        reading.Members(token, ["op", "id", "text"], found);
        var kind = op switch
        {
            JsonOp.Pause => RunControlKind.Pause,
            JsonOp.Resume => RunControlKind.Resume,
            JsonOp.Stop => RunControlKind.Stop,
            _ => RunControlKind.Snapshot,
        };
        return reading.Has(token, found[1], "id")
            ? new RunControl(reading.Whole, kind, reading.Id(found[1]), found[2] < 0 ? null : reading.Text(found[2]))
            : null;
    }

    private static BarrierRequested? Barrier(ref JsonReading reading, int token)
    {
        Span<int> found = stackalloc int[3];
        reading.Members(token, ["op", "id", "all"], found);
        if (found[1] >= 0 && found[2] >= 0)
            reading.Unexpected(found[2] - 1, "the end of the object");
        if (found[1] >= 0)
            return new BarrierRequested(reading.Whole, reading.Id(found[1]));
        if (!reading.Has(token, found[2], "id"))
            return null;
        if (reading.Tokens[found[2]].Kind != JsonTokenType.True)
            reading.Unexpected(found[2], "true");
        return new BarrierRequested(reading.Whole, null);
    }

    private static ScenarioStatement? Bare(ref JsonReading reading, int token)
    {
        Span<int> found = stackalloc int[1];
        reading.Members(token, ["op"], found);
        return null;
    }

    /// <summary>A name and nothing else.</summary>
    internal static bool NameRule(scoped ref FrameCursor cursor, out string name) => KeyReader.Name(ref cursor, Expected.Name, out name);

    /// <summary>A key and nothing else.</summary>
    internal static bool PathRule(scoped ref FrameCursor cursor, out string path) => KeyReader.Path(ref cursor, out path);
}
