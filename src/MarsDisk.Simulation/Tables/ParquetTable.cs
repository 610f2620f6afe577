using MarsDisk.Parquet;

namespace MarsDisk.Simulation.Tables;

/// <summary>Reads the numeric columns of a Parquet file as a table; columns of other types are passed over.</summary>
internal static class ParquetTable
{
    /// <summary>Reads all row groups.</summary>
    /// <param name="path">The file as the configuration names it, for messages.</param>
    /// <param name="input">The file; seekable.</param>
    /// <exception cref="TableException">A number is missing, or there are more rows than a table may have.</exception>
    public static NumericTable Read(string path, Stream input)
    {
        using var reader = ParquetReader.Open(input);
        if (reader.Rows > Array.MaxLength)
            throw new TableException($"{path} has {reader.Rows} rows, too many for a table.");

        var columns = new Dictionary<string, double[]>(StringComparer.Ordinal);
        for (var column = 0; column < reader.Schema.Columns.Count; column++)
        {
            var (name, type, _) = reader.Schema.Columns[column];
            if (type == ParquetType.Double)
                columns[name] = Doubles(path, name, reader, column);
            else if (type == ParquetType.Int64)
                columns[name] = Integers(path, name, reader, column);
        }
        return new NumericTable(path, columns);
    }

    private static double[] Doubles(string path, string name, ParquetReader reader, int column)
    {
        var values = new double[reader.Rows];
        var first = 0;
        for (var group = 0; group < reader.RowGroups.Count; group++)
        {
            var rows = (int)reader.RowGroups[group].Rows;
            reader.Read(group, column, values.AsSpan(first, rows));
            first += rows;
        }
        RefuseMissing(path, name, Array.FindIndex(values, Missing.Is));
        return values;
    }

    private static double[] Integers(string path, string name, ParquetReader reader, int column)
    {
        var values = new long[reader.Rows];
        var first = 0;
        for (var group = 0; group < reader.RowGroups.Count; group++)
        {
            var rows = (int)reader.RowGroups[group].Rows;
            reader.Read(group, column, values.AsSpan(first, rows));
            first += rows;
        }
        RefuseMissing(path, name, Array.IndexOf(values, Missing.Integer));
        return Array.ConvertAll(values, value => (double)value);
    }

    private static void RefuseMissing(string path, string name, int row)
    {
        if (row >= 0)
            throw new TableException($"{path} has no value in row {row} of column '{name}', expected a number.");
    }
}
