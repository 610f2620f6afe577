using MarsDisk.Parquet.Writing;

namespace MarsDisk.Parquet.Metadata;

/// <summary>What stands before each page: its kind, its sizes, and how its values are encoded.</summary>
internal readonly record struct PageHeader(PageKind Kind, int RawBytes, int StoredBytes, int Values, PageEncoding Encoding)
{
    /// <summary>CRC-32 of the stored bytes, if the writer left one.</summary>
    public uint? Checksum { get; init; }

    /// <summary>Bytes of levels before the values of a version 2 page; they are not compressed.</summary>
    public int LevelBytes { get; init; }

    /// <summary>Whether the values of a version 2 page went through the codec.</summary>
    public bool IsCompressed { get; init; } = true;

    public void AppendTo(NativeBlock block)
    {
        var thrift = new ThriftWriter(block);
        thrift.Int32(1, (int)Kind);
        thrift.Int32(2, RawBytes);
        thrift.Int32(3, StoredBytes);
        if (Kind == PageKind.Dictionary)
        {
            thrift.BeginStruct(7);
            thrift.Int32(1, Values);
            thrift.Int32(2, (int)PageEncoding.Plain);
        }
        else
        {
            thrift.BeginStruct(5);
            thrift.Int32(1, Values);
            thrift.Int32(2, (int)Encoding);
            thrift.Int32(3, (int)PageEncoding.Rle);
            thrift.Int32(4, (int)PageEncoding.Rle);
        }
        thrift.End();
        thrift.End();
    }
}

/// <summary>The kinds of pages, with the numbers of the format.</summary>
internal enum PageKind
{
    Data = 0,
    Index = 1,
    Dictionary = 2,
    DataVersion2 = 3,
}
