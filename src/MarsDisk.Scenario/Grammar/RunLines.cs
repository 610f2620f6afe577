using MarsDisk.Parsing;
using MarsDisk.Scenario.Blocks;
using MarsDisk.Scenario.Checks;
using MarsDisk.Scenario.Lexing;
using MarsDisk.Scenario.Reading;

namespace MarsDisk.Scenario.Grammar;

/// <summary>Lines of a run, or of the template of a sweep.</summary>
internal static class RunLines
{
    public static bool Read(scoped ref FrameCursor cursor, ScenarioContext context, IEmitter<ScenarioStatement> emitter)
    {
        var run = context.Run!;
        var start = cursor.Here;
        if (cursor.Peek == '}')
            return Close(ref cursor, context, emitter);
        var word = cursor.TakeName();
        var hasBlank = cursor.SkipBlanks();
        if (cursor.Peek == '=' && !word.IsEmpty)
        {
            cursor.Return(start);
            return Option(ref cursor, context, start);
        }

        if (hasBlank || cursor.IsAtEnd || word.SequenceEqual("drive"u8))
        {
            switch (word.Length)
            {
                case 2 when word.SequenceEqual("at"u8):
                    Open(ref cursor, context, emitter);
                    return EventLines.At(ref cursor, context, emitter, start);
                case 3 when word.SequenceEqual("set"u8):
                    return Set(ref cursor, context, start);
                case 5 when word.SequenceEqual("every"u8):
                    Open(ref cursor, context, emitter);
                    return RuleLines.Every(ref cursor, context, emitter, start);
                case 6 when word.SequenceEqual("expect"u8):
                    Open(ref cursor, context, emitter);
                    return RuleLines.Expect(ref cursor, context, emitter, start);
                case 5 when word.SequenceEqual("drive"u8) && context.Block == BlockKind.Run:
                    Open(ref cursor, context, emitter);
                    return TableLines.Drive(ref cursor, context, emitter, start);
            }
        }

        return Unknown(ref cursor, run, word, start, isTemplate: context.Block == BlockKind.Template);
    }

    /// <summary>Hands on a unit of a run, or keeps it as part of a template.</summary>
    public static void Commit(ScenarioContext context, IEmitter<ScenarioStatement> emitter, in SourceSpan span, ScenarioStatement statement)
    {
        if (context.Sweep is null)
            emitter.Commit(span, statement);
        else
            context.Run!.Body.Add(statement);
    }

    /// <summary>
    /// Hands on the head with its settings: at the first line that is no setting, or at a setting that is wrong, so that the
    /// run has its place before the error. Settings behind a wrong one are looked at, but reach nobody.
    /// </summary>
    public static void Open(ScenarioContext context, IEmitter<ScenarioStatement> emitter)
    {
        if (context.Run is not { IsOpened: false } run || context.Sweep is not null)
            return;
        run.IsOpened = true;
        emitter.Commit(run.Settings, new RunOpened(run.Settings, run.Id, run.Options.Take(), run.Overrides.Take()));
    }

    // Doing it twice does no harm, so the second pass may.
    private static void Open(scoped ref FrameCursor cursor, ScenarioContext context, IEmitter<ScenarioStatement> emitter)
    {
        if (!cursor.IsProbe)
            Open(context, emitter);
    }

    private static bool Option(scoped ref FrameCursor cursor, ScenarioContext context, Mark start)
    {
        var run = context.Run!;
        var textAt = cursor.At;
        if (!AssignmentReader.Option(ref cursor, out var option))
            return false;
        var end = cursor.At;
        if (!cursor.Tail() || !RunOrder.Setting(ref cursor, run, start.Index) || !KeyFindings.IsNew(ref cursor, run.Options, option))
            return false;
        if (context.Sweep is { } sweep && option is { Key: "output", Value: ScenarioValue.Text output }
            && !SweepFindings.Template(ref cursor, sweep, output.S, isName: false, textAt + cursor.Bytes[textAt..end].IndexOf((byte)'"'), end))
        {
            return false;
        }

        if (run.IsOpened)
            return true;
        run.Options.Add(option);
        run.Settings = run.Settings.To(option.Span);
        return true;
    }

    private static bool Set(scoped ref FrameCursor cursor, ScenarioContext context, Mark start)
    {
        var run = context.Run!;
        if (!AssignmentReader.Key(ref cursor, out var key) || !cursor.Tail()
            || !RunOrder.Setting(ref cursor, run, start.Index) || !KeyFindings.IsNew(ref cursor, run.Overrides, key))
        {
            return false;
        }

        if (run.IsOpened)
            return true;
        run.Overrides.Add(key);
        run.Settings = run.Settings.To(key.Span);
        return true;
    }

    private static bool Close(scoped ref FrameCursor cursor, ScenarioContext context, IEmitter<ScenarioStatement> emitter)
    {
        if (!LineReader.Close(ref cursor, out var span))
            return false;
        Open(ref cursor, context, emitter);
        var run = context.Run!;
        context.Run = null;
        if (context.Sweep is { } sweep)
            sweep.Template = new(run.Id, run.Options.Items, run.Overrides.Items, [.. run.Body]);
        else
            emitter.Commit(span, new RunClosed(span, run.Id));
        return true;
    }

    private static bool Unknown(scoped ref FrameCursor cursor, RunScope run, ReadOnlySpan<byte> word, Mark start, bool isTemplate)
    {
        foreach (var option in Expectations.RunOptions.AsSpan()[1..])
        {
            if (System.Text.Ascii.Equals(word, Expectations.Text(option)) && !cursor.IsAtEnd)
                return cursor.Fail(Expected.Equals);
        }

        var isKey = cursor.Peek == '.';
        cursor.Return(start);
        if (isKey && cursor.Failures is { } failures)
            (failures.Remark, failures.Insertion) = ("a key of the configuration is changed with \"set\"", "set ");
        cursor.Fail(Expected.CloseBrace);
        cursor.Fail(Expected.WordAt);
        cursor.Fail(Expected.WordExpect);
        if (run.Phase <= RunPhase.Rules)
            cursor.Fail(Expected.WordEvery);
        if (run.Phase <= RunPhase.Rules && !isTemplate)
            cursor.Fail(Expected.WordDrive);
        if (run.Phase == RunPhase.Settings)
            return cursor.Fail(Expected.WordSet) || cursor.FailAny(Expectations.RunOptions);
        return false;
    }
}
