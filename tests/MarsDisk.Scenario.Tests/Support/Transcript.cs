using System.Globalization;
using System.Text;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Canonical;

namespace MarsDisk.Scenario.Tests.Support;

/// <summary>What a sink has received: one line for each unit, and the records themselves.</summary>
internal sealed class Transcript : IStatementSink<ScenarioStatement>
{
    public List<string> Units { get; } = [];

    public List<ScenarioStatement> Statements { get; } = [];

    public List<(string Owner, double[] Values)> Rows { get; } = [];

    public List<Diagnostic> Diagnostics { get; } = [];

    public SinkReply Accept(in Committed<ScenarioStatement> unit)
    {
        Statements.Add(unit.Item);
        Units.Add($"{unit.FirstOrdinal} {unit.Item.GetType().Name} {Show(unit.Span)} {CanonicalWriter.Text(unit.Item)}");
        Assert.Equal(unit.Span, unit.Item.Span);
        return SinkReply.Continue;
    }

    public SinkReply AcceptRows(RowBatch rows)
    {
        for (var row = 0; row < rows.RowCount; row++)
        {
            var values = new double[rows.ColumnCount];
            for (var column = 0; column < values.Length; column++)
                values[column] = rows.Column(column)[row];
            Rows.Add((rows.Owner, values));
            Units.Add($"{rows.FirstOrdinal + row} Row {rows.Owner} {string.Join(' ', values.Select(BitConverter.DoubleToInt64Bits))}");
        }

        rows.Dispose();
        return SinkReply.Continue;
    }

    public void OnDiagnostic(Diagnostic diagnostic, long ordinal)
    {
        Diagnostics.Add(diagnostic);
        Units.Add($"{ordinal} {Show(diagnostic)}");
    }

    /// <summary>Everything about a diagnostic that a person or an editor could see.</summary>
    public static string Show(Diagnostic diagnostic)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{diagnostic.Severity} {diagnostic.Code} {Show(diagnostic.At)} {diagnostic.Message}");
        foreach (var (at, note) in diagnostic.Notes)
            text.Append(CultureInfo.InvariantCulture, $" | note {(at is { } place ? Show(place) : "")} {note}");
        foreach (var fix in diagnostic.FixIts)
            text.Append(CultureInfo.InvariantCulture, $" | {fix.GetType().Name} {Show(fix.At)} {TextOf(fix)}");
        foreach (var (label, at) in diagnostic.Trace)
            text.Append(CultureInfo.InvariantCulture, $" | in {label} {Show(at)}");
        if (diagnostic.Expected is { } expected)
            text.Append(CultureInfo.InvariantCulture, $" | {string.Join(' ', expected.Alternatives)} {expected.Omitted}");
        return text.ToString();
    }

    public static string Show(in SourceSpan span)
        => string.Create(CultureInfo.InvariantCulture,
            $"{span.Start}-{span.End} {span.StartLine}:{span.StartColumn}-{span.EndLine}:{span.EndColumn}");

    public static string TextOf(FixIt fix) => fix switch
    {
        FixIt.Insert insert => insert.Text,
        FixIt.Replace replace => replace.Text,
        _ => "",
    };

    /// <summary>The same for the grammar alone, without a runner.</summary>
    internal sealed class Emitter : IEmitter<ScenarioStatement>
    {
        public List<string> Lines { get; } = [];

        public void Commit(in SourceSpan span, ScenarioStatement item) => Lines.Add($"{Show(span)} {CanonicalWriter.Text(item)}");

        public void CommitRow(in SourceSpan span, string owner, ReadOnlySpan<double> values)
            => Lines.Add($"{Show(span)} {owner} {string.Join(' ', values.ToArray().Select(BitConverter.DoubleToInt64Bits))}");

        public void Report(Diagnostic diagnostic) => Lines.Add(Show(diagnostic));
    }
}
