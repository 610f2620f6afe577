using System.Collections.Immutable;
using System.Text.Json;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Lexing;
using MarsDisk.Scenario.Reading;
using MarsDisk.Scenario.Units;

namespace MarsDisk.Scenario.Json;

/// <summary>Values, maps and columns of the twin.</summary>
internal static class JsonValueReader
{
    private static readonly ScenarioValue True = new ScenarioValue.Truth(true);
    private static readonly ScenarioValue False = new ScenarioValue.Truth(false);

    /// <summary>A value: a number, a truth value, or a string with the text of any other.</summary>
    public static ScenarioValue Value(ref JsonReading reading, int token) => reading.Tokens[token].Kind switch
    {
        JsonTokenType.True => True,
        JsonTokenType.False => False,
        _ => reading.Rule<ScenarioValue>(token, ValueReader.Read, Expected.Value) ?? False,
    };

    /// <summary>A time.</summary>
    public static Quantity Time(ref JsonReading reading, int token) => reading.Rule<Quantity>(token, TimeReader.Read, Expected.Time);

    /// <summary>An object of keys and values.</summary>
    public static ImmutableArray<Assignment> Map(ref JsonReading reading, int token, bool isOption)
    {
        if (reading.Tokens[token].Kind != JsonTokenType.StartObject)
        {
            reading.Unexpected(token, "an object");
            return [];
        }

        var list = new Blocks.AssignmentList();
        for (var name = token + 1; reading.IsOk && name < reading.Tokens[token].After; name = reading.Tokens[name + 1].After)
        {
            var assignment = Assignment(ref reading, name, isOption);
            if (reading.IsOk && list.Find(assignment.Key) is not null)
                reading.Duplicate(name);
            else if (reading.IsOk)
                list.Add(assignment);
        }

        return list.Items;
    }

    /// <summary>A name and its value.</summary>
    public static Assignment Assignment(ref JsonReading reading, int name, bool isOption)
    {
        var key = isOption
            ? reading.Rule<string>(name, JsonStatementReader.NameRule, Expected.Name)
            : reading.Rule<string>(name, JsonStatementReader.PathRule, Expected.Path);
        return new Assignment(key ?? "", Value(ref reading, name + 1), reading.Range(reading.Tokens[name].Start, reading.Tokens[name + 1].End));
    }

    /// <summary>The head of a table or driver.</summary>
    public static TableShape Shape(ref JsonReading reading, int columns, int interpolation, int extrapolation)
    {
        var list = Columns(ref reading, columns);
        var between = interpolation < 0 ? 0 : reading.Word(interpolation, "linear", "step");
        var outside = extrapolation < 0 ? 0 : reading.Word(extrapolation, "hold", "error");
        return new TableShape(list, (TableInterpolation)between, (TableExtrapolation)outside);
    }

    private static ImmutableArray<TableColumn> Columns(ref JsonReading reading, int token)
    {
        if (reading.Tokens[token].Kind != JsonTokenType.StartArray)
        {
            reading.Unexpected(token, "an array");
            return [];
        }

        var list = ImmutableArray.CreateBuilder<TableColumn>();
        for (var pair = token + 1; reading.IsOk && pair < reading.Tokens[token].After; pair = reading.Tokens[pair].After)
        {
            var column = Column(ref reading, pair);
            if (list.Count == reading.Config.Limits.MaxColumns)
                reading.Fail(JsonFindings.Limit("columns", "table", nameof(ParseLimits.MaxColumns), list.Count, list.Count + 1, reading.At(pair)));
            if (list.Any(other => other.Name == column.Name))
                reading.Duplicate(pair + 1);
            list.Add(column);
        }

        if (reading.IsOk && list.Count < 2)
            reading.Unexpected(token, "two columns or more");
        return list.DrainToImmutable();
    }

    private static TableColumn Column(ref JsonReading reading, int pair)
    {
        var (kind, _, _, after) = reading.Tokens[pair];
        if (kind != JsonTokenType.StartArray || after != pair + 3)
        {
            reading.Unexpected(pair, "a pair of name and unit");
            return new TableColumn("", UnitExpr.None);
        }

        var name = reading.Rule<string>(pair + 1, JsonStatementReader.PathRule, Expected.Path) ?? "";
        var unit = reading.Is(pair + 2, "1"u8) ? UnitExpr.None : reading.Rule<UnitExpr>(pair + 2, UnitRule, Expected.Unit);
        return new TableColumn(name, unit ?? UnitExpr.None);
    }

    private static bool UnitRule(scoped ref FrameCursor cursor, out UnitExpr unit)
    {
        if (UnitReader.TryRead(ref cursor, out unit))
            return true;
        cursor.Fail(Expected.One);
        return ByteClass.Is(cursor.Peek, ByteClass.Start) ? Checks.ValueFindings.UnknownColumnUnit(ref cursor) : cursor.Fail(Expected.Unit);
    }
}
