using MarsDisk.Parsing;
using MarsDisk.Scenario.Blocks;
using MarsDisk.Scenario.Checks;
using MarsDisk.Scenario.Lexing;
using MarsDisk.Scenario.Reading;

namespace MarsDisk.Scenario.Grammar;

/// <summary>Rules of a run: <c>every …</c>, <c>expect …</c>. The word and the blank behind it have been passed.</summary>
internal static class RuleLines
{
    public static bool Every(scoped ref FrameCursor cursor, ScenarioContext context, IEmitter<ScenarioStatement> emitter, Mark start)
    {
        var period = cursor.At;
        if (!TimeReader.Read(ref cursor, out var every))
            return false;
        var periodEnd = cursor.At;
        if (!cursor.Blank()
            || !Bound(ref cursor, "from"u8, Expected.WordFrom, out var from)
            || !Bound(ref cursor, "until"u8, Expected.OptionUntil, out var until)
            || !EventLines.Action(ref cursor, context, out var action))
        {
            return false;
        }

        var span = cursor.From(start);
        var run = context.Run!;
        if (!cursor.Tail() || !RunOrder.Rule(ref cursor, run, start.Index))
            return false;
        if (every.Value <= 0)
            return Finding.Error(ref cursor, "scn.key.range", period, periodEnd, $"a period is longer than nothing");
        Pass(run, span);
        RunLines.Commit(context, emitter, span, new RecurringScheduled(span, run.Id, every, from, until, action));
        return true;
    }

    public static bool Expect(scoped ref FrameCursor cursor, ScenarioContext context, IEmitter<ScenarioStatement> emitter, Mark start)
    {
        if (!When(ref cursor, out var when, out var at) || !cursor.Blank() || !KeyReader.Path(ref cursor, out var metric))
            return false;
        cursor.SkipBlanks();
        var operatorAt = cursor.At;
        if (!Comparison(ref cursor, out var compare))
            return false;
        cursor.SkipBlanks();
        if (!ValueReader.Read(ref cursor, out var value) || !Tolerance(ref cursor, compare, operatorAt, out var tolerance))
            return false;
        var span = cursor.From(start);
        var run = context.Run!;
        if (!cursor.Tail() || (when != ExpectWhen.End && !RunOrder.Rule(ref cursor, run, start.Index)))
            return false;
        if (run.Phase >= RunPhase.TimeLine)
            run.Phase = RunPhase.Final;
        else
            Pass(run, span);
        RunLines.Commit(context, emitter, span, new ExpectationDeclared(span, run.Id, when, at, metric, compare, value, tolerance));
        return true;
    }

    private static void Pass(RunScope run, in SourceSpan span)
    {
        run.Phase = RunPhase.Rules;
        run.FirstRule ??= new(span.Start, span.StartLine, span.StartColumn);
    }

    private static bool Bound(scoped ref FrameCursor cursor, ReadOnlySpan<byte> word, Expected expected, out Quantity? time)
    {
        time = null;
        if (!cursor.Keyword(word, expected))
            return true;
        if (!cursor.Blank() || !TimeReader.Read(ref cursor, out var bound) || !cursor.Blank())
            return false;
        time = bound;
        return true;
    }

    private static bool When(scoped ref FrameCursor cursor, out ExpectWhen when, out Quantity? at)
    {
        at = null;
        when = ExpectWhen.At;
        if (cursor.Keyword("always"u8, Expected.WordAlways))
        {
            when = ExpectWhen.Always;
            return true;
        }

        if (cursor.Keyword("end"u8, Expected.WordEnd))
        {
            when = ExpectWhen.End;
            return true;
        }

        if (!cursor.Keyword("at"u8, Expected.WordAt) || !cursor.Blank() || !TimeReader.Read(ref cursor, out var time))
            return false;
        at = time;
        return true;
    }

    private static bool Comparison(scoped ref FrameCursor cursor, out CompareOp compare)
    {
        var rest = cursor.Bytes[cursor.At..];
        var length = rest.Length > 1 && rest[1] == '=' ? 2 : 1;
        CompareOp? found = (rest.IsEmpty ? (byte)0 : rest[0], length) switch
        {
            ((byte)'=', 2) => CompareOp.Eq,
            ((byte)'!', 2) => CompareOp.Ne,
            ((byte)'<', 2) => CompareOp.Le,
            ((byte)'>', 2) => CompareOp.Ge,
            ((byte)'~', 2) => CompareOp.Approx,
            ((byte)'<', 1) => CompareOp.Lt,
            ((byte)'>', 1) => CompareOp.Gt,
            _ => null,
        };
        compare = found ?? CompareOp.Eq;
        if (found is null)
            return cursor.FailAny(Expectations.Comparisons);
        cursor.At += length;
        return true;
    }

    private static bool Tolerance(scoped ref FrameCursor cursor, CompareOp compare, int operatorAt, out Quantity? tolerance)
    {
        tolerance = null;
        var end = cursor.Here;
        cursor.SkipBlanks();
        var start = cursor.At;
        if (!cursor.Bytes[start..].StartsWith("+-"u8))
        {
            cursor.Fail(Expected.PlusMinus);
            cursor.Return(end);
            return compare != CompareOp.Approx || cursor.IsProbe || Finding.Error(ref cursor, "scn.expect.tolerance", operatorAt, operatorAt + 2,
                $"\"~=\" needs a tolerance: +- and a number", new Parsing.FixIt.Insert(cursor.Range(cursor.At, cursor.At), " +- 1 %"));
        }

        cursor.At += 2;
        cursor.SkipBlanks();
        if (!ValueReader.Quantity(ref cursor, out var quantity))
            return false;
        tolerance = quantity;
        return compare == CompareOp.Approx || Finding.Error(ref cursor, "scn.expect.tolerance", start, cursor.At,
            $"only \"~=\" has a tolerance", new Parsing.FixIt.Delete(cursor.Range(start, cursor.At)));
    }
}
