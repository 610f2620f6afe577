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
        if (!Timed(ref cursor, context, start, out var at, out var span))
            return false;
        var run = context.Run!;
        if (!RunOrder.Event(ref cursor, run, at))
            return false;
        run.Phase = RunPhase.TimeLine;
        Pass(run, span, at);
        RunLines.Commit(context, emitter, span, new EventScheduled(span, run.Id, new(false, at.Time), at.Action));
        return true;
    }

    /// <summary>An event between the rows of a driver; the word and the blank behind it have been passed.</summary>
    public static bool InDriver(scoped ref FrameCursor cursor, ScenarioContext context, IEmitter<ScenarioStatement> emitter, Mark start)
    {
        if (!Timed(ref cursor, context, start, out var at, out var span))
            return false;
        var run = context.Run!;
        var table = context.Table!;
        var unit = table.Shape.Columns[0].Unit;
        if (!RunOrder.Timed(ref cursor, run, at, Latest(run, table, at.Time)))
            return false;
        if (unit.HasDimensionOf(at.Time.Unit))
            table.EventKey = at.Time.In(unit);
        Pass(run, span, at);
        emitter.Commit(span, new EventScheduled(span, run.Id, new(false, at.Time), at.Action));
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
        scoped ref FrameCursor cursor, ScenarioContext context, Mark start, out TimedAction at, out SourceSpan span)
    {
        at = default;
        span = default;
        var timeStart = cursor.At;
        if (!TimeReader.Read(ref cursor, out var time))
            return false;
        var timeEnd = cursor.At;
        if (!cursor.Blank() || !Action(ref cursor, context, out var action))
            return false;
        at = new(start.Index, timeStart, timeEnd, time, action);
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

    private static void Pass(RunScope run, in SourceSpan span, in TimedAction at)
    {
        run.FirstEvent ??= new(span.Start, span.StartLine, span.StartColumn);
        run.Pass(at.Time);
        if (at.Action is ScenarioAction.Pause { WallTime: null })
            run.PausedAt = at.Time;
        else if (at.Action is ScenarioAction.Resume)
            run.PausedAt = null;
    }
}
