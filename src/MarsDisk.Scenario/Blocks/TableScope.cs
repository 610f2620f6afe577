using MarsDisk.Parsing;
using MarsDisk.Scenario.Rows;

namespace MarsDisk.Scenario.Blocks;

/// <summary>An open table or driver.</summary>
/// <param name="owner">Name of the table, or id of the run.</param>
/// <param name="shape">Its columns.</param>
/// <param name="isDriver">A driver: its rows lie on the time line of the run.</param>
/// <param name="head">Where its head stands.</param>
internal sealed class TableScope(string owner, TableShape shape, bool isDriver, SourceSpan head)
{
    public string Owner => owner;

    public TableShape Shape => shape;

    public bool IsDriver => isDriver;

    public SourceSpan Head { get; set; } = head;

    public long Rows { get; set; }

    /// <summary>First column of the last row, in its unit, even if it was out of order; minus infinity before the first.</summary>
    public double LastKey { get; set; } = double.NegativeInfinity;

    /// <summary>A row below this comes before an event of the driver, in the unit of the first column.</summary>
    public double EventKey { get; set; } = double.NegativeInfinity;

    /// <summary>What its rows have in common.</summary>
    public RowLayout Layout => field ??= new(shape.Columns.Length);

    /// <summary>One row while it is read.</summary>
    public double[] Values { get; } = new double[shape.Columns.Length];
}
