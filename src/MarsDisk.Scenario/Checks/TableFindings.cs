using MarsDisk.Scenario.Blocks;
using MarsDisk.Scenario.Lexing;

namespace MarsDisk.Scenario.Checks;

/// <summary>What is wrong with heads and rows of tables.</summary>
internal static class TableFindings
{
    /// <summary>The first column of a driver is its time.</summary>
    public static bool DriverTime(scoped ref FrameCursor cursor, TableShape shape, int start)
    {
        var first = shape.Columns[0];
        if (first.Name == "time" && first.Unit.Dimension.AsSpan() is [1, 0, 0, 0, 0, 0, 0] or [0, 0, 0, 0, 0, 0, 1])
            return true;
        if (cursor.Failures is null)
            return false;
        var column = start + cursor.Bytes[start..].IndexOf((byte)'(') + 1;
        while (cursor.Bytes[column] is (byte)' ' or (byte)'\t')
            column++;
        var end = column + cursor.Bytes[column..].IndexOfAny((byte)',', (byte)' ', (byte)'\t');
        return Finding.Error(ref cursor, "scn.drive.first_column", column, end, $"the first column of a driver is \"time\" with a unit of time");
    }

    public static bool HeadTooLarge(scoped ref FrameCursor cursor, int start, int bytes)
        => Finding.Error(ref cursor, "scn.table.head_too_large", start, cursor.At,
            $"the columns need {bytes} bytes in a checkpoint, at most {ContextWriter.BytesMax} fit: shorten their names or use fewer");

    public static bool BadNumber(scoped ref FrameCursor cursor, int at)
    {
        if (cursor.Failures is null)
            return false;
        var end = at;
        while (end < cursor.Bytes.Length && cursor.Bytes[end] is not ((byte)' ' or (byte)'\t' or (byte)',' or (byte)'#'))
            end++;
        if (end == at)
            end = Math.Min(at + 1, cursor.Bytes.Length);
        return Finding.Error(ref cursor, "scn.table.bad_number", at, end,
            $"{(end == at ? "the end of the line" : Finding.Quote(ref cursor, at, end))} is no number");
    }

    public static bool Columns(scoped ref FrameCursor cursor, int start, int end, int found, TableShape shape)
        => cursor.Failures is not null && Finding.Error(ref cursor, "scn.table.columns", start, end,
            $"a row of this table has {shape.Columns.Length} numbers, found {found}");

    public static bool NotFinite(scoped ref FrameCursor cursor, int start, int end)
        => cursor.Failures is not null && Finding.Error(ref cursor, "scn.table.not_finite", start, end,
            $"{Finding.Quote(ref cursor, start, end)} is too large for a 64-bit number");

    public static bool NotIncreasing(scoped ref FrameCursor cursor, int start, int end, double key, TableScope table)
        => cursor.Failures is not null && Finding.Error(ref cursor, "scn.table.not_increasing", start, end,
            $"the first column increases from row to row: {key:R} stands behind {table.LastKey:R}");

    public static bool BeforeEvent(scoped ref FrameCursor cursor, int start, int end, double key, TableScope table)
        => cursor.Failures is not null && Finding.Error(ref cursor, "scn.time.decreasing", start, end,
            $"times never decrease: {key:R} {table.Shape.Columns[0].Unit.Text} stands behind an event at {table.EventKey:R} {table.Shape.Columns[0].Unit.Text}");
}
