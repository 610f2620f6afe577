using MarsDisk.History.Reading;
using MarsDisk.Hosting.Progress;
using MarsDisk.Hosting.Records;
using MarsDisk.Parquet;

namespace MarsDisk.Hosting.Upkeep;

/// <summary>When two numbers count as equal.</summary>
/// <param name="Exact">By bits.</param>
/// <param name="Relative">Else: |a − b| ≤ Absolute + Relative · max(|a|, |b|).</param>
/// <param name="Absolute">In the unit of the column.</param>
public sealed record Tolerance(bool Exact, double Relative, double Absolute)
{
    /// <summary>Whether two numbers count as equal.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public bool Accepts(double left, double right) => BitConverter.DoubleToInt64Bits(left) == BitConverter.DoubleToInt64Bits(right)
        || (!Exact && Math.Abs(left - right) <= Absolute + (Relative * Math.Max(Math.Abs(left), Math.Abs(right))));
}

/// <summary>How a column differs.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Column">Its name.</param>
/// <param name="FirstRow">Row of the first difference; the step in tables with one row a step.</param>
/// <param name="Rows">Rows that differ.</param>
/// <param name="LargestAbsolute">Largest |a − b|, in the unit of the column; 0 for words and missing cells.</param>
/// <param name="LargestRelative">Largest |a − b| / max(|a|, |b|).</param>
public sealed record ColumnDifference(string Table, string Column, long FirstRow, long Rows, double LargestAbsolute, double LargestRelative);

/// <summary>What a comparison found.</summary>
/// <param name="Columns">Columns that were compared.</param>
/// <param name="Differences">Those that differ, the earliest first.</param>
/// <param name="Troubles">Tables and columns that only one run has, and tables of different length.</param>
public sealed record ComparisonReport(int Columns, IReadOnlyList<ColumnDifference> Differences, IReadOnlyList<string> Troubles)
{
    /// <summary>Whether nothing differs.</summary>
    public bool AreEqual => Differences.Count == 0 && Troubles.Count == 0;
}

/// <summary>Compares the history of two runs, column by column; where their chunks end does not matter.</summary>
public static class RunComparison
{
    /// <summary>Compares two runs.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <param name="tolerance">When numbers count as equal.</param>
    /// <param name="columns">Only these columns; empty: all.</param>
    /// <exception cref="StoredRunException">A column is in no table.</exception>
    /// <exception cref="ParquetException">A file is damaged.</exception>
    public static ComparisonReport Of(StoredRun left, StoredRun right, Tolerance tolerance, IReadOnlyCollection<string> columns)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        ArgumentNullException.ThrowIfNull(tolerance);
        ArgumentNullException.ThrowIfNull(columns);
        var (troubles, differences, known) = (new List<string>(), new List<ColumnDifference>(), new HashSet<string>(StringComparer.Ordinal));
        var (inLeft, inRight) = (Tables(left), Tables(right));
        foreach (var table in inLeft.Except(inRight, StringComparer.Ordinal))
            troubles.Add($"only {left.Directory.Root} has the table {table}.");
        foreach (var table in inRight.Except(inLeft, StringComparer.Ordinal))
            troubles.Add($"only {right.Directory.Root} has the table {table}.");

        var compared = 0;
        foreach (var table in inLeft.Intersect(inRight, StringComparer.Ordinal))
        {
            using var a = RunTables.Open(left.Directory.Root, table);
            using var b = RunTables.Open(right.Directory.Root, table);
            if (a.Rows != b.Rows)
                troubles.Add(FormattableString.Invariant($"the table {table} has {Words.Count(a.Rows, "row")} in {left.Directory.Root} and {b.Rows} in {right.Directory.Root}."));
            var (ofLeft, ofRight) = (Names(a, columns), Names(b, columns));
            known.UnionWith(ofLeft.Concat(ofRight));
            troubles.AddRange(ofLeft.Except(ofRight, StringComparer.Ordinal).Select(name => $"only {left.Directory.Root} has the column {table}.{name}."));
            troubles.AddRange(ofRight.Except(ofLeft, StringComparer.Ordinal).Select(name => $"only {right.Directory.Root} has the column {table}.{name}."));
            foreach (var name in ofLeft.Intersect(ofRight, StringComparer.Ordinal))
            {
                compared++;
                if (Compare(table, name, a, b, tolerance) is { } difference)
                    differences.Add(difference);
            }
        }

        if (columns.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
            throw new StoredRunException($"neither run has a column {unknown}; marsdisk table DIR --schema names them.", ExitCodes.Usage);
        return new ComparisonReport(compared, [.. differences.OrderBy(difference => difference.FirstRow)], troubles);
    }

    private static List<string> Tables(StoredRun run) =>
        [.. run.Ledger.TableFiles().Select(file => file.Table).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static List<string> Names(TableReader table, IReadOnlyCollection<string> wanted) =>
        [.. table.Schema.Columns.Select(column => column.Name).Where(name => wanted.Count == 0 || wanted.Contains(name, StringComparer.Ordinal))];

    private static ColumnDifference? Compare(string table, string name, TableReader left, TableReader right, Tolerance tolerance)
    {
        var (first, rows, absolute, relative) = (-1L, 0L, 0.0, 0.0);
        var (a, b) = (new ColumnCursor(left, name), new ColumnCursor(right, name));
        for (var row = 0L; a.Next() && b.Next(); row++)
        {
            if (a.Equals(b, tolerance, out var distance, out var scale))
                continue;
            first = first < 0 ? row : first;
            rows++;
            absolute = Math.Max(absolute, distance);
            relative = Math.Max(relative, scale > 0 ? distance / scale : 0);
        }

        return rows == 0 ? null : new ColumnDifference(table, name, first, rows, absolute, relative);
    }

    /// <summary>One column of a table, cell by cell.</summary>
    private sealed class ColumnCursor(TableReader table, string name)
    {
        private readonly int _column = table.PositionOf(name);
        private ColumnCells? _cells;
        private int _group = -1;
        private int _row;

        public bool Next()
        {
            _row++;
            while (_cells is null || _row >= table.RowsOf(_group))
            {
                if (++_group >= table.Groups)
                    return false;
                _cells = table.Read(_group, _column);
                _row = 0;
            }

            return true;
        }

        public bool Equals(ColumnCursor other, Tolerance tolerance, out double distance, out double scale)
        {
            (distance, scale) = (0, 0);
            var (mine, theirs) = (_cells!, other._cells!);
            var isMissing = mine.IsMissing(_row);
            if (isMissing || theirs.IsMissing(other._row))
                return isMissing == theirs.IsMissing(other._row);
            if (mine.Type == ParquetType.Text || theirs.Type == ParquetType.Text)
                return mine.Type == theirs.Type && mine.Text(_row) == theirs.Text(other._row);
            var (a, b) = (mine.Number(_row), theirs.Number(other._row));
            if (tolerance.Accepts(a, b))
                return true;
            (distance, scale) = (Math.Abs(a - b), Math.Max(Math.Abs(a), Math.Abs(b)));
            return false;
        }
    }
}
