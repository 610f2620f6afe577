using System.Globalization;
using MarsDisk.History.Reading;

namespace MarsDisk.History.Export;

/// <summary>
/// Prints rows one after the other, with what surrounds them: a header in CSV, brackets and commas in JSON. Writes cell by
/// cell, because a table has as many cells as a long run has steps, and a string for each would keep the collector busy.
/// </summary>
internal sealed class RowPrinter : IRowPrinter
{
    private readonly TextWriter _output;
    private readonly ExportFormat _format;
    private readonly IReadOnlyList<string> _names;
    private readonly string[] _labels;

    public RowPrinter(TextWriter output, ExportFormat format, IReadOnlyList<string> names)
    {
        _output = output;
        _format = format;
        _names = names;
        _labels = [.. names.Select((name, column) => Label(format, name, isFirst: column == 0))];
    }

    /// <summary>Rows printed so far.</summary>
    public long Count { get; private set; }

    public int ColumnsHidden => 0;

    public void Begin()
    {
        if (_format == ExportFormat.Csv)
            _output.Write(string.Join(',', _names.Select(CellText.Csv)) + "\n");
        else if (_format == ExportFormat.Json)
            _output.Write('[');
    }

    /// <summary>Prints a row of a table.</summary>
    public void Print(IReadOnlyList<ColumnCells> cells, int row)
    {
        BeginRow();
        for (var column = 0; column < _labels.Length; column++)
        {
            _output.Write(_labels[column]);
            CellText.Write(_output, _format, cells[column], row);
        }
        EndRow();
    }

    /// <summary>Prints texts and numbers.</summary>
    public void Print(params object[] values)
    {
        BeginRow();
        for (var column = 0; column < _labels.Length; column++)
        {
            _output.Write(_labels[column]);
            _output.Write(TextOf(values[column]));
        }
        EndRow();
    }

    public void End()
    {
        if (_format == ExportFormat.Json)
            _output.Write("\n]\n");
    }

    // What stands before a cell.
    private static string Label(ExportFormat format, string name, bool isFirst) => format == ExportFormat.Csv
        ? isFirst ? "" : ","
        : $"{(isFirst ? "{" : ", ")}{CellText.Json(name)}: ";

    private void BeginRow()
    {
        if (_format == ExportFormat.Json)
            _output.Write(Count == 0 ? "\n  " : ",\n  ");
    }

    private void EndRow()
    {
        if (_format != ExportFormat.Csv)
            _output.Write('}');
        if (_format != ExportFormat.Json)
            _output.Write('\n');
        Count++;
    }

    private string TextOf(object value) => (value, _format) switch
    {
        (string text, ExportFormat.Csv) => CellText.Csv(text),
        (string text, _) => CellText.Json(text),
        (double number, ExportFormat.Csv) => CellText.Csv(number),
        (double number, _) => CellText.Json(number),
        var (other, _) => Convert.ToString(other, CultureInfo.InvariantCulture)!,
    };
}
