using MarsDisk.Parsing;
using MarsDisk.Scenario.Checks;
using MarsDisk.Scenario.Lexing;
using MarsDisk.Scenario.Reading;

namespace MarsDisk.Scenario.Grammar;

/// <summary><c>config from "file"</c>, and <c>config { … }</c> with its lines.</summary>
internal static class ConfigLines
{
    public static bool Open(scoped ref FrameCursor cursor, ScenarioContext context, IEmitter<ScenarioStatement> emitter, Mark start)
    {
        var hasBlank = cursor.SkipBlanks();
        if (cursor.Symbol((byte)'{', Expected.OpenBrace))
        {
            var head = cursor.From(start);
            if (!cursor.Tail())
                return false;
            context.Config = new(head);
            return true;
        }

        if (!hasBlank && !cursor.IsAtEnd)
            return cursor.Fail(Expected.Blank);
        if (!cursor.Keyword("from"u8, Expected.WordFrom) || !cursor.Blank() || !QuotedReader.Text(ref cursor, out var path))
            return false;
        var span = cursor.From(start);
        if (!cursor.Tail())
            return false;
        emitter.Commit(span, new ConfigBaseRequested(span, path));
        return true;
    }

    public static bool Read(scoped ref FrameCursor cursor, ScenarioContext context, IEmitter<ScenarioStatement> emitter)
    {
        var config = context.Config!;
        cursor.Fail(Expected.CloseBrace);
        if (cursor.Peek == '}')
        {
            if (!LineReader.Close(ref cursor, out var brace))
                return false;
            context.Config = null;
            if (config.IsBroken)
                return true;
            var span = config.Head.To(brace);
            emitter.Commit(span, new ConfigPatched(span, config.Assignments.Items));
            return true;
        }

        if (!AssignmentReader.Key(ref cursor, out var assignment) || !cursor.Tail()
            || !KeyFindings.IsNew(ref cursor, config.Assignments, assignment))
        {
            return false;
        }

        config.Assignments.Add(assignment);
        return true;
    }
}
