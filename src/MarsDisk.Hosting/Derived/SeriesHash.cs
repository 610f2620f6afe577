using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MarsDisk.History.Reading;
using MarsDisk.Parquet;

namespace MarsDisk.Hosting.Derived;

/// <summary>
/// Hash over the values of tables: column by column, a missing cell and every bit of a number counted. Runs with equal rows have
/// equal hashes, whatever their names and wherever their chunks end.
/// </summary>
internal static class SeriesHash
{
    private const int Mark = 1 + sizeof(long);

    /// <summary>The hash of tables in the order given, as hexadecimal digits.</summary>
    /// <param name="tables">Name and reader of each table; the readers stay open.</param>
    public static string Of(IEnumerable<(string Name, TableReader Table)> tables)
    {
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, table) in tables)
        {
            var columns = OfColumns(table);
            for (var column = 0; column < columns.Length; column++)
            {
                whole.AppendData(Encoding.UTF8.GetBytes($"{name}.{table.Schema.Columns[column].Name}\n"));
                whole.AppendData(columns[column]);
            }
        }
        return Convert.ToHexStringLower(whole.GetHashAndReset());
    }

    // File by file: each is opened once, however many columns it has.
    private static byte[][] OfColumns(TableReader table)
    {
        var hashes = Enumerable.Range(0, table.Schema.Columns.Count).Select(_ => IncrementalHash.CreateHash(HashAlgorithmName.SHA256)).ToList();
        Span<byte> cell = stackalloc byte[Mark];
        for (var group = 0; group < table.Groups; group++)
        {
            for (var column = 0; column < hashes.Count; column++)
            {
                var cells = table.Read(group, column);
                for (var row = 0; row < table.RowsOf(group); row++)
                    Append(hashes[column], cells, row, cell);
            }
        }

        var found = hashes.Select(hash => hash.GetHashAndReset()).ToArray();
        hashes.ForEach(hash => hash.Dispose());
        return found;
    }

    private static void Append(IncrementalHash hash, ColumnCells cells, int row, Span<byte> cell)
    {
        cell.Clear();
        var isMissing = cells.IsMissing(row);
        cell[0] = isMissing ? (byte)0 : (byte)1;
        var text = !isMissing && cells.Type == ParquetType.Text ? Encoding.UTF8.GetBytes(cells.Text(row)) : [];
        if (!isMissing)
            BinaryPrimitives.WriteInt64LittleEndian(cell[1..], Bits(cells, row, text.Length));
        hash.AppendData(cell);
        hash.AppendData(text);
    }

    private static long Bits(ColumnCells cells, int row, int textLength) => cells.Type switch
    {
        ParquetType.Double => BitConverter.DoubleToInt64Bits(cells.Number(row)),
        ParquetType.Int64 => cells.Integer(row),
        ParquetType.Boolean => cells.Boolean(row) ? 1 : 0,
        _ => textLength,
    };
}
