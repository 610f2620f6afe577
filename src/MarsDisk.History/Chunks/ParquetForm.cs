using MarsDisk.History.Schemas;
using MarsDisk.Parquet;

namespace MarsDisk.History.Chunks;

/// <summary>What the tables are in Parquet: every column optional (runner §3.2).</summary>
internal static class ParquetForm
{
    public static ParquetSchema Of(TableSchema table) =>
        new([.. table.Columns.Select(column => new ParquetColumn(column.Name, TypeOf(column.Kind)))]);

    private static ParquetType TypeOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Double => ParquetType.Double,
        ColumnKind.Integer => ParquetType.Int64,
        ColumnKind.Boolean => ParquetType.Boolean,
        _ => ParquetType.Text,
    };
}
