using System.Collections.Frozen;

namespace MarsDisk.History.Schemas;

/// <summary>The columns of one table in file order, and the steps that have a row in it.</summary>
public sealed class TableSchema
{
    private readonly FrozenDictionary<string, int> _positions;

    internal TableSchema(string name, IReadOnlyList<ColumnDefinition> columns, RowRule rows)
    {
        Name = name;
        Columns = columns;
        Rows = rows;
        _positions = columns.Select((column, position) => (column.Name, position))
            .ToFrozenDictionary(pair => pair.Name, pair => pair.position, StringComparer.Ordinal);
    }

    /// <summary>Name of the table, which begins its file names.</summary>
    public string Name { get; }

    /// <summary>The columns in file order.</summary>
    public IReadOnlyList<ColumnDefinition> Columns { get; }

    /// <summary>Which steps have a row.</summary>
    public RowRule Rows { get; }

    /// <summary>The column with this name. An unknown name throws.</summary>
    public ColumnDefinition this[string column] => Columns[_positions[column]];

    /// <summary>Position of the column in the file, or −1.</summary>
    public int PositionOf(string column) => _positions.GetValueOrDefault(column, -1);
}
