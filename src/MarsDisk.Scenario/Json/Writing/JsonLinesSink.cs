using System.Buffers;
using MarsDisk.Parsing;

namespace MarsDisk.Scenario.Json;

/// <summary>Writes what a parse delivers as the twin: the way from text to NDJSON.</summary>
/// <param name="output">Where the lines go; they are complete after each call.</param>
public sealed class JsonLinesSink(IBufferWriter<byte> output) : IStatementSink<ScenarioStatement>, IDisposable
{
    private readonly JsonStatementWriter _writer = new();

    /// <inheritdoc/>
    public SinkReply Accept(in Committed<ScenarioStatement> unit)
    {
        _writer.Write(output, unit.Item);
        return SinkReply.Continue;
    }

    /// <inheritdoc/>
    public SinkReply AcceptRows(RowBatch rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        using (rows)
            _writer.Write(output, rows);
        return SinkReply.Continue;
    }

    /// <inheritdoc/>
    public void OnDiagnostic(Diagnostic diagnostic, long ordinal)
    {
        // Shown by whoever runs the parse; the twin has no place for it.
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}
