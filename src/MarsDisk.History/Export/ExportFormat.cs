namespace MarsDisk.History.Export;

/// <summary>Text forms of a table.</summary>
public enum ExportFormat
{
    /// <summary>Comma-separated values with a header.</summary>
    Csv,

    /// <summary>One JSON array of objects.</summary>
    Json,

    /// <summary>One JSON object a line.</summary>
    JsonLines,

    /// <summary>Aligned columns with seven digits, for a person at a terminal.</summary>
    Text,
}
