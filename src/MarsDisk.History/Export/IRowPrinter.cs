using MarsDisk.History.Reading;

namespace MarsDisk.History.Export;

/// <summary>Prints rows one after the other in some form of text.</summary>
internal interface IRowPrinter
{
    /// <summary>Rows printed so far.</summary>
    long Count { get; }

    /// <summary>Columns that the form had no room for.</summary>
    int ColumnsHidden { get; }

    /// <summary>Prints what stands before the rows.</summary>
    void Begin();

    /// <summary>Prints a row of a table.</summary>
    void Print(IReadOnlyList<ColumnCells> cells, int row);

    /// <summary>Prints texts and numbers.</summary>
    void Print(params object[] values);

    /// <summary>Prints what stands behind the rows.</summary>
    void End();
}
