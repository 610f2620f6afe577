using MarsDisk.History.Columns;
using MarsDisk.History.Schemas;
using MarsDisk.Parquet;

namespace MarsDisk.History.Chunks;

/// <summary>
/// Writes the tables of chunk buffers as Parquet files of one row group. Used by one thread at a time; its working
/// memory is kept from chunk to chunk.
/// </summary>
public sealed class ChunkEncoder : IDisposable
{
    private readonly HistorySchemas _schemas;
    private readonly ParquetCodec _codec;
    private readonly ParquetEncoding _encoding;
    private readonly EncoderScratch _scratch = new();
    private readonly RowGather _gather = new();
    private readonly long[] _binIndexes;
    private readonly Dictionary<string, (ParquetSchema Schema, TableMetadata Metadata)> _files = new(StringComparer.Ordinal);

    /// <summary>Prepares the files of a run.</summary>
    /// <param name="schemas">The tables of the run.</param>
    /// <param name="run">Identifier of the run, for the metadata.</param>
    /// <param name="plan">Hash of the plan, for the metadata.</param>
    /// <param name="codec">Codec of the pages.</param>
    /// <param name="encoding">Layout of the values.</param>
    public ChunkEncoder(
        HistorySchemas schemas, string run, string plan, ParquetCodec codec = ParquetCodec.Snappy, ParquetEncoding encoding = ParquetEncoding.Structural)
    {
        _schemas = schemas;
        _codec = codec;
        _encoding = encoding;
        _binIndexes = [.. Enumerable.Range(0, schemas.Options.Bins).Select(bin => (long)bin)];
        foreach (var table in schemas.Tables)
            _files[table.Name] = (ParquetForm.Of(table), new TableMetadata(table, schemas.Options.Bins, run, plan));
    }

    /// <summary>The tables that files are written for.</summary>
    public HistorySchemas Schemas => _schemas;

    /// <summary>Rows that the file of a table would have. A table without rows gets no file.</summary>
    public long Rows(TableSchema table, ChunkBuffer buffer) =>
        table == _schemas.Psd ? (long)buffer.Psd!.Rows * buffer.Psd.Bins : table.Rows.Count(buffer.FirstStep, buffer.EndStep);

    /// <summary>Metadata of the file of a table with the steps [first, end), for a merged file too.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metadata(TableSchema table, long first, long end) => _files[table.Name].Metadata.For(first, end);

    /// <summary>Writes the file of one table. The buffer is only read, so that a failed attempt can be repeated.</summary>
    public void Write(TableSchema table, ChunkBuffer buffer, Stream output)
    {
        var options = new ParquetWriterOptions
        {
            Codec = _codec,
            Encoding = _encoding,
            SharedKeyValues = _files[table.Name].Metadata.Pieces(buffer.FirstStep, buffer.EndStep),
            Scratch = _scratch,
        };
        using var writer = new ParquetWriter(output, _files[table.Name].Schema, options);

        writer.BeginRowGroup(Rows(table, buffer));
        if (table == _schemas.Psd)
            WritePsd(writer, buffer.Psd!);
        else
            WriteFacts(writer, table, buffer);
        writer.EndRowGroup();
        writer.Finish();
    }

    /// <inheritdoc/>
    public void Dispose() => _scratch.Dispose();

    private void WriteFacts(ParquetWriter writer, TableSchema table, ChunkBuffer buffer)
    {
        _gather.Choose(table.Rows, buffer);
        foreach (var column in table.Columns)
        {
            if (column.Fact is not { } fact)
                writer.Write(ColumnValues.Missing(_gather.Rows));
            else if (_schemas[fact].IsConstant)
                WriteConstant(writer, buffer.Facts, column, fact);
            else
                WriteLive(writer, buffer.Facts, column, fact);
        }
    }

    private void WriteConstant(ParquetWriter writer, FactColumns facts, ColumnDefinition column, StepFact fact)
    {
        if (column.Kind == ColumnKind.Double)
        {
            var value = facts.Constant(fact);
            writer.Write(Missing.Is(value) ? ColumnValues.Missing(_gather.Rows) : ColumnValues.Constant(value, _gather.Rows));
        }
        else
        {
            var word = facts.ConstantWord(fact);
            writer.Write(word is null ? ColumnValues.Missing(_gather.Rows) : ColumnValues.Constant(word, _gather.Rows));
        }
    }

    private void WriteLive(ParquetWriter writer, FactColumns facts, ColumnDefinition column, StepFact fact)
    {
        switch (column.Kind)
        {
            case ColumnKind.Double:
                writer.Write(ColumnValues.Doubles(_gather.Doubles(facts.Doubles(fact))));
                break;
            case ColumnKind.Integer:
                writer.Write(ColumnValues.Integers(_gather.Integers(facts.Integers(fact))));
                break;
            case ColumnKind.Boolean:
                writer.Write(ColumnValues.Booleans(_gather.Bytes(facts.Flags(fact))));
                break;
            default:
                writer.Write(ColumnValues.Texts(_gather.Bytes(facts.Flags(fact)), column.Words));
                break;
        }
    }

    // In the order of PsdSchema.
    private void WritePsd(ParquetWriter writer, PsdColumns psd)
    {
        writer.Write(ColumnValues.Repeated(psd.Times[..psd.Rows], psd.Bins));
        writer.Write(ColumnValues.Tiled(_binIndexes, psd.Rows));
        writer.Write(psd.SizesCanMove ? ColumnValues.Periodic(psd.AllCenters, psd.Bins) : ColumnValues.Tiled(psd.Centers(0), psd.Rows));
        writer.Write(ColumnValues.Doubles(psd.AllNumbers));
        writer.Write(ColumnValues.Doubles(psd.AllBinDensities));
        writer.Write(ColumnValues.Doubles(psd.AllMassFractions));
        writer.Write(ColumnValues.Repeated(psd.SurfaceDensities[..psd.Rows], psd.Bins));
    }
}
