using MarsDisk.Parquet.Metadata;
using MarsDisk.Parquet.Writing;

namespace MarsDisk.Parquet;

/// <summary>
/// Writes a flat table: row groups, and in each the columns in the order of the schema. Equal values give equal bytes.
/// Every column chunk reaches the stream in one piece; the stream is neither flushed nor closed.
/// </summary>
public sealed class ParquetWriter : IDisposable
{
    private readonly Stream _output;
    private readonly ParquetSchema _schema;
    private readonly ParquetWriterOptions _options;
    private readonly EncoderScratch _scratch;
    private readonly ChunkAssembler _chunk;
    private readonly NumberEncoder _numbers;
    private readonly ByteEncoder _bytes;
    private readonly List<ParquetRowGroup> _groups = [];
    private List<ParquetColumnChunk>? _columns;
    private long _groupRows;
    private long _flushedBytes;
    private bool _isFinished;

    /// <summary>Begins a file at the present position of the stream.</summary>
    public ParquetWriter(Stream output, ParquetSchema schema, ParquetWriterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(schema);
        _output = output;
        _schema = schema;
        _options = options ?? new ParquetWriterOptions();
        _scratch = _options.Scratch ?? new EncoderScratch();
        _chunk = new ChunkAssembler(_scratch, _options.Codec);
        _numbers = new NumberEncoder(_scratch, _chunk, _options.Encoding);
        _bytes = new ByteEncoder(_scratch, _chunk);
        _scratch.Output.Clear();
        FooterWriter.AppendMagic(_scratch.Output);    // leaves with the first column
    }

    /// <summary>Bytes of the file so far.</summary>
    public long BytesWritten => _flushedBytes + _scratch.Output.Length;

    /// <summary>Begins a row group. A group of no rows leaves no trace in the file.</summary>
    public void BeginRowGroup(long rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        if (_columns is not null || _isFinished)
            throw new InvalidOperationException("The row group before is not ended, or the file is finished.");
        _groupRows = rows;
        _columns = new List<ParquetColumnChunk>(_schema.Columns.Count);
    }

    /// <summary>Writes the next column of the row group.</summary>
    /// <exception cref="ArgumentException">The values do not suit the column or do not fill the row group.</exception>
    /// <exception cref="IOException">The stream refused; the message names file, column and bytes.</exception>
    public void Write(in ColumnValues values)
    {
        if (_columns is null || _columns.Count == _schema.Columns.Count)
            throw new InvalidOperationException("No column is expected here.");
        var column = _schema.Columns[_columns.Count];
        Check(column, values);
        if (_groupRows == 0)
        {
            _columns.Add(EmptyChunk);
            return;
        }

        _chunk.Begin(_flushedBytes, column.Optional);
        var extremes = column.Type switch
        {
            ParquetType.Boolean => _bytes.EncodeTruth(column, values),
            ParquetType.Text => _bytes.EncodeTexts(column, values),
            _ => _numbers.Encode(column, values),
        };
        var (minimum, maximum) = extremes.Of(column.Type);
        _columns.Add(_chunk.End(minimum, maximum));
        Flush(column.Name);
    }

    /// <summary>Ends the row group. Every column of the schema must have been written.</summary>
    public void EndRowGroup()
    {
        if (_columns?.Count != _schema.Columns.Count)
            throw new InvalidOperationException($"{_columns?.Count ?? 0} of {_schema.Columns.Count} columns were written.");
        if (_groupRows > 0)
            _groups.Add(new ParquetRowGroup(_groupRows, _columns));
        _columns = null;
    }

    /// <summary>Writes the footer. Without it the file is none.</summary>
    /// <exception cref="IOException">The stream refused; the message names file and bytes.</exception>
    public void Finish()
    {
        if (_columns is not null || _isFinished)
            throw new InvalidOperationException("A row group is not ended, or the file is finished.");
        FooterWriter.Append(_scratch.Output, _schema, _groups, _options.KeyValues, _options.SharedKeyValues);
        Flush(column: null);
        _isFinished = true;
    }

    /// <summary>Releases the memory of the writer unless the caller lent it.</summary>
    public void Dispose()
    {
        if (_options.Scratch is null)
            _scratch.Dispose();
    }

    private static ParquetColumnChunk EmptyChunk { get; } = new()
    {
        DataOffset = 0,
        Values = 0,
        StoredBytes = 0,
        RawBytes = 0,
        Codec = ParquetCodec.None,
        Encodings = [],
    };

    private void Check(ParquetColumn column, in ColumnValues values)
    {
        if (values.Rows != _groupRows)
            throw new ArgumentException($"Column {column.Name} has {values.Rows} rows, the row group {_groupRows}.", nameof(values));
        if (values.Type is null ? !column.Optional : values.Type != column.Type)
        {
            throw new ArgumentException(
                $"Column {column.Name} holds {column.Type}{(column.Optional ? "" : ", required")}; "
                + $"the values are {values.Type?.ToString() ?? "missing"}.",
                nameof(values));
        }
    }

    private void Flush(string? column)
    {
        var bytes = _scratch.Output.Length;
        try
        {
            _output.Write(_scratch.Output.Written);
        }
        catch (IOException error)
        {
            var file = (_output as FileStream)?.Name ?? "the output stream";
            var what = column is null ? "the footer" : $"column {column}";
            var message = $"{file}: {what} ({bytes} bytes at byte {_flushedBytes}) was not written: {error.Message}";
            throw new IOException(message, error) { HResult = error.HResult };
        }
        _flushedBytes += bytes;
        _scratch.Output.Clear();
    }
}
