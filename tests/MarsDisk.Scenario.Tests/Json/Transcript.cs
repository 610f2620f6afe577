using System.Buffers;
using System.Globalization;
using System.Text;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Canonical;
using MarsDisk.Scenario.Json;

namespace MarsDisk.Scenario.Tests.Json;

/// <summary>All that a parse delivered, kept for comparisons.</summary>
internal sealed class Transcript : IStatementSink<ScenarioStatement>
{
    private readonly List<(long Ordinal, SourceSpan Span, ScenarioStatement? Statement, RowBatch? Rows)> _units = [];
    private readonly List<Diagnostic> _diagnostics = [];

    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    public UInt128 Digest { get; private set; }

    public long Rows => _units.Sum(unit => unit.Rows?.RowCount ?? 0);

    public IEnumerable<ScenarioStatement> Statements => _units.Select(unit => unit.Statement).OfType<ScenarioStatement>();

    /// <summary>Ordinals of the statements.</summary>
    public IEnumerable<long> Ordinals => _units.Where(unit => unit.Statement is not null).Select(unit => unit.Ordinal);

    /// <summary>The canonical texts of all units, rows with every bit.</summary>
    public IEnumerable<string> Canonical => _units.SelectMany(unit => unit.Statement is { } statement ? [CanonicalWriter.Text(statement)] : RowsOf(unit.Rows!));

    /// <summary>Where each unit begins.</summary>
    public IEnumerable<SourceSpan> Spans => _units.Select(unit => unit.Span);

    public static Transcript Of(StatementGrammar<ScenarioStatement> grammar, string source, bool isCollecting = false)
    {
        var units = new Transcript();
        var config = new RunConfig();
        if (isCollecting)
            config = config.WithExtension("recover", map => new ExtensionMap(map.Values.SetItem("mode", "collect")));
        if (grammar is JsonScenarioGrammar)
            config = config with { Limits = JsonScenarioGrammar.Limits(config.Limits) };
        units.Digest = StatementRunner.Run(grammar, Encoding.UTF8.GetBytes(source), units, config).Value!.TranscriptDigest;
        return units;
    }

    public SinkReply Accept(in Committed<ScenarioStatement> unit)
    {
        _units.Add((unit.FirstOrdinal, unit.Span, unit.Item, null));
        return SinkReply.Continue;
    }

    public SinkReply AcceptRows(RowBatch rows)
    {
        _units.Add((rows.FirstOrdinal, rows.Span, null, rows));
        return SinkReply.Continue;
    }

    public void OnDiagnostic(Diagnostic diagnostic, long ordinal) => _diagnostics.Add(diagnostic);

    public string ToJson()
    {
        var output = new ArrayBufferWriter<byte>();
        using var sink = new JsonLinesSink(output);
        Replay(sink);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public string ToText()
    {
        var output = new ArrayBufferWriter<byte>();
        Replay(new TextLinesSink(output));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private void Replay(IStatementSink<ScenarioStatement> sink)
    {
        foreach (var (ordinal, span, statement, rows) in _units)
        {
            if (statement is not null)
                sink.Accept(new Committed<ScenarioStatement>(ordinal, 1, span, statement));
            else
                sink.AcceptRows(rows!.Retain());
        }
    }

    private static IEnumerable<string> RowsOf(RowBatch rows)
    {
        for (var row = 0; row < rows.RowCount; row++)
            yield return string.Join(' ', Enumerable.Range(0, rows.ColumnCount).Select(column => BitConverter.DoubleToInt64Bits(rows.Column(column)[row]).ToString("x", CultureInfo.InvariantCulture)));
    }
}
