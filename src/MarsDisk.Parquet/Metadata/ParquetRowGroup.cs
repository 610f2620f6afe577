namespace MarsDisk.Parquet.Metadata;

/// <summary>Consecutive rows of a file and where their columns lie.</summary>
public sealed record ParquetRowGroup(long Rows, IReadOnlyList<ParquetColumnChunk> Columns);

/// <summary>The values of one column in one row group: where they lie and what the footer says about them.</summary>
public sealed record ParquetColumnChunk
{
    /// <summary>The first byte of the chunk in the file: its dictionary page, or its first data page.</summary>
    public long Offset => DictionaryOffset ?? DataOffset;

    /// <summary>The first byte of the first data page.</summary>
    public required long DataOffset { get; init; }

    /// <summary>The first byte of the dictionary page, if there is one.</summary>
    public long? DictionaryOffset { get; init; }

    /// <summary>Rows, nulls included.</summary>
    public required long Values { get; init; }

    /// <summary>Bytes in the file, page headers included.</summary>
    public required long StoredBytes { get; init; }

    /// <summary>Bytes before the codec, page headers included.</summary>
    public required long RawBytes { get; init; }

    /// <summary>The codec of the pages.</summary>
    public required ParquetCodec Codec { get; init; }

    /// <summary>Every encoding that occurs in the chunk.</summary>
    public required IReadOnlyList<PageEncoding> Encodings { get; init; }

    /// <summary>How many rows are null; null when the file does not say.</summary>
    public long? NullCount { get; init; }

    /// <summary>The smallest value (double, long, bool or string), or null when the file does not say.</summary>
    public object? Minimum { get; init; }

    /// <summary>The largest value (double, long, bool or string), or null when the file does not say.</summary>
    public object? Maximum { get; init; }

    /// <summary>The same bytes at another place.</summary>
    internal ParquetColumnChunk MovedBy(long bytes) =>
        this with { DataOffset = DataOffset + bytes, DictionaryOffset = DictionaryOffset + bytes };
}

/// <summary>What the footer of a file says.</summary>
internal sealed record FileMetadata(
    ParquetSchema Schema,
    IReadOnlyList<PhysicalType> PhysicalTypes,
    IReadOnlyList<ParquetRowGroup> RowGroups,
    IReadOnlyList<KeyValuePair<string, string>> KeyValues);
