using System.Buffers;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Canonical;
using MarsDisk.Scenario.Grammar;
using MarsDisk.Scenario.Lexing;

namespace MarsDisk.Scenario.Json;

/// <summary>
/// Checks a statement of the twin by giving its canonical text to the text grammar: there is one set of checks, and one place
/// that says what a line does to the open blocks.
/// </summary>
internal static class CanonicalCheck
{
    /// <summary>Passes a statement through the text grammar.</summary>
    /// <returns>The statement as it is emitted; null when the reading has a finding.</returns>
    public static ScenarioStatement? Pass(ref JsonReading reading, ScenarioContext context, ScenarioStatement statement)
    {
        var text = new ArrayBufferWriter<byte>(128);
        CanonicalWriter.Write(statement, text);
        var read = new LastUnit();
        var rest = text.WrittenSpan;
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            var cursor = new FrameCursor(reading.InputOf(line), reading.Config, context.Names, null);
            if (LineReader.Read(ref cursor, context, read))
                continue;
            Explain(ref reading, context, line, read);
            Close(context, statement);
            return null;
        }

        return Finish(ref reading, context, statement, read);
    }

    private static void Explain(ref JsonReading reading, ScenarioContext context, ReadOnlySpan<byte> line, LastUnit read)
    {
        var failures = new Failures();
        var cursor = new FrameCursor(reading.InputOf(line), reading.Config, context.Names, failures);
        _ = LineReader.Read(ref cursor, context, read);
        var finding = SyntaxError.Of(ref cursor, failures, context, line.Length);
        reading.Fail(finding with { At = PlaceOf(ref reading, finding.Code), FixIts = [] });
    }

    // The settings of a run are complete with its line, and the places of open blocks are those of the twin.
    private static ScenarioStatement Finish(ref JsonReading reading, ScenarioContext context, ScenarioStatement statement, LastUnit read)
    {
        switch (statement)
        {
            case RunOpened when context.Run is { } run:
                run.IsOpened = true;
                run.Head = reading.Whole;
                run.Options.Take();
                run.Overrides.Take();
                return statement;
            case TableOpened or DriverOpened when context.Table is { } table:
                table.Head = reading.Whole;
                return statement;
            case SweepRequested sweep when read.Statement is SweepRequested counted:
                return sweep with { Points = counted.Points };
            default:
                return statement;
        }
    }

    // A block of which a line was wrong leaves nothing open.
    private static void Close(ScenarioContext context, ScenarioStatement statement)
    {
        if (statement is SweepRequested or ConfigPatched or RunOpened)
            (context.Sweep, context.Config, context.Run) = (null, null, null);
    }

    private static SourceSpan PlaceOf(ref JsonReading reading, string code)
    {
        var member = code switch
        {
            "scn.time.decreasing" or "scn.event.unreachable" or "scn.key.range" => "t",
            "scn.expect.tolerance" => "is",
            "scn.sweep.range" or "scn.limit.sweep_points" => "vary",
            "scn.sweep.template" => "run",
            "scn.drive.first_column" or "scn.table.head_too_large" => "columns",
            "scn.header.version" => "version",
            _ => "op",
        };
        for (var name = 1; name < reading.Tokens[0].After; name = reading.Tokens[name + 1].After)
        {
            if (reading.IndexOf([member], name) == 0)
                return reading.At(name + 1);
        }

        return reading.At(2);
    }

    // Takes what the text grammar emits: of use only for what it has counted.
    private sealed class LastUnit : IEmitter<ScenarioStatement>
    {
        public ScenarioStatement? Statement { get; private set; }

        public void Commit(in SourceSpan span, ScenarioStatement item) => Statement = item;

        public void CommitRow(in SourceSpan span, string owner, ReadOnlySpan<double> values)
            => throw new InvalidOperationException("A statement has no rows.");

        public void Report(Diagnostic diagnostic)
        {
            // Remarks are about how a text is written, and this one was made here.
        }
    }
}
