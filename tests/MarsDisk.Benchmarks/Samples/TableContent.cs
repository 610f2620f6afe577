using System.Runtime.InteropServices;
using System.Security.Cryptography;

using MarsDisk.History.Reading;
using MarsDisk.History.Schemas;
using MarsDisk.Parquet;

namespace MarsDisk.Benchmarks.Samples;

/// <summary>What a table says, whichever files and row groups it lies in.</summary>
internal static class TableContent
{
    /// <summary>The tables that every run leaves.</summary>
    public static IReadOnlyList<string> Names { get; } = [TableNames.Run, TableNames.Psd, TableNames.Diagnostics, TableNames.MassBudget];

    /// <summary>A hash of every cell, column by column; comparable within one process.</summary>
    public static string Hash(string runDirectory, string table)
    {
        using var reader = TableReader.Open(runDirectory, table);
        return Hash(reader);
    }

    /// <summary>A hash of every cell of an open table.</summary>
    public static string Hash(TableReader reader)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var column = 0; column < reader.Schema.Columns.Count; column++)
        {
            for (var group = 0; group < reader.Groups; group++)
                hash.AppendData(MemoryMarshal.AsBytes<double>(Cells(reader, group, column)));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private static double[] Cells(TableReader reader, int group, int column)
    {
        var cells = reader.Read(group, column);
        var numbers = new double[reader.RowsOf(group)];
        for (var row = 0; row < numbers.Length; row++)
        {
            numbers[row] = cells.IsMissing(row) ? Missing.Double
                : cells.Type == ParquetType.Text ? cells.Text(row).GetHashCode(StringComparison.Ordinal)
                : cells.Number(row);
        }
        return numbers;
    }
}
