using System.Collections.Immutable;
using MarsDisk.Scenario.Checks;
using MarsDisk.Scenario.Lexing;
using MarsDisk.Scenario.Units;

namespace MarsDisk.Scenario.Reading;

/// <summary>Reads values: the first byte decides which kind.</summary>
internal static class ValueReader
{
    private static readonly ScenarioValue True = new ScenarioValue.Truth(true);
    private static readonly ScenarioValue False = new ScenarioValue.Truth(false);

    public static bool Read(scoped ref FrameCursor cursor, out ScenarioValue value)
    {
        value = False;
        var first = cursor.Peek;
        if (ByteClass.Is(first, ByteClass.Number))
        {
            if (!Quantity(ref cursor, out var quantity))
                return false;
            value = new ScenarioValue.Number(quantity);
            return true;
        }

        if (first == '"')
        {
            if (!QuotedReader.Text(ref cursor, out var text))
                return false;
            value = new ScenarioValue.Text(text);
            return true;
        }

        if (ByteClass.Is(first, ByteClass.Start))
            return Word(ref cursor, out value);
        return first == '[' ? List(ref cursor, out value) : cursor.Fail(Expected.Value);
    }

    /// <summary>A number, and a unit if one follows.</summary>
    public static bool Quantity(scoped ref FrameCursor cursor, out Quantity quantity)
    {
        quantity = default;
        var start = cursor.At;
        switch (NumberReader.Read(cursor.Bytes, ref cursor.At, cursor.Limits.MaxNumberBytes, out var value))
        {
            case NumberResult.None:
                return cursor.Fail(start, Expected.Value);
            case NumberResult.TooLong:
                return LimitFindings.NumberBytes(ref cursor, start);
        }

        if (!double.IsFinite(value))
            return ValueFindings.NotFinite(ref cursor, start, cursor.At);
        quantity = new(value, UnitExpr.None);
        if (cursor.IsAtEnd && !cursor.IsProbe)
            return true;

        var end = cursor.Here;
        var hasBlank = cursor.SkipBlanks();
        if (UnitReader.TryRead(ref cursor, out var unit))
        {
            quantity = new(value, unit);
            return true;
        }

        // A word that follows at once can only have been meant as a unit; behind a blank it may belong to the statement.
        if (!hasBlank && ByteClass.Is(cursor.Peek, ByteClass.Start))
            return ValueFindings.UnknownUnit(ref cursor, start);
        cursor.Fail(Expected.Unit);
        cursor.Return(end);
        return true;
    }

    private static bool Word(scoped ref FrameCursor cursor, out ScenarioValue value)
    {
        var start = cursor.At;
        if (cursor.Peek == 'P' && DurationReader.Read(cursor.Bytes[start..], out var duration) is var length and > 0)
        {
            cursor.At += length;
            value = new ScenarioValue.Number(duration);
            return true;
        }

        value = False;
        var bytes = cursor.Bytes;
        if (bytes[start] == 'P' && start + 1 < bytes.Length && ByteClass.IsDigit(bytes[start + 1]))
            return ValueFindings.NoDuration(ref cursor);
        switch (bytes[start])
        {
            case (byte)'t' when cursor.IsKeyword("true"u8):
                cursor.At += 4;
                value = True;
                return true;
            case (byte)'f' when cursor.IsKeyword("false"u8):
                cursor.At += 5;
                return true;
            case (byte)'t' when cursor.IsKeyword("table"u8):
                if (Reference(ref cursor, 5, isRun: false, ref value, out var isTable))
                    return true;
                if (isTable)
                    return false;
                break;
            case (byte)'r' when cursor.IsKeyword("run"u8):
                if (Reference(ref cursor, 3, isRun: true, ref value, out var isRun))
                    return true;
                if (isRun)
                    return false;
                break;
        }

        return Symbol(ref cursor, out value);
    }

    private static bool Symbol(scoped ref FrameCursor cursor, out ScenarioValue value)
    {
        var start = cursor.At;
        var bytes = cursor.Bytes;
        var end = start + 1;
        while (end < bytes.Length && ByteClass.Is(bytes[end], ByteClass.Word))
            end++;
        cursor.At = end;
        value = False;
        if (end - start > cursor.Limits.MaxNameBytes)
            return LimitFindings.NameBytes(ref cursor, start, end, end - start);
        value = new ScenarioValue.Symbol(cursor.Names.Name(bytes[start..end]));
        return true;
    }

    // "table" and "run" are words like others unless what they refer to follows.
    private static bool Reference(scoped ref FrameCursor cursor, int length, bool isRun, ref ScenarioValue value, out bool isReference)
    {
        var start = cursor.Here;
        cursor.At += length;
        isReference = false;
        if (cursor.SkipBlanks())
        {
            isReference = isRun ? cursor.Peek == '"' : ByteClass.Is(cursor.Peek, ByteClass.Start);
            if (isReference && isRun && QuotedReader.Id(ref cursor, out var id))
            {
                value = new ScenarioValue.RunRef(id);
                return true;
            }

            if (isReference && !isRun && KeyReader.Name(ref cursor, Expected.Name, out var name))
            {
                value = new ScenarioValue.TableRef(name);
                return true;
            }

            cursor.Fail(isRun ? Expected.Text : Expected.Name);
        }

        if (!isReference)
            cursor.Return(start);
        return false;
    }

    private static bool List(scoped ref FrameCursor cursor, out ScenarioValue value)
    {
        value = False;
        var start = cursor.At;
        if (++cursor.Depth > cursor.DepthMax)
            return LimitFindings.Depth(ref cursor, start);
        cursor.At++;
        var items = ImmutableArray.CreateBuilder<ScenarioValue>();
        do
        {
            cursor.SkipBlanks();
            if (cursor.Peek == ']' && items.Count > 0)
                break;
            var at = cursor.At;
            if (!Read(ref cursor, out var item))
                return false;
            if (items.Count > 0 && item.GetType() != items[0].GetType())
                return ValueFindings.MixedList(ref cursor, at);
            if (items.Count == cursor.Limits.MaxListItems)
                return LimitFindings.ListItems(ref cursor, at);
            items.Add(item);
            cursor.SkipBlanks();
        }
        while (cursor.Symbol((byte)',', Expected.Comma));

        if (!cursor.Symbol((byte)']', Expected.CloseBracket))
            return false;
        cursor.Depth--;
        value = new ScenarioValue.Items(items.DrainToImmutable());
        return true;
    }
}
