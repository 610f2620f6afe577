namespace MarsDisk.History.Schemas;

/// <summary>Where the values of a column come from.</summary>
public enum ColumnStorage
{
    /// <summary>The column owns a fact that is written at every step.</summary>
    Live,

    /// <summary>The column owns a fact that has one value during a whole run.</summary>
    Constant,

    /// <summary>The column never has a value; it is kept for readers that expect its name.</summary>
    Missing,

    /// <summary>The column shows a fact that another column owns.</summary>
    Alias,
}
