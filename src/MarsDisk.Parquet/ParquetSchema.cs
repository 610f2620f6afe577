namespace MarsDisk.Parquet;

/// <summary>What the values of a column are.</summary>
public enum ParquetType
{
    /// <summary>IEEE 754 binary64.</summary>
    Double,

    /// <summary>64-bit two's complement integer.</summary>
    Int64,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>UTF-8 text.</summary>
    Text,
}

/// <summary>A column of a flat table: its name, what it holds, and whether a row may lack a value.</summary>
public sealed record ParquetColumn(string Name, ParquetType Type, bool Optional = true);

/// <summary>The columns of a flat table in the order in which they are written. Two schemas are equal when their columns are.</summary>
public sealed class ParquetSchema : IEquatable<ParquetSchema>
{
    private readonly Dictionary<string, int> _positions;

    /// <summary>Builds a schema from its columns.</summary>
    /// <exception cref="ArgumentException">There is no column, a name is empty, or a name occurs twice.</exception>
    public ParquetSchema(IReadOnlyList<ParquetColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 0)
            throw new ArgumentException("A table needs at least one column.", nameof(columns));

        Columns = [.. columns];
        _positions = new Dictionary<string, int>(columns.Count, StringComparer.Ordinal);
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Name.Length == 0)
                throw new ArgumentException($"Column {i} has no name.", nameof(columns));
            if (!_positions.TryAdd(Columns[i].Name, i))
                throw new ArgumentException($"Column {Columns[i].Name} occurs twice.", nameof(columns));
        }
    }

    /// <summary>The columns in file order.</summary>
    public IReadOnlyList<ParquetColumn> Columns { get; }

    /// <summary>The position of a column, or −1 when the table has no column of that name.</summary>
    public int IndexOf(string name) => _positions.GetValueOrDefault(name, -1);

    /// <inheritdoc/>
    public bool Equals(ParquetSchema? other) => other is not null && Columns.SequenceEqual(other.Columns);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ParquetSchema);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Columns.Count, Columns[0]);
}
