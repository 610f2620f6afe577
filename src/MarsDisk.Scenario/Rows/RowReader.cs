using System.Runtime.CompilerServices;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Blocks;
using MarsDisk.Scenario.Checks;
using MarsDisk.Scenario.Lexing;

namespace MarsDisk.Scenario.Rows;

/// <summary>Rows of numbers: the fast path, and the slow one that says what is wrong.</summary>
internal static class RowReader
{
    /// <summary>
    /// Reads and commits a row that is right. False for everything else, which is not touched: other lines, and rows that
    /// <see cref="Explain"/> has something to say about.
    /// </summary>
    /// <param name="input">The frame.</param>
    /// <param name="context">Where it stands.</param>
    /// <param name="table">The open table.</param>
    /// <param name="emitter">Receives the row.</param>
    /// <param name="hasComment">A comment follows that may be worth a warning.</param>
    public static bool TryRead(
        in Input input, ScenarioContext context, TableScope table, IEmitter<ScenarioStatement> emitter, out bool hasComment)
    {
        hasComment = false;
        var bytes = input.Bytes;
        var at = Blanks(bytes, 0);
        if ((uint)at >= (uint)bytes.Length || !ByteClass.Is(bytes[at], ByteClass.Number))
            return false;
        var values = table.Values;
        var bytesMax = context.Settings.Limits.MaxNumberBytes;
        var start = at;
        var count = 0;
        int end;
        while (true)
        {
            end = NumberReader.Short(bytes, at, out var value);
            if (end < 0 || end - at > bytesMax)
                end = Long(bytes, at, bytesMax, out value);
            if (end < 0 || (uint)count >= (uint)values.Length)
                return false;
            values[count++] = value;
            at = Blanks(bytes, end);
            if ((uint)at < (uint)bytes.Length && bytes[at] == ',')
                at = Blanks(bytes, at + 1);
            else if (at == end || (uint)at >= (uint)bytes.Length || bytes[at] == '#')
                break;
        }

        if (count != values.Length || !(values[0] > table.LastKey) || values[0] < table.EventKey || !IsEnd(bytes, at))
            return false;
        if ((uint)at < (uint)bytes.Length)
        {
            hasComment = !FrameScan.IsPlain(bytes[at..]);
            if (hasComment && FrameScan.Control(bytes[at..]) >= 0)
                return false;
        }

        table.LastKey = values[0];
        table.Rows++;
        var span = new SourceSpan(input.BaseOffset + start, input.BaseOffset + end, input.BaseLine, start + 1, input.BaseLine, end + 1);
        emitter.CommitRow(span, table.Owner, values);
        return true;
    }

    /// <summary>Says what is wrong with a row. Always false, unless the frame is only the beginning of one.</summary>
    public static bool Explain(scoped ref FrameCursor cursor, ScenarioContext context)
    {
        var table = context.Table!;
        var start = cursor.At;
        var count = 0;
        var firstEnd = start;
        var key = 0.0;
        while (true)
        {
            var at = cursor.At;
            switch (NumberReader.Read(cursor.Bytes, ref cursor.At, cursor.Limits.MaxNumberBytes, out var value))
            {
                case NumberResult.None when cursor.IsProbe && cursor.IsAtEnd:
                    return cursor.Fail(Expected.Number);
                case NumberResult.None:
                    return TableFindings.BadNumber(ref cursor, at);
                case NumberResult.TooLong:
                    return LimitFindings.NumberBytes(ref cursor, at);
            }

            if (!double.IsFinite(value))
                return TableFindings.NotFinite(ref cursor, at, cursor.At);
            if (count++ == 0)
                (key, firstEnd) = (value, cursor.At);
            var end = cursor.At;
            if (Separator(cursor.Bytes, ref cursor.At))
                continue;
            if (!IsEnd(cursor.Bytes, cursor.At))
                return TableFindings.BadNumber(ref cursor, cursor.At == end ? at : cursor.At);
            if (count != table.Shape.Columns.Length && !cursor.IsProbe)
                return TableFindings.Columns(ref cursor, start, end, count, table.Shape);
            break;
        }

        if (cursor.IsProbe)
            return count < table.Shape.Columns.Length ? cursor.Fail(Expected.Comma) || cursor.Fail(Expected.Number) : cursor.Tail();
        if (key > table.LastKey)
            return TableFindings.BeforeEvent(ref cursor, start, firstEnd, key, table);
        TableFindings.NotIncreasing(ref cursor, start, firstEnd, key, table);

        // The next row is compared with this one: one number that is too large is one error, not as many as rows follow.
        if (cursor.Failures is not null)
            table.LastKey = key;
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Blanks(ReadOnlySpan<byte> bytes, int at)
    {
        while ((uint)at < (uint)bytes.Length)
        {
            var value = bytes[at];
            if (value != ' ' && value != '\t')
                break;
            at++;
        }

        return at;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Long(ReadOnlySpan<byte> bytes, int at, int bytesMax, out double value)
        => NumberReader.Read(bytes, ref at, bytesMax, out value) == NumberResult.Read && double.IsFinite(value) ? at : -1;

    // Passes blanks and at most one comma; whether a number must follow: behind a comma, or behind a blank if none of the
    // ends of a row comes.
    private static bool Separator(ReadOnlySpan<byte> bytes, ref int at)
    {
        var end = at;
        at = Blanks(bytes, end);
        if ((uint)at < (uint)bytes.Length && bytes[at] == ',')
        {
            at = Blanks(bytes, at + 1);
            return true;
        }

        return at > end && (uint)at < (uint)bytes.Length && bytes[at] != '#';
    }

    private static bool IsEnd(ReadOnlySpan<byte> bytes, int at)
        => (uint)at >= (uint)bytes.Length || bytes[at] == '#';
}
