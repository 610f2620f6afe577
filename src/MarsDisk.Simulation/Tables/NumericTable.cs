using System.Globalization;

namespace MarsDisk.Simulation.Tables;

/// <summary>A table file in memory: named columns of numbers.</summary>
public sealed class NumericTable
{
    private readonly Dictionary<string, double[]> _columns;

    /// <summary>A table from its columns.</summary>
    /// <param name="path">The file it came from, for messages.</param>
    /// <param name="columns">Columns by name, all of one length.</param>
    public NumericTable(string path, IReadOnlyDictionary<string, double[]> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Path = path;
        _columns = new Dictionary<string, double[]>(columns, StringComparer.Ordinal);
    }

    /// <summary>The file it came from.</summary>
    public string Path { get; }

    /// <summary>Names of the columns in file order.</summary>
    public IReadOnlyCollection<string> Names => _columns.Keys;

    /// <summary>Number of rows.</summary>
    public int Rows => _columns.Count == 0 ? 0 : _columns.Values.First().Length;

    /// <summary>Whether there is a column of that name.</summary>
    public bool Has(string name) => _columns.ContainsKey(name);

    /// <summary>The numbers of a column.</summary>
    /// <exception cref="TableException">There is no such column.</exception>
    public double[] this[string name] => _columns.TryGetValue(name, out var column)
        ? column
        : throw new TableException($"{Path} has no column '{name}'; it has {string.Join(", ", _columns.Keys)}.");

    /// <summary>Reads comma-separated text with a header line. Empty lines are skipped.</summary>
    /// <exception cref="TableException">A row has another number of cells, or a cell is not a number.</exception>
    public static NumericTable ReadCsv(string path, TextReader text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var header = text.ReadLine() ?? throw new TableException($"{path} is empty.");
        var names = header.Split(',', StringSplitOptions.TrimEntries);
        var cells = names.Select(_ => new List<double>()).ToArray();
        var number = 1;
        while (text.ReadLine() is { } line)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
                AddRow(path, number, line, cells);
        }

        var columns = new Dictionary<string, double[]>(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
            columns[names[i]] = [.. cells[i]];
        return new NumericTable(path, columns);
    }

    private static void AddRow(string path, int number, string line, List<double>[] cells)
    {
        var parts = line.Split(',', StringSplitOptions.TrimEntries);
        if (parts.Length != cells.Length)
            throw new TableException($"{path}:{number} has {parts.Length} cells, expected {cells.Length}.");
        for (var i = 0; i < parts.Length; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
                throw new TableException($"{path}:{number} holds '{parts[i]}', expected a number.");
            cells[i].Add(value);
        }
    }
}
