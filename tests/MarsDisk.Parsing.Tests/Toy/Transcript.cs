using System.Globalization;

namespace MarsDisk.Parsing.Tests.Toy;

/// <summary>A sink that writes down everything that may not depend on how the source was cut.</summary>
internal sealed class Transcript : IStatementSink<string>
{
    public List<string> Lines { get; } = [];

    public List<SourceSpan> Spans { get; } = [];

    /// <summary>Units, rows one by one.</summary>
    public long Units { get; private set; }

    /// <summary>Batches, whose borders are no part of a result.</summary>
    public int Batches { get; private set; }

    /// <summary>Asked after each unit or batch.</summary>
    public Func<SinkReply> Reply { get; set; } = static () => SinkReply.Continue;

    public SinkReply Accept(in Committed<string> unit)
    {
        Write(unit.FirstOrdinal, unit.Item, unit.Span);
        return Reply();
    }

    public SinkReply AcceptRows(RowBatch rows)
    {
        for (var row = 0; row < rows.RowCount; row++)
        {
            var values = Enumerable.Range(0, rows.ColumnCount).Select(column => rows.Column(column)[row]);
            Write(rows.FirstOrdinal + row, rows.Owner + ": " + string.Join(' ', values.Select(Text)), null);
        }

        Spans.Add(rows.Span);
        Batches++;
        rows.Dispose();
        return Reply();
    }

    public void OnDiagnostic(Diagnostic diagnostic, long ordinal)
        => Lines.Add(string.Create(CultureInfo.InvariantCulture, $"{ordinal} {Describe(diagnostic)}"));

    public static string Describe(Diagnostic diagnostic)
    {
        var notes = string.Join(", ", diagnostic.Notes.Select(note => $"{note.At?.Start} {note.Text}"));
        return string.Create(CultureInfo.InvariantCulture,
            $"{diagnostic.Severity} {diagnostic.Code} {diagnostic.At} {diagnostic.Message} [{notes}] fix {diagnostic.FixIts.Count}");
    }

    private static string Text(double value)
        => BitConverter.DoubleToInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture);

    private void Write(long ordinal, string text, SourceSpan? span)
    {
        Lines.Add(string.Create(CultureInfo.InvariantCulture, $"{ordinal} {text} {span}"));
        Units++;
        if (span is { } place)
            Spans.Add(place);
    }
}
