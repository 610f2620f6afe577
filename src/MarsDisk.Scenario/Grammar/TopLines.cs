using System.Globalization;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Checks;
using MarsDisk.Scenario.Lexing;
using MarsDisk.Scenario.Reading;

namespace MarsDisk.Scenario.Grammar;

/// <summary>Lines outside of blocks.</summary>
internal static class TopLines
{
    private const int Version = 1;

    public static bool Read(scoped ref FrameCursor cursor, ScenarioContext context, IEmitter<ScenarioStatement> emitter)
    {
        var start = cursor.Here;
        if (context.HasEnded)
            return AfterEnd(ref cursor);
        var word = cursor.TakeName();
        if (!context.HasHeader)
            return word.SequenceEqual("scenario"u8) ? Header(ref cursor, context, emitter, start) : NoHeader(ref cursor, start);
        switch (word.Length)
        {
            case 3 when word.SequenceEqual("set"u8):
                return Set(ref cursor, emitter, start);
            case 3 when word.SequenceEqual("run"u8):
                return Run(ref cursor, context, emitter, start);
            case 3 when word.SequenceEqual("end"u8):
                return End(ref cursor, context, emitter, start);
            case 4 when word.SequenceEqual("wait"u8):
                return Wait(ref cursor, emitter, start);
            case 4 when word.SequenceEqual("stop"u8):
                return Control(ref cursor, emitter, start, RunControlKind.Stop);
            case 5 when word.SequenceEqual("table"u8):
                return TableLines.Open(ref cursor, context, emitter, start);
            case 5 when word.SequenceEqual("sweep"u8):
                return SweepLines.Open(ref cursor, context, start);
            case 5 when word.SequenceEqual("pause"u8):
                return Control(ref cursor, emitter, start, RunControlKind.Pause);
            case 6 when word.SequenceEqual("config"u8):
                return ConfigLines.Open(ref cursor, context, emitter, start);
            case 6 when word.SequenceEqual("resume"u8):
                return Control(ref cursor, emitter, start, RunControlKind.Resume);
            case 8 when word.SequenceEqual("snapshot"u8):
                return Control(ref cursor, emitter, start, RunControlKind.Snapshot);
        }

        cursor.Return(start);
        return cursor.FailAny(Expectations.Statements);
    }

    private static bool AfterEnd(scoped ref FrameCursor cursor)
        => cursor.Failures is not null && cursor.Report(Finding.AfterEnd(
            cursor.Range(cursor.At, FrameScan.Comment(cursor.Bytes)), FoundText.At(cursor.Bytes, cursor.At, "the end of the line")));

    private static bool NoHeader(scoped ref FrameCursor cursor, Mark start)
    {
        if (cursor.Failures is not { } failures)
            return false;
        var end = Math.Max(cursor.At, Math.Min(start.Index + 1, cursor.Bytes.Length));
        cursor.Return(start);
        if (failures.IsProbe)
            return cursor.Fail(Expected.WordScenario);
        var word = ParseNames.Text(cursor.Bytes[start.Index..end]);
        var at = cursor.Range(start.Index, end);
        var near = DidYouMean.FixIts(at, word, ["scenario"]);
        return cursor.Report(Finding.Of("scn.header.missing", at, $"a scenario begins with its header, scenario \"name\" version {Version}") with
        {
            FixIts = near.Count > 0 ? near : [new FixIt.Insert(at, $"scenario \"name\" version {Version}\n")],
        });
    }

    private static bool Header(scoped ref FrameCursor cursor, ScenarioContext context, IEmitter<ScenarioStatement> emitter, Mark start)
    {
        if (!cursor.Blank() || !QuotedReader.Id(ref cursor, out var name)
            || !cursor.Blank() || !cursor.Keyword("version"u8, Expected.WordVersion) || !cursor.Blank())
        {
            return false;
        }

        var version = cursor.At;
        while (ByteClass.IsDigit(cursor.Peek))
            cursor.At++;
        var digits = cursor.Bytes[version..cursor.At];
        if (digits.IsEmpty)
            return cursor.Fail(Expected.Integer);
        var span = cursor.From(start);
        if (!cursor.Tail())
            return false;
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number != Version)
        {
            return Finding.Error(ref cursor, "scn.header.version", version, version + digits.Length,
                $"this program reads version {Version} of the language", new FixIt.Replace(cursor.Range(version, version + digits.Length), "1"));
        }

        context.HasHeader = true;
        context.ScenarioName = name;
        emitter.Commit(span, new ScenarioOpened(span, name, number));
        return true;
    }

    private static bool Set(scoped ref FrameCursor cursor, IEmitter<ScenarioStatement> emitter, Mark start)
    {
        if (!cursor.Blank() || !AssignmentReader.Key(ref cursor, out var assignment))
            return false;
        var span = cursor.From(start);
        if (!cursor.Tail())
            return false;
        emitter.Commit(span, new ConfigPatched(span, [assignment]));
        return true;
    }

    private static bool Run(scoped ref FrameCursor cursor, ScenarioContext context, IEmitter<ScenarioStatement> emitter, Mark start)
    {
        if (!cursor.Blank() || !QuotedReader.Id(ref cursor, out var id))
            return false;
        var span = cursor.From(start);
        cursor.SkipBlanks();
        if (cursor.Symbol((byte)'{', Expected.OpenBrace))
        {
            if (!cursor.Tail())
                return false;
            context.Run = new(id, cursor.From(start) with { End = span.End, EndLine = span.EndLine, EndColumn = span.EndColumn });
            return true;
        }

        if (!cursor.Tail())
            return false;
        emitter.Commit(span, new RunOpened(span, id, [], []));
        var end = cursor.Range(cursor.Bytes.Length, cursor.Bytes.Length);
        emitter.Commit(end, new RunClosed(end, id));
        return true;
    }

    private static bool Wait(scoped ref FrameCursor cursor, IEmitter<ScenarioStatement> emitter, Mark start)
    {
        string? id = null;
        if (!cursor.Blank())
            return false;
        if (cursor.IsKeyword("all"u8))
            cursor.At += 3;
        else if (!QuotedReader.Id(ref cursor, out id))
            return cursor.Fail(Expected.WordAll);
        var span = cursor.From(start);
        if (!cursor.Tail())
            return false;
        emitter.Commit(span, new BarrierRequested(span, id));
        return true;
    }

    private static bool Control(scoped ref FrameCursor cursor, IEmitter<ScenarioStatement> emitter, Mark start, RunControlKind kind)
    {
        if (!cursor.Blank() || !QuotedReader.Id(ref cursor, out var id) || !cursor.TryText(out var hasText, out var text))
            return false;
        var span = cursor.From(start);
        if (!cursor.Tail())
            return false;
        emitter.Commit(span, new RunControl(span, kind, id, hasText ? text : null));
        return true;
    }

    private static bool End(scoped ref FrameCursor cursor, ScenarioContext context, IEmitter<ScenarioStatement> emitter, Mark start)
    {
        var span = cursor.From(start);
        if (!cursor.Tail())
            return false;
        context.HasEnded = true;
        emitter.Commit(span, new ScenarioEnded(span));
        return true;
    }
}
