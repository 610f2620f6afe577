using MarsDisk.Parsing;
using MarsDisk.Scenario.Blocks;
using MarsDisk.Scenario.Checks;
using MarsDisk.Scenario.Lexing;
using MarsDisk.Scenario.Reading;
using MarsDisk.Scenario.Rows;

namespace MarsDisk.Scenario.Grammar;

/// <summary>Heads, events and ends of tables and drivers; rows that are not as simple as most.</summary>
internal static class TableLines
{
    /// <summary><c>table name (…) … {</c>; the word has been passed.</summary>
    public static bool Open(scoped ref FrameCursor cursor, ScenarioContext context, IEmitter<ScenarioStatement> emitter, Mark start)
    {
        if (!cursor.Blank() || !KeyReader.Name(ref cursor, Expected.Name, out var name) || !TableHeadReader.Read(ref cursor, out var shape))
            return false;
        var span = cursor.From(start);
        if (!cursor.Tail())
            return false;
        var table = new TableScope(name, shape, isDriver: false, span);
        if (!Fits(ref cursor, context, table, start.Index))
            return false;
        context.Table = table;
        emitter.Commit(span, new TableOpened(span, name, shape));
        return true;
    }

    /// <summary><c>drive (…) … {</c>; the word has been passed.</summary>
    public static bool Drive(scoped ref FrameCursor cursor, ScenarioContext context, IEmitter<ScenarioStatement> emitter, Mark start)
    {
        if (!TableHeadReader.Read(ref cursor, out var shape))
            return false;
        var span = cursor.From(start);
        var run = context.Run!;
        if (!cursor.Tail() || !TableFindings.DriverTime(ref cursor, shape, start.Index) || !RunOrder.Drive(ref cursor, run, start.Index))
            return false;
        var table = new TableScope(run.Id, shape, isDriver: true, span);
        if (!Fits(ref cursor, context, table, start.Index))
            return false;
        context.Table = table;
        run.HasDriver = true;
        run.Phase = RunPhase.TimeLine;
        run.FirstEvent ??= new(span.Start, span.StartLine, span.StartColumn);
        emitter.Commit(span, new DriverOpened(span, run.Id, shape));
        return true;
    }

    /// <summary>A line of a table or driver.</summary>
    public static bool Read(scoped ref FrameCursor cursor, ScenarioContext context, IEmitter<ScenarioStatement> emitter)
    {
        var table = context.Table!;
        var start = cursor.Here;
        if (cursor.Peek == '}')
            return Close(ref cursor, context, emitter);
        if (ByteClass.Is(cursor.Peek, ByteClass.Number))
            return RowReader.Explain(ref cursor, context);
        if (table.IsDriver && cursor.IsKeyword("at"u8))
        {
            _ = cursor.TakeName();
            return cursor.Blank() && EventLines.InDriver(ref cursor, context, emitter, start);
        }

        cursor.Fail(Expected.CloseBrace);
        if (table.IsDriver)
            cursor.Fail(Expected.WordAt);
        cursor.Fail(Expected.Number);
        if (cursor.Peek >= 128 || cursor.IsKeyword("nan"u8) || cursor.IsKeyword("inf"u8) || cursor.IsKeyword("NaN"u8))
            return TableFindings.BadNumber(ref cursor, cursor.At);
        return false;
    }

    private static bool Close(scoped ref FrameCursor cursor, ScenarioContext context, IEmitter<ScenarioStatement> emitter)
    {
        if (!LineReader.Close(ref cursor, out var span))
            return false;
        var table = context.Table!;
        context.Table = null;
        emitter.Commit(span, table.IsDriver ? new DriverClosed(span, table.Owner, table.Rows) : new TableClosed(span, table.Owner, table.Rows));
        return true;
    }

    private static bool Fits(scoped ref FrameCursor cursor, ScenarioContext context, TableScope table, int start)
    {
        if (table.Shape.Columns.Length < 8 && cursor.Bytes.Length < ContextWriter.BytesMax / 4)
            return true;
        context.Table = table;
        var bytes = ContextWriter.ToArray(context).Length;
        context.Table = null;
        return bytes <= ContextWriter.BytesMax || TableFindings.HeadTooLarge(ref cursor, start, bytes);
    }
}
