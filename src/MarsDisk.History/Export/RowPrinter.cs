using System.Globalization;
using MarsDisk.History.Reading;

namespace MarsDisk.History.Export;

/// <summary>Prints rows one after the other, with what surrounds them: a header in CSV, brackets and commas in JSON.</summary>
internal sealed class RowPrinter
{
    private readonly TextWriter _output;
    private readonly ExportFormat _format;
    private readonly IReadOnlyList<string> _names;

    public RowPrinter(TextWriter output, ExportFormat format, IReadOnlyList<string> names)
    {
        _output = output;
        _format = format;
        _names = names;
    }

    /// <summary>Rows printed so far.</summary>
    public long Count { get; private set; }

    public void Begin()
    {
        if (_format == ExportFormat.Csv)
            _output.Write(string.Join(',', _names.Select(CellText.Csv)) + "\n");
        else if (_format == ExportFormat.Json)
            _output.Write('[');
    }

    /// <summary>Prints a row of a table.</summary>
    public void Print(IReadOnlyList<ColumnCells> cells, int row) =>
        Print(column => _format == ExportFormat.Csv ? CellText.Csv(cells[column], row) : CellText.Json(cells[column], row));

    /// <summary>Prints texts and numbers.</summary>
    public void Print(params object[] values) => Print(column => (values[column], _format) switch
    {
        (string text, ExportFormat.Csv) => CellText.Csv(text),
        (string text, _) => CellText.Json(text),
        (double number, ExportFormat.Csv) => CellText.Csv(number),
        (double number, _) => CellText.Json(number),
        var (value, _) => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    });

    public void End()
    {
        if (_format == ExportFormat.Json)
            _output.Write("\n]\n");
    }

    private void Print(Func<int, string> cell)
    {
        var texts = Enumerable.Range(0, _names.Count).Select(cell);
        var line = _format == ExportFormat.Csv
            ? string.Join(',', texts)
            : "{" + string.Join(", ", texts.Select((text, column) => $"{CellText.Json(_names[column])}: {text}")) + "}";
        if (_format == ExportFormat.Json)
            _output.Write(Count == 0 ? "\n  " : ",\n  ");
        _output.Write(line);
        if (_format != ExportFormat.Json)
            _output.Write('\n');
        Count++;
    }
}
