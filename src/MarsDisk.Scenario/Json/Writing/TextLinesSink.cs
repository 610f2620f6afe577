using System.Buffers;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Canonical;

namespace MarsDisk.Scenario.Json;

/// <summary>Writes what a parse delivers as canonical text: the way from NDJSON to text.</summary>
/// <param name="output">Where the lines go; they are complete after each call.</param>
public sealed class TextLinesSink(IBufferWriter<byte> output) : IStatementSink<ScenarioStatement>
{
    private readonly ArrayBufferWriter<byte> _unit = new(256);
    private int _depth;
    private RunOpened? _bare;

    /// <inheritdoc/>
    // A run that ends where it begins is one line; only what follows its head says so.
    public SinkReply Accept(in Committed<ScenarioStatement> unit)
    {
        var bare = _bare;
        _bare = unit.Item is RunOpened { Options.IsEmpty: true, Overrides.IsEmpty: true } head ? head : null;
        if (bare is not null && unit.Item is RunClosed)
        {
            WriteBare(bare);
            return SinkReply.Continue;
        }

        if (bare is not null)
            Write(bare);
        if (_bare is null)
            Write(unit.Item);
        return SinkReply.Continue;
    }

    /// <inheritdoc/>
    public SinkReply AcceptRows(RowBatch rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        using (rows)
        {
            for (var row = 0; row < rows.RowCount; row++)
                Row(rows, row);
        }

        return SinkReply.Continue;
    }

    /// <inheritdoc/>
    public void OnDiagnostic(Diagnostic diagnostic, long ordinal)
    {
        // Shown by whoever runs the parse; canonical text has no place for it.
    }

    private void Write(ScenarioStatement statement)
    {
        _unit.ResetWrittenCount();
        CanonicalWriter.Write(statement, _unit);
        foreach (var range in _unit.WrittenSpan.Split((byte)'\n'))
            Line(_unit.WrittenSpan[range]);
    }

    private void WriteBare(RunOpened run)
    {
        _unit.ResetWrittenCount();
        CanonicalWriter.Write(run, _unit);
        Line(_unit.WrittenSpan[..^" {"u8.Length]);
    }

    private void Row(RowBatch rows, int row)
    {
        _unit.ResetWrittenCount();
        var text = new CanonicalText(_unit);
        for (var column = 0; column < rows.ColumnCount; column++)
        {
            text.Write(column == 0 ? ""u8 : ", "u8);
            text.Number(rows.Column(column)[row]);
        }

        text.End();
        Line(_unit.WrittenSpan);
    }

    // Only a line that opens a block ends in a brace, and only the one that closes it is a brace.
    private void Line(ReadOnlySpan<byte> line)
    {
        if (line.SequenceEqual("}"u8))
            _depth--;
        for (var level = 0; level < _depth; level++)
            output.Write("  "u8);
        output.Write(line);
        output.Write("\n"u8);
        if (line.EndsWith((byte)'{'))
            _depth++;
    }
}
