using System.Globalization;
using MarsDisk.History.Reading;
using MarsDisk.Parquet;

namespace MarsDisk.History.Export;

/// <summary>
/// Prints rows in aligned columns for a person at a terminal: numbers to the right with seven digits, words to the left.
/// The first rows decide the widths; a later cell that is longer pushes its row aside.
/// </summary>
/// <param name="output">Where the text goes.</param>
/// <param name="names">Names of the columns.</param>
/// <param name="units">Units of the columns, printed below the names; empty for none.</param>
/// <param name="widthMax">Width of the terminal; columns that do not fit are left out. Null prints all.</param>
internal sealed class AlignedPrinter(
    TextWriter output, IReadOnlyList<string> names, IReadOnlyList<string> units, int? widthMax) : IRowPrinter
{
    private const int SampleRows = 100;
    private const string Gap = "  ";
    private const string NumberFormat = "G7";

    private readonly List<Cell[]> _sample = [];
    private readonly Cell[] _cells = new Cell[names.Count];
    private int[]? _widths;
    private bool[] _isRight = [];

    public long Count { get; private set; }

    /// <summary>Columns that did not fit; known after <see cref="End"/>.</summary>
    public int ColumnsHidden { get; private set; }

    public void Begin()
    {
    }

    public void Print(IReadOnlyList<ColumnCells> cells, int row)
    {
        for (var column = 0; column < _cells.Length; column++)
            _cells[column] = Of(cells[column], row);
        Add();
    }

    public void Print(params object[] values)
    {
        for (var column = 0; column < _cells.Length; column++)
            _cells[column] = Of(values[column]);
        Add();
    }

    public void End() => PrintSample();

    private static Cell Of(ColumnCells cells, int row)
    {
        if (cells.IsMissing(row))
            return new Cell("-", IsNumber: cells.Type is ParquetType.Double or ParquetType.Int64);
        return cells.Type switch
        {
            ParquetType.Double => Of(cells.Number(row)),
            ParquetType.Int64 => Of(cells.Integer(row)),
            _ => new Cell(CellText.Csv(cells, row), IsNumber: false),
        };
    }

    private static Cell Of(object value) => value switch
    {
        double number when double.IsFinite(number) => new Cell(number.ToString(NumberFormat, CultureInfo.InvariantCulture), IsNumber: true),
        double number => new Cell(CellText.Csv(number), IsNumber: true),
        long number => new Cell(number.ToString(CultureInfo.InvariantCulture), IsNumber: true),
        _ => new Cell(Convert.ToString(value, CultureInfo.InvariantCulture)!, IsNumber: false),
    };

    private void Add()
    {
        Count++;
        if (_widths is not null)
        {
            PrintLine(_cells);
            return;
        }

        _sample.Add([.. _cells]);
        if (_sample.Count == SampleRows)
            PrintSample();
    }

    private void PrintSample()
    {
        if (_widths is not null)
            return;

        _isRight = [.. names.Select((_, column) => _sample.Count > 0 && _sample.TrueForAll(row => row[column].IsNumber))];
        _widths = Fit([.. names.Select((name, column) => _sample.Select(row => row[column].Text.Length)
            .Append(name.Length).Append(UnitOf(column).Length).Max())]);
        ColumnsHidden = names.Count - _widths.Length;
        PrintLine([.. names.Select(name => new Cell(name, IsNumber: false))]);
        if (units.Count > 0)
            PrintLine([.. names.Select((_, column) => new Cell(UnitOf(column), IsNumber: false))]);
        _sample.ForEach(PrintLine);
        _sample.Clear();
    }

    private string UnitOf(int column) => column < units.Count ? units[column] : "";

    // At least one column is shown, however narrow the terminal.
    private int[] Fit(int[] widths)
    {
        var (used, shown) = (0, 0);
        while (shown < widths.Length && (shown == 0 || used + widths[shown] <= (widthMax ?? int.MaxValue)))
            used += widths[shown++] + Gap.Length;
        return widths[..shown];
    }

    private void PrintLine(Cell[] cells)
    {
        for (var column = 0; column < _widths!.Length; column++)
        {
            var (text, isLast) = (cells[column].Text, column == _widths.Length - 1);
            output.Write(column == 0 ? "" : Gap);
            output.Write(_isRight[column] ? text.PadLeft(_widths[column]) : isLast ? text : text.PadRight(_widths[column]));
        }

        output.Write('\n');
    }

    private readonly record struct Cell(string Text, bool IsNumber);
}
