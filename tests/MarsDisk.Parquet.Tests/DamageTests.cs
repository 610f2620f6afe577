using MarsDisk.Parquet.Metadata;

namespace MarsDisk.Parquet.Tests;

public sealed class DamageTests
{
    private static readonly ParquetColumn[] Columns = [new("tau", ParquetType.Double), new("phase", ParquetType.Text), new("gate", ParquetType.Boolean)];

    [Fact]
    public void Every_truncation_is_refused()
    {
        var file = Sample();

        for (var length = 0; length < file.Length; length++)
            Assert.Throws<ParquetException>(() => ReadAll(file[..length]));
    }

    [Fact]
    public void A_flipped_byte_gives_values_or_a_refusal_and_nothing_else()
    {
        var file = Sample();

        for (var position = 0; position < file.Length; position++)
        {
            foreach (var mask in new byte[] { 0x01, 0x80, 0xFF })
            {
                var damaged = (byte[])file.Clone();
                damaged[position] ^= mask;
                if (Record.Exception(() => ReadAll(damaged)) is { } error)
                    Assert.True(error is ParquetException, $"byte {position} ^ {mask}: {error}");
            }
        }
    }

    // performance.md §8, statement 15.
    [Fact]
    public void A_stream_that_is_full_is_named_with_the_bytes_that_were_left()
    {
        using var writer = new ParquetWriter(new FullStream(room: 1000), new ParquetSchema([new("tau", ParquetType.Double)]));
        writer.BeginRowGroup(1000);

        var error = Assert.Throws<IOException>(() => writer.Write(ColumnValues.Doubles(Samples.Live(1000, hasNulls: false))));

        Assert.Contains("column tau", error.Message, StringComparison.Ordinal);
        Assert.Contains("bytes at byte 0", error.Message, StringComparison.Ordinal);
        Assert.Contains("no space left", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_of_the_wrong_type_or_number_are_refused()
    {
        using var writer = new ParquetWriter(Stream.Null, new ParquetSchema([new("tau", ParquetType.Double, Optional: false)]));
        writer.BeginRowGroup(2);

        Assert.Throws<ArgumentException>(() => writer.Write(ColumnValues.Integers([1, 2])));
        Assert.Throws<ArgumentException>(() => writer.Write(ColumnValues.Doubles([1])));
        Assert.Throws<ArgumentException>(() => writer.Write(ColumnValues.Missing(2)));
    }

    private static byte[] Sample() => TestTable.Write(Columns, null, writer =>
    {
        writer.BeginRowGroup(80);
        writer.Write(ColumnValues.Doubles(Samples.Live(80, hasNulls: true)));
        writer.Write(ColumnValues.Texts(Samples.Indexes(80, 2, hasNulls: true), ["solid", "vapour"]));
        writer.Write(ColumnValues.Booleans(Samples.Truths(80, hasNulls: true)));
        writer.EndRowGroup();
    });

    private static void ReadAll(byte[] file)
    {
        using var reader = ParquetReader.Open(new MemoryStream(file));
        for (var group = 0; group < reader.RowGroups.Count; group++)
            Read(reader, group, reader.RowGroups[group]);
    }

    private static void Read(ParquetReader reader, int group, ParquetRowGroup rows)
    {
        // A caller compares the rows with what it is ready to hold; so does this one.
        if (rows.Rows > 1 << 20)
            return;
        for (var column = 0; column < reader.Schema.Columns.Count; column++)
        {
            switch (reader.Schema.Columns[column].Type)
            {
                case ParquetType.Double:
                    reader.Read(group, column, new double[rows.Rows]);
                    break;
                case ParquetType.Int64:
                    reader.Read(group, column, new long[rows.Rows]);
                    break;
                case ParquetType.Boolean:
                    reader.Read(group, column, new byte[rows.Rows]);
                    break;
                default:
                    reader.Read(group, column, new string?[rows.Rows]);
                    break;
            }
        }
    }

    private sealed class FullStream(int room) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Length + buffer.Length > room)
                throw new IOException("no space left on device");
            base.Write(buffer);
        }
    }
}
