using System.Buffers.Binary;
using MarsDisk.Parquet.Writing;

namespace MarsDisk.Parquet.Metadata;

/// <summary>Writes the footer: schema, row groups, key-value pairs. The numbers are the field numbers of parquet.thrift.</summary>
internal static class FooterWriter
{
    private const string CreatedBy = "MarsDisk.Parquet version 1.0.0";
    private const int FormatVersion = 2;
    private const int ConvertedToUtf8 = 0;

    /// <summary>Appends the footer with its length and the closing magic.</summary>
    public static void Append(
        NativeBlock block,
        ParquetSchema schema,
        IReadOnlyList<ParquetRowGroup> groups,
        IReadOnlyList<KeyValuePair<string, string>> keyValues,
        IReadOnlyList<KeyValuePieces> shared)
    {
        var start = block.Length;
        var thrift = new ThriftWriter(block);
        thrift.Int32(1, FormatVersion);
        WriteSchema(ref thrift, schema);
        thrift.Int64(3, groups.Sum(group => group.Rows));
        thrift.BeginList(4, ThriftType.Struct, groups.Count);
        for (var i = 0; i < groups.Count; i++)
            WriteRowGroup(ref thrift, schema, groups[i], i);
        WriteKeyValues(ref thrift, keyValues, shared);
        thrift.Text(6, CreatedBy);
        WriteColumnOrders(ref thrift, schema.Columns.Count);
        thrift.End();
        block.AppendInt32(block.Length - start);
        AppendMagic(block);
    }

    public static void AppendMagic(NativeBlock block) => block.Append("PAR1"u8);

    public static PhysicalType PhysicalTypeOf(ParquetType type) => type switch
    {
        ParquetType.Double => PhysicalType.Double,
        ParquetType.Int64 => PhysicalType.Int64,
        ParquetType.Boolean => PhysicalType.Boolean,
        _ => PhysicalType.ByteArray,
    };

    public static int CodecNumber(ParquetCodec codec) => codec switch
    {
        ParquetCodec.None => 0,
        ParquetCodec.Snappy => 1,
        ParquetCodec.Gzip => 2,
        _ => 4,
    };

    private static void WriteSchema(ref ThriftWriter thrift, ParquetSchema schema)
    {
        thrift.BeginList(2, ThriftType.Struct, schema.Columns.Count + 1);
        thrift.BeginElement();
        thrift.Text(4, "schema");
        thrift.Int32(5, schema.Columns.Count);
        thrift.End();
        foreach (var column in schema.Columns)
        {
            thrift.BeginElement();
            thrift.Int32(1, (int)PhysicalTypeOf(column.Type));
            thrift.Int32(3, column.Optional ? 1 : 0);
            thrift.Text(4, column.Name);
            if (column.Type == ParquetType.Text)
                WriteTextType(ref thrift);
            thrift.End();
        }
    }

    private static void WriteTextType(ref ThriftWriter thrift)
    {
        thrift.Int32(6, ConvertedToUtf8);
        thrift.BeginStruct(10);    // LogicalType
        thrift.BeginStruct(1);     // STRING
        thrift.End();
        thrift.End();
    }

    private static void WriteRowGroup(ref ThriftWriter thrift, ParquetSchema schema, ParquetRowGroup group, int ordinal)
    {
        thrift.BeginElement();
        thrift.BeginList(1, ThriftType.Struct, group.Columns.Count);
        for (var i = 0; i < group.Columns.Count; i++)
            WriteColumnChunk(ref thrift, schema.Columns[i], group.Columns[i]);
        thrift.Int64(2, group.Columns.Sum(chunk => chunk.RawBytes));
        thrift.Int64(3, group.Rows);
        thrift.Int64(5, group.Columns[0].Offset);
        thrift.Int64(6, group.Columns.Sum(chunk => chunk.StoredBytes));
        if (ordinal <= short.MaxValue)
            thrift.Int16(7, (short)ordinal);
        thrift.End();
    }

    private static void WriteColumnChunk(ref ThriftWriter thrift, ParquetColumn column, ParquetColumnChunk chunk)
    {
        thrift.BeginElement();
        thrift.Int64(2, chunk.Offset);
        thrift.BeginStruct(3);
        thrift.Int32(1, (int)PhysicalTypeOf(column.Type));
        thrift.BeginList(2, ThriftType.Int32, chunk.Encodings.Count);
        for (var i = 0; i < chunk.Encodings.Count; i++)
            thrift.Int32Element((int)chunk.Encodings[i]);
        thrift.BeginList(3, ThriftType.Binary, 1);
        thrift.TextElement(column.Name);
        thrift.Int32(4, CodecNumber(chunk.Codec));
        thrift.Int64(5, chunk.Values);
        thrift.Int64(6, chunk.RawBytes);
        thrift.Int64(7, chunk.StoredBytes);
        thrift.Int64(9, chunk.DataOffset);
        if (chunk.DictionaryOffset is { } dictionary)
            thrift.Int64(11, dictionary);
        WriteStatistics(ref thrift, chunk);
        thrift.End();
        thrift.End();
    }

    private static void WriteStatistics(ref ThriftWriter thrift, ParquetColumnChunk chunk)
    {
        thrift.BeginStruct(12);
        if (chunk.NullCount is { } nulls)
            thrift.Int64(3, nulls);
        if (chunk is { Maximum: not null, Minimum: not null })
        {
            WriteExtreme(ref thrift, 5, chunk.Maximum);
            WriteExtreme(ref thrift, 6, chunk.Minimum);
        }
        thrift.End();
    }

    private static void WriteExtreme(ref ThriftWriter thrift, int field, object value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        switch (value)
        {
            case double number:
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, number);
                thrift.Bytes(field, bytes);
                break;
            case long number:
                BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
                thrift.Bytes(field, bytes);
                break;
            case bool truth:
                bytes[0] = truth ? (byte)1 : (byte)0;
                thrift.Bytes(field, bytes[..1]);
                break;
            default:
                thrift.Text(field, (string)value);
                break;
        }
    }

    private static void WriteKeyValues(
        ref ThriftWriter thrift,
        IReadOnlyList<KeyValuePair<string, string>> keyValues,
        IReadOnlyList<KeyValuePieces> shared)
    {
        if (keyValues.Count + shared.Count == 0)
            return;
        thrift.BeginList(5, ThriftType.Struct, keyValues.Count + shared.Count);
        foreach (var (key, value) in keyValues)
        {
            thrift.BeginElement();
            thrift.Text(1, key);
            thrift.Text(2, value);
            thrift.End();
        }
        foreach (var pair in shared)
        {
            thrift.BeginElement();
            thrift.Text(1, pair.Key);
            thrift.Text(2, pair.Pieces);
            thrift.End();
        }
    }

    // Without this list readers ignore the extremes: it says that they follow the order of the type.
    private static void WriteColumnOrders(ref ThriftWriter thrift, int columns)
    {
        thrift.BeginList(7, ThriftType.Struct, columns);
        for (var i = 0; i < columns; i++)
        {
            thrift.BeginElement();
            thrift.BeginStruct(1);    // TypeDefinedOrder
            thrift.End();
            thrift.End();
        }
    }
}
