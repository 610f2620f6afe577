using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

using MarsDisk.Parsing;
using MarsDisk.Scenario;
using MarsDisk.Scenario.Canonical;
using MarsDisk.Scenario.Json;
using MarsDisk.Scenario.Rendering;

namespace MarsDisk.Cli.Output.Scenarios;

/// <summary>Units as lines of JSON. Rows come in batches without their places: a grammar around the real one notes them.</summary>
/// <param name="output">Where the lines go.</param>
internal sealed class ExplainLines(TextWriter output) : IStatementSink<ScenarioStatement>
{
    private static readonly JsonWriterOptions Layout = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly Queue<SourceSpan> _places = new();
    private readonly ArrayBufferWriter<byte> _line = new(512);

    /// <summary>The grammar that notes where rows stand.</summary>
    public StatementGrammar<ScenarioStatement> Watch(StatementGrammar<ScenarioStatement> grammar) => new WatchedGrammar(grammar, _places);

    /// <inheritdoc/>
    public SinkReply Accept(in Committed<ScenarioStatement> unit)
    {
        var (ordinal, statement, span) = (unit.FirstOrdinal, unit.Item, unit.Span);
        Print(ordinal, statement.GetType().Name, span, json =>
        {
            json.WriteString("text", CanonicalWriter.Text(statement));
            json.WritePropertyName("record");
            JsonStatementWriter.Write(json, statement);
        });
        return SinkReply.Continue;
    }

    /// <inheritdoc/>
    public SinkReply AcceptRows(RowBatch rows)
    {
        using (rows)
        {
            for (var row = 0; row < rows.RowCount; row++)
            {
                var index = row;
                Print(rows.FirstOrdinal + row, "Row", _places.Dequeue(), json =>
                {
                    json.WriteString("owner", rows.Owner);
                    json.WriteStartArray("values");
                    for (var column = 0; column < rows.ColumnCount; column++)
                        json.WriteNumberValue(rows.Column(column)[index]);
                    json.WriteEndArray();
                });
            }
        }

        return SinkReply.Continue;
    }

    /// <inheritdoc/>
    public void OnDiagnostic(Diagnostic diagnostic, long ordinal)
    {
        if (diagnostic.Severity != Severity.Error)
            return;
        Print(ordinal, "Error", diagnostic.At, json =>
        {
            json.WritePropertyName("diagnostic");
            JsonForm.Write(json, diagnostic with { Stream = null });
        });
    }

    private void Print(long ordinal, string kind, in SourceSpan span, Action<Utf8JsonWriter> write)
    {
        _line.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_line, Layout))
        {
            json.WriteStartObject();
            json.WriteNumber("ordinal", ordinal);
            json.WriteString("kind", kind);
            JsonForm.Write(json, "span", span);
            write(json);
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(_line.WrittenSpan));
    }

    /// <summary>Notes the place of every row on its way to the batch.</summary>
    private sealed class WatchedGrammar(StatementGrammar<ScenarioStatement> inner, Queue<SourceSpan> places) : StatementGrammar<ScenarioStatement>
    {
        public override GrammarId Id => inner.Id;

        public override bool RequiresEnd => inner.RequiresEnd;

        public override GrammarContext CreateContext() => inner.CreateContext();

        public override GrammarContext ReadContext(ReadOnlySpan<byte> saved) => inner.ReadContext(saved);

        public override Reply ParseFrame(scoped ref ParseState state, GrammarContext context, IEmitter<ScenarioStatement> emitter)
            => inner.ParseFrame(ref state, context, new Noting(emitter, places));

        public override void SkipFrame(GrammarContext context) => inner.SkipFrame(context);

        public override void Finish(Position end, GrammarContext context, IEmitter<ScenarioStatement> emitter) => inner.Finish(end, context, emitter);

        public override IReadOnlySet<Expectation> Expect(scoped ref ParseState state, GrammarContext context) => inner.Expect(ref state, context);

        public override void WriteCanonical(ScenarioStatement item, IBufferWriter<byte> output) => inner.WriteCanonical(item, output);
    }

    private sealed class Noting(IEmitter<ScenarioStatement> inner, Queue<SourceSpan> places) : IEmitter<ScenarioStatement>
    {
        public void Commit(in SourceSpan span, ScenarioStatement item) => inner.Commit(span, item);

        public void CommitRow(in SourceSpan span, string owner, ReadOnlySpan<double> values)
        {
            places.Enqueue(span);
            inner.CommitRow(span, owner, values);
        }

        public void Report(Diagnostic diagnostic) => inner.Report(diagnostic);
    }
}
