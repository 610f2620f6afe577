using System.Text.Json;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Checks;
using MarsDisk.Scenario.Rows;
using MarsDisk.Scenario.Lexing;

namespace MarsDisk.Scenario.Json;

/// <summary>
/// Rows of the twin, each a unit of its own. What stands inside the brackets of a row is a row of the text, and is read as one.
/// </summary>
internal static class JsonRowsReader
{
    /// <summary>Reads and emits the rows of a line; the first one that is wrong ends it.</summary>
    public static void Take(ref JsonReading reading, ScenarioContext context, IEmitter<ScenarioStatement> emitter)
    {
        Span<int> found = stackalloc int[2];
        reading.Members(0, ["op", "v"], found);
        if (!reading.IsOk || !reading.Has(0, found[1], "v"))
            return;
        if (reading.Tokens[found[1]].Kind != JsonTokenType.StartArray)
        {
            reading.Unexpected(found[1], "an array of rows");
            return;
        }

        var rows = new Rows(emitter);
        var count = 0;
        for (var row = found[1] + 1; reading.IsOk && row < reading.Tokens[found[1]].After; row = reading.Tokens[row].After)
        {
            if (++count > JsonStatementWriter.RowsMax)
                reading.Fail(JsonFindings.Limit("rows", "line of rows", "of the twin", JsonStatementWriter.RowsMax, count, reading.At(row)));
            else
                TakeRow(ref reading, row, context, rows);
        }
    }

    private static void TakeRow(ref JsonReading reading, int row, ScenarioContext context, Rows rows)
    {
        var (kind, start, end, after) = reading.Tokens[row];
        if (kind != JsonTokenType.StartArray)
        {
            reading.Unexpected(row, "an array of numbers");
            return;
        }

        for (var value = row + 1; value < after; value = reading.Tokens[value].After)
        {
            if (reading.Tokens[value].Kind == JsonTokenType.Number)
                continue;
            reading.Fail(Finding.Of("scn.table.bad_number", reading.At(value), $"{reading.Tokens[value].Word} is no number"));
            return;
        }

        var table = context.Table!;
        var text = reading.Bytes[(start + 1)..(end - 1)];
        if (text.Length > reading.Config.Limits.MaxRowBytes)
        {
            reading.Fail(JsonFindings.Limit("row_bytes", "row", nameof(ParseLimits.MaxRowBytes), reading.Config.Limits.MaxRowBytes, text.Length, reading.At(row)));
            return;
        }

        rows.ColumnsBefore = start + 1;
        var input = reading.InputOf(text, start + 1);
        if (!RowReader.TryRead(input, context, table, rows, out _))
            Explain(ref reading, row, input, context);
    }

    private static void Explain(ref JsonReading reading, int row, in Input input, ScenarioContext context)
    {
        var failures = new Failures();
        var cursor = new FrameCursor(input, reading.Config, context.Names, failures);
        cursor.SkipBlanks();
        RowReader.Explain(ref cursor, context);
        var place = reading.Tokens[row].Start + 1;
        reading.Fail(failures.Finding is { } finding
            ? finding with { At = finding.At with { StartColumn = finding.At.StartColumn + place, EndColumn = finding.At.EndColumn + place } }
            : Finding.Of("scn.table.columns", reading.At(row), $"the row is empty, the table has {context.Table!.Shape.Columns.Length} columns"));
    }

    // A row knows its columns from its own start; the line begins before it.
    private sealed class Rows(IEmitter<ScenarioStatement> inner) : IEmitter<ScenarioStatement>
    {
        public int ColumnsBefore { get; set; }

        public void Commit(in SourceSpan span, ScenarioStatement item) => inner.Commit(span, item);

        public void CommitRow(in SourceSpan span, string owner, ReadOnlySpan<double> values)
            => inner.CommitRow(span with { StartColumn = span.StartColumn + ColumnsBefore, EndColumn = span.EndColumn + ColumnsBefore }, owner, values);

        public void Report(Diagnostic diagnostic) => inner.Report(diagnostic);
    }
}
