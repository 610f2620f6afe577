namespace MarsDisk.Parquet.Metadata;

/// <summary>A column chunk as the footer has it: the extremes are bytes whose type the schema says.</summary>
internal readonly record struct RawChunk(ParquetColumnChunk Chunk, byte[]? Minimum, byte[]? Maximum);

/// <summary>Reads what the footer says about one column chunk.</summary>
internal static class ColumnChunkReader
{
    public static RawChunk Read(ref ThriftReader thrift)
    {
        RawChunk? chunk = null;
        var at = thrift.Offset;
        var outer = thrift.BeginStruct();
        while (thrift.NextField(out var field, out var type))
        {
            if (field == 3)
                chunk = ReadMetadata(ref thrift);
            else if (field == 1)
                throw new ParquetException(at, "A column lies in another file, expected this one.");
            else
                thrift.Skip(type);
        }
        thrift.EndStruct(outer);
        return chunk ?? throw new ParquetException(at, "A column chunk has no metadata.");
    }

    private static RawChunk ReadMetadata(ref ThriftReader thrift)
    {
        var chunk = new ParquetColumnChunk
        {
            DataOffset = 0,
            Values = 0,
            StoredBytes = 0,
            RawBytes = 0,
            Codec = ParquetCodec.None,
            Encodings = [],
        };
        byte[]? minimum = null;
        byte[]? maximum = null;
        var outer = thrift.BeginStruct();
        while (thrift.NextField(out var field, out var type))
        {
            switch (field)
            {
                case 2:
                    chunk = chunk with { Encodings = ReadEncodings(ref thrift) };
                    break;
                case 4:
                    chunk = chunk with { Codec = ReadCodec(ref thrift) };
                    break;
                case 5:
                    chunk = chunk with { Values = thrift.ReadCount("The values of a column") };
                    break;
                case 6:
                    chunk = chunk with { RawBytes = thrift.ReadCount("The raw bytes of a column") };
                    break;
                case 7:
                    chunk = chunk with { StoredBytes = thrift.ReadCount("The bytes of a column", int.MaxValue) };
                    break;
                case 9:
                    chunk = chunk with { DataOffset = thrift.ReadCount("The place of a data page") };
                    break;
                case 11:
                    chunk = chunk with { DictionaryOffset = DictionaryPlace(thrift.ReadCount("The place of a dictionary page")) };
                    break;
                case 12:
                    chunk = chunk with { NullCount = ReadStatistics(ref thrift, ref minimum, ref maximum) };
                    break;
                default:
                    thrift.Skip(type);
                    break;
            }
        }
        thrift.EndStruct(outer);
        return new RawChunk(chunk, minimum, maximum);
    }

    // Some writers leave a zero for "none"; at byte 0 stands the magic.
    private static long? DictionaryPlace(long offset) => offset == 0 ? null : offset;

    private static PageEncoding[] ReadEncodings(ref ThriftReader thrift)
    {
        var encodings = new PageEncoding[thrift.ReadListHeader(out _)];
        for (var i = 0; i < encodings.Length; i++)
            encodings[i] = (PageEncoding)thrift.ReadInt32("An encoding");
        return encodings;
    }

    private static ParquetCodec ReadCodec(ref ThriftReader thrift)
    {
        var at = thrift.Offset;
        return thrift.ReadInt32("A codec") switch
        {
            0 => ParquetCodec.None,
            1 => ParquetCodec.Snappy,
            2 => ParquetCodec.Gzip,
            4 => ParquetCodec.Brotli,
            6 => throw new ParquetException(at, "The codec is zstd, expected none, snappy, gzip or brotli."),
            var number => throw new ParquetException(at, $"The codec has number {number}, expected none, snappy, gzip or brotli."),
        };
    }

    private static long? ReadStatistics(ref ThriftReader thrift, ref byte[]? minimum, ref byte[]? maximum)
    {
        long? nulls = null;
        var outer = thrift.BeginStruct();
        while (thrift.NextField(out var field, out var type))
        {
            if (field == 3)
                nulls = thrift.ReadCount("A null count");
            else if (field == 5)
                maximum = thrift.ReadBytes().ToArray();
            else if (field == 6)
                minimum = thrift.ReadBytes().ToArray();
            else
                thrift.Skip(type);
        }
        thrift.EndStruct(outer);
        return nulls;
    }
}
