namespace MarsDisk.Parquet;

/// <summary>How pages are compressed.</summary>
public enum ParquetCodec
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Snappy: fast, the same bytes on every machine.</summary>
    Snappy,

    /// <summary>gzip of .NET: slow, accepted because configurations name it.</summary>
    Gzip,

    /// <summary>Brotli of .NET: slow, small.</summary>
    Brotli,
}

/// <summary>How values are laid out before they are compressed.</summary>
public enum ParquetEncoding
{
    /// <summary>By what the data are: runs, periods, byte-split doubles.</summary>
    Structural,

    /// <summary>Only plain values and dictionaries, for readers that lack BYTE_STREAM_SPLIT.</summary>
    Plain,
}

/// <summary>What a file is written with. The defaults are those of the product.</summary>
public sealed record ParquetWriterOptions
{
    /// <summary>The codec of every page of 256 encoded bytes or more.</summary>
    public ParquetCodec Codec { get; init; } = ParquetCodec.Snappy;

    /// <summary>The layout of values.</summary>
    public ParquetEncoding Encoding { get; init; } = ParquetEncoding.Structural;

    /// <summary>The key-value pairs of the file, written in this order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> KeyValues { get; init; } = [];

    /// <summary>Key-value pairs that share their text with other files, written behind <see cref="KeyValues"/>.</summary>
    public IReadOnlyList<KeyValuePieces> SharedKeyValues { get; init; } = [];

    /// <summary>Memory to encode in, kept by the caller from file to file; one writer at a time. Without it the writer has its own.</summary>
    public EncoderScratch? Scratch { get; init; }
}
