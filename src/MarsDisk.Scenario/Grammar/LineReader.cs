using MarsDisk.Parsing;
using MarsDisk.Scenario.Blocks;
using MarsDisk.Scenario.Checks;
using MarsDisk.Scenario.Lexing;

namespace MarsDisk.Scenario.Grammar;

/// <summary>
/// Reads one line of the block that is open. A reader first reads the whole line and checks it; only then it changes the
/// context and commits, so that a line that failed can be read again.
/// </summary>
internal static class LineReader
{
    public static bool Read(scoped ref FrameCursor cursor, ScenarioContext context, IEmitter<ScenarioStatement> emitter)
    {
        cursor.SkipBlanks();
        if ((cursor.IsAtEnd || cursor.Peek == '#') && !cursor.IsProbe)
            return true;
        return context.Block switch
        {
            BlockKind.Run or BlockKind.Template => RunLines.Read(ref cursor, context, emitter),
            BlockKind.Driver or BlockKind.Table => TableLines.Read(ref cursor, context, emitter),
            BlockKind.Top => TopLines.Read(ref cursor, context, emitter),
            BlockKind.Config => ConfigLines.Read(ref cursor, context, emitter),
            _ => SweepLines.Read(ref cursor, context, emitter),
        };
    }

    /// <summary>The closing brace of a block and the end of its line.</summary>
    public static bool Close(scoped ref FrameCursor cursor, out SourceSpan span)
    {
        var start = cursor.Here;
        span = default;
        if (!cursor.Symbol((byte)'}', Expected.CloseBrace))
            return false;
        span = cursor.From(start);
        return cursor.Tail();
    }

    /// <summary>Reports what is odd about a line that was read: invisible characters, a comment that swallows the next line.</summary>
    public static void Warn(scoped ref FrameCursor cursor, FrameMode mode, IEmitter<ScenarioStatement> emitter)
    {
        var bytes = cursor.Bytes;
        for (var at = FrameScan.Direction(bytes, 0); at >= 0; at = FrameScan.Direction(bytes, at + 1))
            emitter.Report(TextFindings.Direction(ref cursor, at, Severity.Warning));
        var comment = FrameScan.Comment(bytes);
        if (mode == FrameMode.Logical && bytes[comment..].Contains((byte)'\n'))
            emitter.Report(TextFindings.CommentContinues(ref cursor, comment));
    }
}
