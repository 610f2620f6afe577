using MarsDisk.Parsing;
using MarsDisk.Scenario.Blocks;
using MarsDisk.Scenario.Checks;
using MarsDisk.Scenario.Lexing;
using MarsDisk.Scenario.Reading;

namespace MarsDisk.Scenario.Grammar;

/// <summary>Lines that say what happens at a time: <c>at 1 yr …</c>, <c>at end …</c>.</summary>
internal static class EventLines
{
    /// <summary>An event of a run; the word and the blank behind it have been passed.</summary>
    public static bool At(scoped ref FrameCursor cursor, ScenarioContext context, IEmitter<ScenarioStatement> emitter, Mark start)
    {
        if (cursor.Keyword("end"u8, Expected.WordEnd))
            return AtEnd(ref cursor, context, emitter, start);
        if (!Timed(ref cursor, context, start, out var time, out var action, out var span))
            return false;
        var run = context.Run!;
        if (!RunOrder.Event(ref cursor, run, start, time, action))
            return false;
        run.Phase = RunPhase.TimeLine;
        Pass(run, span, time, action);
        RunLines.Commit(context, emitter, span, new EventScheduled(span, run.Id, new(false, time), action));
        return true;
    }

    /// <summary>An event between the rows of a driver; the word and the blank behind it have been passed.</summary>
    public static bool InDriver(scoped ref FrameCursor cursor, ScenarioContext context, IEmitter<ScenarioStatement> emitter, Mark start)
    {
        if (!Timed(ref cursor, context, start, out var time, out var action, out var span))
            return false;
        var run = context.Run!;
        var table = context.Table!;
        var unit = table.Shape.Columns[0].Unit;
        if (!RunOrder.Timed(ref cursor, run, start, time, action, Latest(run, table, time)))
            return false;
        if (unit.HasDimensionOf(time.Unit))
            table.EventKey = time.In(unit);
        Pass(run, span, time, action);
        emitter.Commit(span, new EventScheduled(span, run.Id, new(false, time), action));
        return true;
    }

    private static Quantity? Latest(RunScope run, TableScope table, in Quantity time)
    {
        var latest = run.LatestLike(time);
        var unit = table.Shape.Columns[0].Unit;
        if (table.Rows == 0 || !unit.HasDimensionOf(time.Unit))
            return latest;
        var row = new Quantity(table.LastKey, unit);
        return latest is { } known && known.Si > row.Si ? latest : row;
    }

    private static bool AtEnd(scoped ref FrameCursor cursor, ScenarioContext context, IEmitter<ScenarioStatement> emitter, Mark start)
    {
        if (!cursor.Blank() || !Action(ref cursor, context, out var action))
            return false;
        var span = cursor.From(start);
        var run = context.Run!;
        if (!cursor.Tail() || !RunOrder.AtEnd(ref cursor, run, start.Index))
            return false;
        run.Phase = RunPhase.Final;
        run.FirstEvent ??= new(span.Start, span.StartLine, span.StartColumn);
        RunLines.Commit(context, emitter, span, new EventScheduled(span, run.Id, new(true, default), action));
        return true;
    }

    private static bool Timed(
        scoped ref FrameCursor cursor, ScenarioContext context, Mark start, out Quantity time, out ScenarioAction action, out SourceSpan span)
    {
        action = null!;
        span = default;
        if (!TimeReader.Read(ref cursor, out time) || !cursor.Blank() || !Action(ref cursor, context, out action))
            return false;
        span = cursor.From(start);
        return cursor.Tail();
    }

    /// <summary>An action; labels of a template may have places.</summary>
    public static bool Action(scoped ref FrameCursor cursor, ScenarioContext context, out ScenarioAction action)
    {
        var start = cursor.At;
        if (!ActionReader.Read(ref cursor, out action))
            return false;
        return context.Sweep is not { } sweep || action is not ScenarioAction.Snapshot { Label: { } label }
            || SweepFindings.Template(ref cursor, sweep, label, isName: false, start, cursor.At);
    }

    private static void Pass(RunScope run, in SourceSpan span, in Quantity time, ScenarioAction action)
    {
        run.FirstEvent ??= new(span.Start, span.StartLine, span.StartColumn);
        run.Pass(time);
        if (action is ScenarioAction.Pause { WallTime: null })
            run.PausedAt = time;
        else if (action is ScenarioAction.Resume)
            run.PausedAt = null;
    }
}
