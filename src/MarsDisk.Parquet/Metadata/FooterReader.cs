using System.Buffers.Binary;
using System.Text;

namespace MarsDisk.Parquet.Metadata;

/// <summary>Reads the footer. The numbers are the field numbers of parquet.thrift.</summary>
internal static class FooterReader
{
    /// <summary>Reads what the footer says; <paramref name="origin"/> is its first byte, before which all chunks must end.</summary>
    public static FileMetadata Read(ReadOnlySpan<byte> footer, long origin)
    {
        var thrift = new ThriftReader(footer, origin);
        List<SchemaElement> elements = [];
        List<ParquetRowGroup> groups = [];
        List<KeyValuePair<string, string>> keyValues = [];
        List<RawChunk> chunks = [];
        List<long> groupRows = [];
        while (thrift.NextField(out var field, out var type))
        {
            switch (field)
            {
                case 2:
                    for (var count = thrift.ReadListHeader(out _); count > 0; count--)
                        elements.Add(ReadSchemaElement(ref thrift));
                    break;
                case 4:
                    for (var count = thrift.ReadListHeader(out _); count > 0; count--)
                        groupRows.Add(ReadRowGroup(ref thrift, chunks));
                    break;
                case 5:
                    for (var count = thrift.ReadListHeader(out _); count > 0; count--)
                        keyValues.Add(ReadKeyValue(ref thrift));
                    break;
                default:
                    thrift.Skip(type);
                    break;
            }
        }
        var schema = FlatSchema(elements, origin);
        if (chunks.Count != (long)groupRows.Count * schema.Columns.Count)
            throw new ParquetException(origin, $"{chunks.Count} column chunks, expected {groupRows.Count} × {schema.Columns.Count}.");
        for (var i = 0; i < groupRows.Count; i++)
            groups.Add(Group(schema, elements, groupRows[i], chunks.GetRange(i * schema.Columns.Count, schema.Columns.Count), origin));
        return new FileMetadata(schema, [.. elements.Skip(1).Select(element => element.Type!.Value)], groups, keyValues);
    }

    private static ParquetSchema FlatSchema(List<SchemaElement> elements, long origin)
    {
        if (elements.Count < 2)
            throw new ParquetException(origin, "The footer has no schema with columns.");
        var columns = new List<ParquetColumn>(elements.Count - 1);
        foreach (var element in elements.Skip(1))
        {
            if (element.Type is not { } type || element.Repetition > 1)
                throw new ParquetException(origin, $"Column {element.Name} is nested or repeated, expected a flat table.");
            columns.Add(new ParquetColumn(element.Name, TypeOf(type, element.Name, origin), element.Repetition == 1));
        }
        try
        {
            return new ParquetSchema(columns);
        }
        catch (ArgumentException error)
        {
            throw new ParquetException(origin, error.Message, error);
        }
    }

    private static ParquetType TypeOf(PhysicalType type, string column, long origin) => type switch
    {
        PhysicalType.Double or PhysicalType.Float => ParquetType.Double,
        PhysicalType.Int64 or PhysicalType.Int32 => ParquetType.Int64,
        PhysicalType.Boolean => ParquetType.Boolean,
        PhysicalType.ByteArray => ParquetType.Text,
        _ => throw new ParquetException(origin, $"Column {column} has the physical type {(int)type}, which is not read here."),
    };

    private static ParquetRowGroup Group(
        ParquetSchema schema, List<SchemaElement> elements, long rows, List<RawChunk> raw, long origin)
    {
        var chunks = new ParquetColumnChunk[raw.Count];
        for (var i = 0; i < chunks.Length; i++)
        {
            var chunk = raw[i].Chunk;
            if (chunk.Values != rows)
                throw new ParquetException(origin, $"Column {schema.Columns[i].Name} has {chunk.Values} rows, its row group {rows}.");
            if (chunk.StoredBytes > origin - chunk.Offset)
                throw new ParquetException(chunk.Offset, $"Column {schema.Columns[i].Name} runs into the footer at {origin}.");
            var type = elements[i + 1].Type!.Value;
            chunks[i] = chunk with { Minimum = Extreme(type, raw[i].Minimum), Maximum = Extreme(type, raw[i].Maximum) };
        }
        return new ParquetRowGroup(rows, chunks);
    }

    private static object? Extreme(PhysicalType type, byte[]? bytes) => type switch
    {
        _ when bytes is null => null,
        PhysicalType.Double when bytes.Length == 8 => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        PhysicalType.Float when bytes.Length == 4 => (double)BinaryPrimitives.ReadSingleLittleEndian(bytes),
        PhysicalType.Int64 when bytes.Length == 8 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        PhysicalType.Int32 when bytes.Length == 4 => (long)BinaryPrimitives.ReadInt32LittleEndian(bytes),
        PhysicalType.Boolean when bytes.Length == 1 => bytes[0] != 0,
        PhysicalType.ByteArray => Encoding.UTF8.GetString(bytes),
        _ => null,    // statistics are advice; a strange one is none
    };

    private static SchemaElement ReadSchemaElement(ref ThriftReader thrift)
    {
        var element = new SchemaElement("", null, 0);
        var outer = thrift.BeginStruct();
        while (thrift.NextField(out var field, out var type))
        {
            switch (field)
            {
                case 1:
                    element = element with { Type = (PhysicalType)thrift.ReadInt32("A physical type") };
                    break;
                case 3:
                    element = element with { Repetition = thrift.ReadInt32("A repetition") };
                    break;
                case 4:
                    element = element with { Name = thrift.ReadText() };
                    break;
                default:
                    thrift.Skip(type);
                    break;
            }
        }
        thrift.EndStruct(outer);
        return element;
    }

    private static long ReadRowGroup(ref ThriftReader thrift, List<RawChunk> chunks)
    {
        var rows = 0L;
        var outer = thrift.BeginStruct();
        while (thrift.NextField(out var field, out var type))
        {
            switch (field)
            {
                case 1:
                    for (var count = thrift.ReadListHeader(out _); count > 0; count--)
                        chunks.Add(ColumnChunkReader.Read(ref thrift));
                    break;
                case 3:
                    rows = thrift.ReadCount("The rows of a row group");
                    break;
                default:
                    thrift.Skip(type);
                    break;
            }
        }
        thrift.EndStruct(outer);
        return rows;
    }

    private static KeyValuePair<string, string> ReadKeyValue(ref ThriftReader thrift)
    {
        var (key, value) = ("", "");
        var outer = thrift.BeginStruct();
        while (thrift.NextField(out var field, out var type))
        {
            if (field == 1)
                key = thrift.ReadText();
            else if (field == 2)
                value = thrift.ReadText();
            else
                thrift.Skip(type);
        }
        thrift.EndStruct(outer);
        return new KeyValuePair<string, string>(key, value);
    }

    private sealed record SchemaElement(string Name, PhysicalType? Type, int Repetition);
}
