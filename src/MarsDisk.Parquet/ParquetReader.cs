using System.Buffers.Binary;
using System.Runtime.InteropServices;
using MarsDisk.Parquet.Metadata;
using MarsDisk.Parquet.Reading;

namespace MarsDisk.Parquet;

/// <summary>
/// Reads flat tables, column by column: what <see cref="ParquetWriter"/> writes, and plain, dictionary and byte-split
/// columns of other writers. Damaged or hostile files end in a <see cref="ParquetException"/> that says where.
/// </summary>
public sealed class ParquetReader : IDisposable
{
    private const int TailBytes = 8;    // the length of the footer and the magic
    private const int FooterBytesMax = 256 << 20;

    private readonly Stream _file;
    private readonly FileMetadata _metadata;
    private readonly ColumnDecoder _decoder = new();

    private ParquetReader(Stream file, FileMetadata metadata)
    {
        _file = file;
        _metadata = metadata;
    }

    /// <summary>The columns in file order.</summary>
    public ParquetSchema Schema => _metadata.Schema;

    /// <summary>The key-value pairs in file order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> KeyValues => _metadata.KeyValues;

    /// <summary>The row groups in file order.</summary>
    public IReadOnlyList<ParquetRowGroup> RowGroups => _metadata.RowGroups;

    /// <summary>The rows of all row groups.</summary>
    public long Rows => RowGroups.Sum(group => group.Rows);

    /// <summary>Whether every column has the physical type that <see cref="ParquetWriter"/> gives it.</summary>
    internal bool HasOwnPhysicalTypes =>
        Schema.Columns.Select(column => FooterWriter.PhysicalTypeOf(column.Type)).SequenceEqual(_metadata.PhysicalTypes);

    /// <summary>Reads the footer. The stream must be seekable; it stays the caller's.</summary>
    /// <exception cref="ParquetException">The file is not Parquet, is damaged, or holds what is not read here.</exception>
    public static ParquetReader Open(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var length = file.Length;
        if (length < 4 + TailBytes)
            throw new ParquetException(0, $"The file has {length} bytes, too few for Parquet.");
        Span<byte> tail = stackalloc byte[TailBytes];
        file.Position = length - TailBytes;
        file.ReadExactly(tail);
        if (!tail[4..].SequenceEqual("PAR1"u8))
            throw new ParquetException(length - 4, "The file does not end with PAR1: not Parquet, or not completely written.");
        var footerBytes = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (footerBytes < 0 || footerBytes > Math.Min(length - TailBytes - 4, FooterBytesMax))
            throw new ParquetException(length - TailBytes, $"A footer of {footerBytes} bytes in a file of {length}.");

        var footer = new byte[footerBytes];
        var origin = length - TailBytes - footerBytes;
        file.Position = origin;
        file.ReadExactly(footer);
        return new ParquetReader(file, FooterReader.Read(footer, origin));
    }

    /// <summary>Reads doubles; nulls become <see cref="Missing.Double"/>. The target has one place per row of the group.</summary>
    public void Read(int rowGroup, int column, Span<double> values)
    {
        Check(rowGroup, column, ParquetType.Double, values.Length);
        ReadNumbers(rowGroup, column, Missing.DoubleBits, MemoryMarshal.Cast<double, long>(values));
    }

    /// <summary>Reads integers; nulls become <see cref="Missing.Integer"/>. The target has one place per row of the group.</summary>
    public void Read(int rowGroup, int column, Span<long> values)
    {
        Check(rowGroup, column, ParquetType.Int64, values.Length);
        ReadNumbers(rowGroup, column, Missing.Integer, values);
    }

    /// <summary>Reads truth values as 0, 1 or <see cref="Missing.Boolean"/>. The target has one place per row of the group.</summary>
    public void Read(int rowGroup, int column, Span<byte> values)
    {
        Check(rowGroup, column, ParquetType.Boolean, values.Length);
        _decoder.ReadTruth(_file, RowGroups[rowGroup].Columns[column], Schema.Columns[column].Optional, values);
    }

    /// <summary>Reads texts; nulls stay null. Equal words of one dictionary are the same object.</summary>
    public void Read(int rowGroup, int column, Span<string?> values)
    {
        Check(rowGroup, column, ParquetType.Text, values.Length);
        _decoder.ReadTexts(_file, RowGroups[rowGroup].Columns[column], Schema.Columns[column].Optional, values);
    }

    /// <summary>Releases the memory of the reader; the stream stays open.</summary>
    public void Dispose() => _decoder.Dispose();

    private void ReadNumbers(int rowGroup, int column, long mark, Span<long> values) => _decoder.ReadNumbers(
        _file,
        RowGroups[rowGroup].Columns[column],
        _metadata.PhysicalTypes[column],
        Schema.Columns[column].Optional,
        mark,
        values);

    private void Check(int rowGroup, int column, ParquetType type, int places)
    {
        var found = Schema.Columns[column];
        if (found.Type != type)
            throw new ArgumentException($"Column {found.Name} holds {found.Type}, asked for {type}.", nameof(column));
        if (RowGroups[rowGroup].Rows != places)
            throw new ArgumentException($"Row group {rowGroup} has {RowGroups[rowGroup].Rows} rows, there are {places} places.", nameof(rowGroup));
    }
}
