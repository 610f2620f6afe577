using System.Globalization;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Blocks;
using MarsDisk.Scenario.Checks;
using MarsDisk.Scenario.Lexing;
using MarsDisk.Scenario.Reading;

namespace MarsDisk.Scenario.Grammar;

/// <summary><c>sweep "id" { … }</c>: its axes, its options and the run that is repeated.</summary>
internal static class SweepLines
{
    public static bool Open(scoped ref FrameCursor cursor, ScenarioContext context, Mark start)
    {
        if (!cursor.Blank() || !QuotedReader.Id(ref cursor, out var id))
            return false;
        cursor.SkipBlanks();
        if (!cursor.Symbol((byte)'{', Expected.OpenBrace))
            return false;
        var head = cursor.From(start);
        if (!cursor.Tail())
            return false;
        context.Sweep = new(id, head);
        return true;
    }

    public static bool Read(scoped ref FrameCursor cursor, ScenarioContext context, IEmitter<ScenarioStatement> emitter)
    {
        var sweep = context.Sweep!;
        var start = cursor.Here;
        if (cursor.Peek == '}' && (sweep.Template is not null || sweep.IsBroken))
            return Close(ref cursor, context, emitter);
        if (sweep.Template is not null)
            return cursor.Fail(Expected.CloseBrace);
        var word = cursor.TakeName();
        var hasBlank = cursor.SkipBlanks();
        if (cursor.Peek == '=' && !word.IsEmpty)
        {
            cursor.Return(start);
            return Option(ref cursor, sweep);
        }

        if (hasBlank || cursor.IsAtEnd)
        {
            switch (word.Length)
            {
                case 4 when word.SequenceEqual("vary"u8):
                    return Vary(ref cursor, sweep);
                case 3 when word.SequenceEqual("run"u8):
                    return Template(ref cursor, context, start);
            }
        }

        cursor.Return(start);
        cursor.Fail(Expected.WordVary);
        cursor.Fail(Expected.WordRun);
        return cursor.FailAny(Expectations.SweepOptions);
    }

    private static bool Close(scoped ref FrameCursor cursor, ScenarioContext context, IEmitter<ScenarioStatement> emitter)
    {
        if (!LineReader.Close(ref cursor, out var brace))
            return false;
        var sweep = context.Sweep!;
        context.Sweep = null;
        if (sweep.IsBroken)
            return true;
        var span = sweep.Head.To(brace);
        emitter.Commit(span, new SweepRequested(span, sweep.Id, [.. sweep.Axes], sweep.Options.Items, sweep.Template!, sweep.Points));
        return true;
    }

    private static bool Option(scoped ref FrameCursor cursor, SweepScope sweep)
    {
        if (!AssignmentReader.Option(ref cursor, out var option) || !cursor.Tail()
            || !KeyFindings.IsNew(ref cursor, sweep.Options, option))
        {
            return false;
        }

        sweep.Options.Add(option);
        return true;
    }

    private static bool Template(scoped ref FrameCursor cursor, ScenarioContext context, Mark start)
    {
        var nameAt = cursor.At;
        if (!QuotedReader.Text(ref cursor, out var name))
            return false;
        var nameEnd = cursor.At;
        cursor.SkipBlanks();
        if (!cursor.Symbol((byte)'{', Expected.OpenBrace))
            return false;
        var head = cursor.From(start);
        if (!cursor.Tail() || !SweepFindings.Template(ref cursor, context.Sweep!, name, isName: true, nameAt, nameEnd))
            return false;
        context.Run = new(name, head);
        return true;
    }

    private static bool Vary(scoped ref FrameCursor cursor, SweepScope sweep)
    {
        var keyAt = cursor.Here;
        if (!KeyReader.Path(ref cursor, out var key) || !cursor.Blank())
            return false;
        var keySpan = cursor.Range(keyAt.Index, keyAt.Index + key.Length);
        var valuesAt = cursor.At;
        SweepAxis axis;
        long count;
        if (cursor.Keyword("in"u8, Expected.WordIn))
        {
            cursor.SkipBlanks();
            if (cursor.Peek != '[')
                return cursor.Fail(Expected.OpenBracket);
            if (!ValueReader.Read(ref cursor, out var list))
                return false;
            var values = ((ScenarioValue.Items)list).Values;
            axis = new SweepAxis.Listed(key, values);
            count = values.Length;
        }
        else if (Range(ref cursor, key, out var range))
        {
            axis = range;
            count = range.Count;
        }
        else
        {
            return false;
        }

        if (!cursor.Tail())
            return false;
        if (sweep.Varied.TryGetValue(key, out var first))
            return KeyFindings.DuplicateAxis(ref cursor, keyAt.Index, key, first);
        if (!SweepFindings.Points(ref cursor, sweep, count, valuesAt, out var points))
            return false;
        sweep.Points = points;
        sweep.Varied.Add(key, keySpan);
        sweep.Axes.Add(axis);
        return true;
    }

    private static bool Range(scoped ref FrameCursor cursor, string key, out SweepAxis.Ranged range)
    {
        range = null!;
        if (!cursor.Keyword("from"u8, Expected.WordFrom) || !cursor.Blank())
            return false;
        var fromAt = cursor.At;
        if (!ValueReader.Read(ref cursor, out var from))
            return false;
        var fromEnd = cursor.At;
        if (!cursor.Blank() || !cursor.Keyword("to"u8, Expected.WordTo) || !cursor.Blank())
            return false;
        var toAt = cursor.At;
        if (!ValueReader.Read(ref cursor, out var to))
            return false;
        var toEnd = cursor.At;
        if (!cursor.Blank() || !cursor.Keyword("count"u8, Expected.WordCount) || !cursor.Blank()
            || !Count(ref cursor, out var count) || !Scale(ref cursor, out var isLog))
        {
            return false;
        }

        if (from is not ScenarioValue.Number first)
            return SweepFindings.Range(ref cursor, fromAt, fromEnd, $"the ends of a range are numbers");
        if (to is not ScenarioValue.Number last)
            return SweepFindings.Range(ref cursor, toAt, toEnd, $"the ends of a range are numbers");
        if (isLog && Math.Sign(first.Q.Value) * Math.Sign(last.Q.Value) != 1)
        {
            var isFirst = Math.Sign(first.Q.Value) == 0;
            return SweepFindings.Range(ref cursor, isFirst ? fromAt : toAt, isFirst ? fromEnd : toEnd,
                $"both ends of a \"log\" range have one sign and are not zero");
        }

        range = new(key, from, to, count, isLog);
        return true;
    }

    private static bool Count(scoped ref FrameCursor cursor, out int count)
    {
        var start = cursor.At;
        while (ByteClass.IsDigit(cursor.Peek))
            cursor.At++;
        count = 0;
        var digits = cursor.Bytes[start..cursor.At];
        if (digits.IsEmpty)
            return cursor.Fail(Expected.Integer);
        return (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count >= 2)
            || SweepFindings.Range(ref cursor, start, cursor.At, $"a range has at least 2 values, and at most {int.MaxValue}");
    }

    private static bool Scale(scoped ref FrameCursor cursor, out bool isLog)
    {
        isLog = false;
        var end = cursor.Here;
        if (!cursor.SkipBlanks())
            return true;
        if (cursor.Keyword("log"u8, Expected.WordLog))
            isLog = true;
        else if (!cursor.Keyword("linear"u8, Expected.WordLinear))
            cursor.Return(end);
        return true;
    }
}
