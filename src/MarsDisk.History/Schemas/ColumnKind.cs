namespace MarsDisk.History.Schemas;

/// <summary>What the cells of a column hold.</summary>
public enum ColumnKind
{
    /// <summary>IEEE binary64 numbers.</summary>
    Double,

    /// <summary>Signed 64-bit integers.</summary>
    Integer,

    /// <summary>True or false; one byte a cell in memory.</summary>
    Boolean,

    /// <summary>One word of the column's fixed list; the index of the word, one byte a cell, in memory.</summary>
    Text,
}
