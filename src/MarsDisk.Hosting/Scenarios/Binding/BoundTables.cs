using MarsDisk.Hosting.Progress;
using MarsDisk.Parsing;
using MarsDisk.Scenario;
using MarsDisk.Simulation.Inputs.Keys;

namespace MarsDisk.Hosting.Scenarios.Binding;

/// <summary>The named tables of a scenario: open while their rows come, usable once they are closed.</summary>
internal sealed class BoundTables(Problems problems)
{
    private sealed class Table(TableOpened head)
    {
        public TableOpened Head => head;

        public List<double>[] Columns { get; } = [.. head.Shape.Columns.Select(_ => new List<double>())];

        public bool IsClosed { get; set; }
    }

    private readonly Dictionary<string, Table> _tables = new(StringComparer.Ordinal);

    /// <summary>Names of all tables so far.</summary>
    public IReadOnlyCollection<string> Names => _tables.Keys;

    public void Open(TableOpened head)
    {
        if (!_tables.TryAdd(head.Name, new Table(head)))
            problems.Error("scn.table.duplicate", head.Span, $"A table {head.Name} was opened before.", "Give it another name.");
    }

    /// <summary>Whether rows of a table of this name may come.</summary>
    public bool IsOpen(string name) => _tables.TryGetValue(name, out var table) && !table.IsClosed;

    public void Add(RowBatch rows)
    {
        if (!_tables.TryGetValue(rows.Owner, out var table) || table.IsClosed)
            return;                                  // its head was refused
        for (var column = 0; column < table.Columns.Length; column++)
            table.Columns[column].AddRange(rows.Column(column));
    }

    public void Close(TableClosed tail)
    {
        if (_tables.TryGetValue(tail.Name, out var table))
            table.IsClosed = true;
    }

    /// <summary>A finished table as a function of its first column; null after a diagnostic.</summary>
    /// <param name="name">The table.</param>
    /// <param name="argument">Unit of its argument.</param>
    /// <param name="value">Unit of its values.</param>
    /// <param name="at">Where it is used.</param>
    public LiveCurve? Curve(string name, KeyUnit argument, KeyUnit value, in SourceSpan at)
    {
        if (!_tables.TryGetValue(name, out var table))
        {
            var nearest = Configuration.KeyCatalogue.NearestOf(name, _tables.Keys);
            problems.Error("scn.table.unknown", at, $"There is no table {name} above this line.", nearest is null ? null : $"Did you mean {nearest}?");
            return null;
        }

        if (!table.IsClosed)
        {
            problems.Error("scn.table.unknown", at, $"The table {name} is not closed yet.", "A table can be used behind its closing brace.");
            return null;
        }

        var shape = table.Head.Shape;
        if (shape.Columns.Length != 2)
        {
            problems.Error("scn.table.columns", at, $"The table {name} has {Words.Count(shape.Columns.Length, "column")}; a function has two.");
            return null;
        }

        if (Scaled(table, 0, argument, at) is not { } arguments || Scaled(table, 1, value, at) is not { } values)
            return null;
        return new LiveCurve(
            name, arguments, values, shape.Interpolation == TableInterpolation.Linear, shape.Extrapolation == TableExtrapolation.Hold);
    }

    private double[]? Scaled(Table table, int column, KeyUnit unit, in SourceSpan at)
    {
        var head = table.Head.Shape.Columns[column];
        var scaled = new double[table.Columns[column].Count];
        if (unit.Convert(new Quantity(1, head.Unit)) is null)
        {
            problems.Error("scn.unit.dimension", at, $"Column {head.Name} of table {table.Head.Name} has the unit {head.Unit.Text}; {unit.Quantity} (unit {unit.Text}) is needed here.");
            return null;
        }

        for (var row = 0; row < scaled.Length; row++)
            scaled[row] = unit.Convert(new Quantity(table.Columns[column][row], head.Unit))!.Value;
        return scaled;
    }
}
