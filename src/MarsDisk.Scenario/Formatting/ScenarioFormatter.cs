using System.Text.Unicode;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Formatting;

namespace MarsDisk.Scenario;

/// <summary>A formatted source.</summary>
/// <param name="Text">The canonical form; the source itself if it has errors.</param>
/// <param name="Diagnostics">What is wrong with the source, warnings included.</param>
public sealed record FormattedScenario(byte[] Text, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>The source could not be read to its end.</summary>
    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);
}

/// <summary>
/// Writes a scenario in canonical form: two blanks for each block, one around signs, canonical values; comments and blank lines
/// stay. Formatting twice is formatting once, and the records are the same.
/// </summary>
public static class ScenarioFormatter
{
    private static readonly ScenarioGrammar Grammar = new();

    /// <summary>Formats a source. One with an error is left as it is: nothing is guessed.</summary>
    public static FormattedScenario Format(ReadOnlyMemory<byte> source)
    {
        var lines = new FormattedLines();
        if (!Utf8.IsValid(source.Span))
            return new(source.ToArray(), Check(source));
        var bytes = source.Span;
        var context = (ScenarioContext)Grammar.CreateContext();
        var config = new RunConfig();
        var at = bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
        var line = 1L;
        while (at < bytes.Length && !lines.HasErrors)
        {
            var length = FrameLength(bytes[at..], context.Mode, out var content);
            var frame = bytes.Slice(at, content);
            var before = context.Block;
            var state = new ParseState(new Input(frame, at, line, isFinal: true, default), config);
            lines.Begin();
            Grammar.ParseFrame(ref state, context, lines);
            if (!lines.HasErrors)
                lines.Write(frame, before, context);
            line += bytes.Slice(at, length).Count((byte)'\n');
            at += length;
        }

        if (!lines.HasErrors)
            Grammar.Finish(new(at, line, 1), context, lines);
        return lines.HasErrors ? new(source.ToArray(), Check(source)) : new(lines.ToArray(), lines.Diagnostics);
    }

    private static IReadOnlyList<Diagnostic> Check(ReadOnlyMemory<byte> source)
        => StatementRunner.Run(Grammar, source, Unheard.Instance, new RunConfig().WithRecovery(RecoverMode.Collect)).Diagnostics;

    // A frame with its line end, and how much of it is content.
    private static int FrameLength(ReadOnlySpan<byte> bytes, FrameMode mode, out int content)
    {
        var at = 0;
        while (true)
        {
            var end = bytes[at..].IndexOf((byte)'\n');
            var length = end < 0 ? bytes.Length : at + end + 1;
            content = end < 0 ? length : length - 1;
            if (content > at && bytes[content - 1] == '\r')
                content--;
            if (mode != FrameMode.Logical || length == bytes.Length || content == at || bytes[content - 1] != '\\')
                return length;
            at = length;
        }
    }

    private sealed class Unheard : IStatementSink<ScenarioStatement>
    {
        public static readonly Unheard Instance = new();

        public SinkReply Accept(in Committed<ScenarioStatement> unit) => SinkReply.Continue;

        public SinkReply AcceptRows(RowBatch rows)
        {
            rows.Dispose();
            return SinkReply.Continue;
        }

        public void OnDiagnostic(Diagnostic diagnostic, long ordinal)
        {
        }
    }
}
