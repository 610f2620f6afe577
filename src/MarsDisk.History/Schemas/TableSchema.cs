namespace MarsDisk.History.Schemas;

/// <summary>The columns of one table in file order, and the steps that have a row in it.</summary>
public sealed class TableSchema
{
    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);

    internal TableSchema(string name, IReadOnlyList<ColumnDefinition> columns, RowRule rows)
    {
        Name = name;
        Columns = columns;
        Rows = rows;
        for (var position = 0; position < columns.Count; position++)
            _positions.Add(columns[position].Name, position);
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
