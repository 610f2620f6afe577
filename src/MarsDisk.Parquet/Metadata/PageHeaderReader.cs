namespace MarsDisk.Parquet.Metadata;

/// <summary>Reads the header of a page.</summary>
internal static class PageHeaderReader
{
    // Far above what any writer makes, far below what would hurt.
    private const int PageBytesMax = 256 << 20;

    /// <summary>Reads the header at the start of the bytes, which begin at <paramref name="origin"/> of the file.</summary>
    public static PageHeader Read(ReadOnlySpan<byte> bytes, long origin, out int headerBytes)
    {
        var thrift = new ThriftReader(bytes, origin);
        var header = new PageHeader(PageKind.Data, -1, -1, -1, PageEncoding.Plain);
        while (thrift.NextField(out var field, out var type))
        {
            switch (field)
            {
                case 1:
                    header = header with { Kind = (PageKind)thrift.ReadInt32("A page kind") };
                    break;
                case 2:
                    header = header with { RawBytes = (int)thrift.ReadCount("The raw size of a page", PageBytesMax) };
                    break;
                case 3:
                    header = header with { StoredBytes = (int)thrift.ReadCount("The size of a page", PageBytesMax) };
                    break;
                case 4:
                    header = header with { Checksum = (uint)thrift.ReadInt32("A checksum") };
                    break;
                case 5 or 7 or 8 when type == ThriftType.Struct:
                    header = ReadKind(ref thrift, header, isVersion2: field == 8);
                    break;
                default:
                    thrift.Skip(type);
                    break;
            }
        }
        headerBytes = thrift.Position;
        if (header.RawBytes < 0 || header.StoredBytes < 0 || header.Values < 0)
            throw new ParquetException(origin, "A page header lacks a size or a number of values.");
        return header;
    }

    private static PageHeader ReadKind(ref ThriftReader thrift, PageHeader header, bool isVersion2)
    {
        var outer = thrift.BeginStruct();
        while (thrift.NextField(out var field, out var type))
        {
            if (field == 1)
                header = header with { Values = (int)thrift.ReadCount("The values of a page", int.MaxValue) };
            else if (field == (isVersion2 ? 4 : 2))
                header = header with { Encoding = (PageEncoding)thrift.ReadInt32("An encoding") };
            else if (isVersion2 && field == 5)
                header = header with { LevelBytes = (int)thrift.ReadCount("The size of the levels", PageBytesMax) };
            else if (isVersion2 && field == 7)
                header = header with { IsCompressed = type == ThriftType.True };
            else
                thrift.Skip(type);
        }
        thrift.EndStruct(outer);
        return header;
    }
}
