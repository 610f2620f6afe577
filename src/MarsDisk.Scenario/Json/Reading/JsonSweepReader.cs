using System.Collections.Immutable;
using System.Text.Json;
using MarsDisk.Scenario.Lexing;

namespace MarsDisk.Scenario.Json;

/// <summary>Sweeps of the twin: one object with its axes and the run that is repeated.</summary>
internal static class JsonSweepReader
{
    public static SweepRequested? Read(ref JsonReading reading, int token)
    {
        Span<int> found = stackalloc int[5];
        reading.Members(token, ["op", "id", "vary", "options", "run"], found);
        if (!reading.Has(token, found[1], "id") || !reading.Has(token, found[2], "vary") || !reading.Has(token, found[4], "run"))
            return null;
        var options = found[3] < 0 ? [] : JsonValueReader.Map(ref reading, found[3], isOption: true);
        return new SweepRequested(reading.Whole, reading.Id(found[1]), Axes(ref reading, found[2]), options, Template(ref reading, found[4]), 0);
    }

    private static ImmutableArray<SweepAxis> Axes(ref JsonReading reading, int token)
    {
        var axes = ImmutableArray.CreateBuilder<SweepAxis>();
        if (reading.Tokens[token].Kind != JsonTokenType.StartArray)
            reading.Unexpected(token, "an array of axes");
        for (var axis = token + 1; reading.IsOk && axis < reading.Tokens[token].After; axis = reading.Tokens[axis].After)
        {
            if (Axis(ref reading, axis) is { } read)
                axes.Add(read);
        }

        return axes.ToImmutable();
    }

    private static SweepAxis? Axis(ref JsonReading reading, int token)
    {
        Span<int> found = stackalloc int[6];
        reading.Members(token, ["key", "in", "from", "to", "count", "scale"], found);
        if (!reading.IsOk || !reading.Has(token, found[0], "key"))
            return null;
        var key = reading.Rule<string>(found[0], JsonStatementReader.PathRule, Expected.Path) ?? "";
        if (found[1] >= 0)
        {
            if (found[2..].IndexOfAnyExcept(-1) is var other and >= 0)
                reading.Unexpected(found[2 + other] - 1, "in");
            return new SweepAxis.Listed(key, Values(ref reading, found[1]));
        }

        if (!reading.Has(token, found[2], "from") || !reading.Has(token, found[3], "to") || !reading.Has(token, found[4], "count"))
            return null;
        var isLog = found[5] >= 0 && reading.Word(found[5], "linear", "log") == 1;
        var from = JsonValueReader.Value(ref reading, found[2]);
        return new SweepAxis.Ranged(key, from, JsonValueReader.Value(ref reading, found[3]), reading.Integer(found[4]), isLog);
    }

    private static ImmutableArray<ScenarioValue> Values(ref JsonReading reading, int token)
    {
        var values = ImmutableArray.CreateBuilder<ScenarioValue>();
        var (kind, _, _, after) = reading.Tokens[token];
        if (kind != JsonTokenType.StartArray || after == token + 1)
            reading.Unexpected(token, "an array of values");
        for (var value = token + 1; reading.IsOk && value < after; value = reading.Tokens[value].After)
            values.Add(JsonValueReader.Value(ref reading, value));
        return values.ToImmutable();
    }

    private static SweepTemplate Template(ref JsonReading reading, int token)
    {
        Span<int> found = stackalloc int[4];
        reading.Members(token, ["id", "options", "set", "body"], found);
        if (!reading.IsOk || !reading.Has(token, found[0], "id"))
            return new SweepTemplate("", [], [], []);
        var name = reading.Text(found[0]);
        var (options, overrides) = JsonStatementReader.Settings(ref reading, found[1], found[2]);
        return new SweepTemplate(name, options, overrides, found[3] < 0 ? [] : Body(ref reading, found[3], name));
    }

    private static ImmutableArray<ScenarioStatement> Body(ref JsonReading reading, int token, string name)
    {
        var body = ImmutableArray.CreateBuilder<ScenarioStatement>();
        if (reading.Tokens[token].Kind != JsonTokenType.StartArray)
            reading.Unexpected(token, "an array of lines");
        for (var line = token + 1; reading.IsOk && line < reading.Tokens[token].After; line = reading.Tokens[line].After)
        {
            var isOp = reading.Tokens[line].After > line + 2 && reading.Is(line + 1, "op"u8);
            if (isOp && OpIn(ref reading, line) is { } known && JsonStatementReader.Read(ref reading, known, line, name) is { } statement)
                body.Add(statement);
            else
                reading.Unexpected(isOp ? line + 2 : line, "at", "every", "expect");
        }

        return body.ToImmutable();
    }

    private static JsonOp? OpIn(ref JsonReading reading, int line)
        => reading.Is(line + 2, "at"u8) ? JsonOp.At
            : reading.Is(line + 2, "every"u8) ? JsonOp.Every
            : reading.Is(line + 2, "expect"u8) ? JsonOp.Expect
            : null;
}
