using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using MarsDisk.Parsing;

namespace MarsDisk.Scenario.Json;

/// <summary>Statements and rows as objects of the twin, one a line, <c>op</c> first (streaming-parser.md §3.11).</summary>
public sealed class JsonStatementWriter : IDisposable
{
    /// <summary>Rows of one object at most.</summary>
    public const int RowsMax = 4096;

    // A line of rows stays well below the limit of a line.
    private const int RowsLineBytes = 32 * 1024;

    private static readonly JsonWriterOptions Layout = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _line = new(512);
    private readonly Utf8JsonWriter _json;

    /// <summary>A writer; it keeps one line at a time.</summary>
    public JsonStatementWriter() => _json = new Utf8JsonWriter(_line, Layout);

    /// <summary>Writes a statement as one line, with its line end.</summary>
    public void Write(IBufferWriter<byte> output, ScenarioStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        Write(_json, statement);
        EndLine(output);
    }

    /// <summary>Writes the rows of a batch: one line, or several where one would be too long.</summary>
    public void Write(IBufferWriter<byte> output, RowBatch rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        for (var row = 0; row < rows.RowCount;)
        {
            _json.WriteStartObject();
            _json.WriteString("op", "rows");
            _json.WriteStartArray("v");
            for (var count = 0; row < rows.RowCount && count < RowsMax && _json.BytesPending + _json.BytesCommitted < RowsLineBytes; row++, count++)
            {
                _json.WriteStartArray();
                for (var column = 0; column < rows.ColumnCount; column++)
                    JsonValues.Write(_json, rows.Column(column)[row]);
                _json.WriteEndArray();
            }

            _json.WriteEndArray();
            _json.WriteEndObject();
            EndLine(output);
        }
    }

    /// <summary>Writes a statement as an object.</summary>
    public static void Write(Utf8JsonWriter json, ScenarioStatement statement)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(statement);
        json.WriteStartObject();
        switch (statement)
        {
            case ScenarioOpened opened:
                json.WriteString("op", "scenario");
                json.WriteString("name", opened.Name);
                json.WriteNumber("version", opened.Version);
                break;
            case ConfigBaseRequested requested:
                json.WriteString("op", "config");
                json.WriteString("from", requested.Path);
                break;
            case ConfigPatched { Assignments: [var only] }:
                json.WriteString("op", "set");
                JsonValues.Write(json, only);
                break;
            case ConfigPatched patched:
                json.WriteString("op", "config");
                JsonValues.Write(json, "set", patched.Assignments);
                break;
            case TableClosed or DriverClosed or RunClosed:
                json.WriteString("op", "close");
                break;
            case SweepRequested sweep:
                JsonSweeps.Write(json, sweep);
                break;
            case RunControl control:
                json.WriteString("op", JsonWords.Of(control.Kind));
                json.WriteString("id", control.RunId);
                if (control.Text is not null)
                    json.WriteString("text", control.Text);
                break;
            case BarrierRequested { Id: { } id }:
                json.WriteString("op", "wait");
                json.WriteString("id", id);
                break;
            case BarrierRequested:
                json.WriteString("op", "wait");
                json.WriteBoolean("all", true);
                break;
            case ScenarioEnded:
                json.WriteString("op", "end");
                break;
            default:
                WriteHead(json, statement);
                break;
        }

        json.WriteEndObject();
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private static void WriteHead(Utf8JsonWriter json, ScenarioStatement statement)
    {
        switch (statement)
        {
            case TableOpened opened:
                json.WriteString("op", "table");
                json.WriteString("name", opened.Name);
                Write(json, opened.Shape);
                break;
            case DriverOpened opened:
                json.WriteString("op", "drive");
                Write(json, opened.Shape);
                break;
            case RunOpened opened:
                json.WriteString("op", "run");
                json.WriteString("id", opened.RunId);
                JsonValues.Write(json, "options", opened.Options);
                JsonValues.Write(json, "set", opened.Overrides);
                break;
            default:
                WriteTimed(json, statement);
                break;
        }
    }

    private static void WriteTimed(Utf8JsonWriter json, ScenarioStatement statement)
    {
        switch (statement)
        {
            case EventScheduled scheduled:
                json.WriteString("op", "at");
                if (scheduled.At.IsEnd)
                    json.WriteString("t", "end");
                else
                    JsonValues.Write(json, "t", scheduled.At.Time);
                JsonActions.Write(json, scheduled.Action);
                break;
            case RecurringScheduled recurring:
                json.WriteString("op", "every");
                JsonValues.Write(json, "t", recurring.Every);
                if (recurring.From is { } from)
                    JsonValues.Write(json, "from", from);
                if (recurring.Until is { } until)
                    JsonValues.Write(json, "until", until);
                JsonActions.Write(json, recurring.Action);
                break;
            case ExpectationDeclared expectation:
                json.WriteString("op", "expect");
                if (expectation.At is { } at)
                    JsonValues.Write(json, "t", at);
                else
                    json.WriteString("t", expectation.When == ExpectWhen.End ? "end" : "always");
                json.WriteString("metric", expectation.Metric);
                json.WriteString("is", JsonWords.Of(expectation.Op));
                json.WritePropertyName("value");
                JsonValues.Write(json, expectation.Value);
                if (expectation.Tolerance is { } tolerance)
                    JsonValues.Write(json, "tolerance", tolerance);
                break;
            default:
                throw new ArgumentException($"{statement.GetType().Name} has no object in the twin.", nameof(statement));
        }
    }

    private static void Write(Utf8JsonWriter json, TableShape shape)
    {
        json.WriteStartArray("columns");
        foreach (var column in shape.Columns)
        {
            json.WriteStartArray();
            json.WriteStringValue(column.Name);
            json.WriteStringValue(column.Unit.Text);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteString("interp", shape.Interpolation == TableInterpolation.Step ? "step" : "linear");
        if (shape.Extrapolation == TableExtrapolation.Error)
            json.WriteString("extrapolate", "error");
    }

    private void EndLine(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        _json.Flush();
        output.Write(_line.WrittenSpan);
        output.Write("\n"u8);
        _line.Clear();
        _json.Reset(_line);
    }
}
