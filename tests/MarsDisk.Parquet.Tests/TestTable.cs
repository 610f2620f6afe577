using MarsDisk.Parquet.Metadata;

namespace MarsDisk.Parquet.Tests;

/// <summary>Writes and reads small files in memory.</summary>
internal static class TestTable
{
    public delegate ColumnValues Source();

    public static byte[] Write(ParquetColumn column, Source values, ParquetWriterOptions? options = null) =>
        Write([column], options, writer =>
        {
            writer.BeginRowGroup(values().Rows);
            writer.Write(values());
            writer.EndRowGroup();
        });

    public static byte[] Write(
        IReadOnlyList<ParquetColumn> columns, ParquetWriterOptions? options, Action<ParquetWriter> write)
    {
        using var file = new MemoryStream();
        using var writer = new ParquetWriter(file, new ParquetSchema(columns), options);
        write(writer);
        writer.Finish();
        Assert.Equal(file.Length, writer.BytesWritten);
        return file.ToArray();
    }

    public static long[] Numbers(byte[] file, int column = 0)
    {
        using var reader = ParquetReader.Open(new MemoryStream(file));
        var values = new List<long>();
        for (var group = 0; group < reader.RowGroups.Count; group++)
        {
            if (reader.Schema.Columns[column].Type == ParquetType.Int64)
            {
                var integers = new long[reader.RowGroups[group].Rows];
                reader.Read(group, column, integers);
                values.AddRange(integers);
            }
            else
            {
                var doubles = new double[reader.RowGroups[group].Rows];
                reader.Read(group, column, doubles);
                values.AddRange(doubles.Select(BitConverter.DoubleToInt64Bits));
            }
        }
        return [.. values];
    }

    public static byte[] Truths(byte[] file, int column = 0)
    {
        using var reader = ParquetReader.Open(new MemoryStream(file));
        var values = new byte[reader.Rows];
        if (values.Length > 0)
            reader.Read(0, column, values);
        return values;
    }

    public static string?[] Texts(byte[] file, int column = 0)
    {
        using var reader = ParquetReader.Open(new MemoryStream(file));
        var values = new string?[reader.Rows];
        if (values.Length > 0)
            reader.Read(0, column, values);
        return values;
    }

    public static ParquetColumnChunk Chunk(byte[] file, int column = 0)
    {
        using var reader = ParquetReader.Open(new MemoryStream(file));
        return reader.RowGroups[0].Columns[column];
    }

    public static long[] Bits(double[] values) => [.. values.Select(BitConverter.DoubleToInt64Bits)];
}
