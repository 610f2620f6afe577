using System.Collections.Immutable;
using MarsDisk.Scenario.Checks;
using MarsDisk.Scenario.Lexing;
using MarsDisk.Scenario.Units;

namespace MarsDisk.Scenario.Reading;

/// <summary>Reads <c>(T: K, Q: 1) linear extrapolate hold {</c>.</summary>
internal static class TableHeadReader
{
    /// <summary>Reads columns, interpolation and the opening brace.</summary>
    public static bool Read(scoped ref FrameCursor cursor, out TableShape shape)
    {
        shape = null!;
        cursor.SkipBlanks();
        if (!Columns(ref cursor, out var columns) || !Interpolation(ref cursor, out var interpolation, out var extrapolation))
            return false;
        cursor.SkipBlanks();
        if (!cursor.Symbol((byte)'{', Expected.OpenBrace))
            return false;
        shape = new(columns, interpolation, extrapolation);
        return true;
    }

    private static bool Columns(scoped ref FrameCursor cursor, out ImmutableArray<TableColumn> columns)
    {
        columns = [];
        if (!cursor.Symbol((byte)'(', Expected.OpenParen))
            return false;
        var list = ImmutableArray.CreateBuilder<TableColumn>();
        do
        {
            cursor.SkipBlanks();
            var start = cursor.At;
            if (!Column(ref cursor, out var column))
                return false;
            if (list.Count == cursor.Limits.MaxColumns)
                return LimitFindings.Columns(ref cursor, start);
            foreach (var other in list)
            {
                if (other.Name == column.Name)
                    return KeyFindings.DuplicateColumn(ref cursor, start, column.Name);
            }

            list.Add(column);
            cursor.SkipBlanks();
        }
        while (cursor.Symbol((byte)',', Expected.Comma));

        if (list.Count == 1)
            return false;
        columns = list.DrainToImmutable();
        return cursor.Symbol((byte)')', Expected.CloseParen);
    }

    private static bool Column(scoped ref FrameCursor cursor, out TableColumn column)
    {
        column = null!;
        if (!KeyReader.Path(ref cursor, out var name))
            return false;
        cursor.SkipBlanks();
        if (!cursor.Symbol((byte)':', Expected.Colon))
            return false;
        cursor.SkipBlanks();
        if (cursor.Peek == '1')
        {
            cursor.At++;
            column = new(name, UnitExpr.None);
            return true;
        }

        if (!UnitReader.TryRead(ref cursor, out var unit))
        {
            cursor.Fail(Expected.One);
            return ByteClass.Is(cursor.Peek, ByteClass.Start) ? ValueFindings.UnknownColumnUnit(ref cursor) : cursor.Fail(Expected.Unit);
        }

        column = new(name, unit);
        return true;
    }

    private static bool Interpolation(
        scoped ref FrameCursor cursor, out TableInterpolation interpolation, out TableExtrapolation extrapolation)
    {
        interpolation = TableInterpolation.Linear;
        extrapolation = TableExtrapolation.Hold;
        if (!cursor.SkipBlanks())
            return true;
        if (cursor.IsKeyword("step"u8))
            interpolation = TableInterpolation.Step;
        else if (!cursor.IsKeyword("linear"u8))
            return cursor.Fail(Expected.WordLinear) || cursor.Fail(Expected.WordStep) || true;
        _ = cursor.TakeName();
        var end = cursor.Here;
        if (!cursor.SkipBlanks() || !cursor.Keyword("extrapolate"u8, Expected.WordExtrapolate))
        {
            cursor.Return(end);
            return true;
        }

        if (!cursor.Blank())
            return false;
        if (cursor.IsKeyword("error"u8))
            extrapolation = TableExtrapolation.Error;
        else if (!cursor.IsKeyword("hold"u8))
            return cursor.Fail(Expected.WordError) || cursor.Fail(Expected.WordHold);
        _ = cursor.TakeName();
        return true;
    }
}
