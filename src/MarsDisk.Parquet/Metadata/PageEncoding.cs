namespace MarsDisk.Parquet.Metadata;

/// <summary>The encodings of the format that this library writes or reads, with the numbers of the format.</summary>
public enum PageEncoding
{
    /// <summary>Values one behind the other.</summary>
    Plain = 0,

    /// <summary>Indexes into the dictionary page, by the name of format version 1.</summary>
    PlainDictionary = 2,

    /// <summary>Runs and bit-packed groups: the levels.</summary>
    Rle = 3,

    /// <summary>Indexes into the dictionary page.</summary>
    RleDictionary = 8,

    /// <summary>The first bytes of all values, then the second bytes, and so on.</summary>
    ByteStreamSplit = 9,
}

/// <summary>How values are stored, with the numbers of the format.</summary>
internal enum PhysicalType
{
    Boolean = 0,
    Int32 = 1,
    Int64 = 2,
    Float = 4,
    Double = 5,
    ByteArray = 6,
}
