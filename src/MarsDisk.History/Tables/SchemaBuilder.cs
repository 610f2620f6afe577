using MarsDisk.History.Schemas;

namespace MarsDisk.History.Tables;

/// <summary>Collects the columns of a table; each call is one column. Reads like the table of the specification.</summary>
internal sealed class SchemaBuilder
{
    private readonly List<ColumnDefinition> _columns = [];
    private readonly TableSchema? _run;

    /// <summary>Begins a table. It can show columns of run again, except while run itself is built.</summary>
    public SchemaBuilder(TableSchema? run = null) => _run = run;

    /// <summary>A number that can change from step to step.</summary>
    public void Live(string name, StepFact fact, string unit, string definition) =>
        Add(name, ColumnKind.Double, unit, definition, ColumnStorage.Live, fact);

    /// <summary>A number that stands still during a run.</summary>
    public void Constant(string name, StepFact fact, string unit, string definition) =>
        Add(name, ColumnKind.Double, unit, definition, ColumnStorage.Constant, fact);

    /// <summary>An integer that can change from step to step.</summary>
    public void Count(string name, StepFact fact, string definition) =>
        Add(name, ColumnKind.Integer, "count", definition, ColumnStorage.Live, fact);

    /// <summary>A truth value that can change from step to step.</summary>
    public void Flag(string name, StepFact fact, string definition) =>
        Add(name, ColumnKind.Boolean, "bool", definition, ColumnStorage.Live, fact);

    /// <summary>One word of a list, which can change from step to step.</summary>
    public void Word(string name, StepFact fact, string definition, params string[] words) =>
        Add(name, ColumnKind.Text, "category", definition, ColumnStorage.Live, fact, words);

    /// <summary>One word of a list, the same during a run.</summary>
    public void Echo(string name, StepFact fact, string definition, params string[] words) =>
        Add(name, ColumnKind.Text, "category", definition, ColumnStorage.Constant, fact, words);

    /// <summary>A number that never has a value.</summary>
    public void Missing(string name, string unit, string definition) =>
        Add(name, ColumnKind.Double, unit, definition, ColumnStorage.Missing, null);

    /// <summary>A text that never has a value.</summary>
    public void MissingText(string name, string definition) =>
        Add(name, ColumnKind.Text, "category", definition, ColumnStorage.Missing, null);

    /// <summary>Another name for a column further up in this table.</summary>
    public void Same(string name, string original, string definition) =>
        Show(name, _columns.Single(column => column.Name == original), definition);

    /// <summary>A column of run under the same name.</summary>
    public void Run(string name) => Run(name, name);

    /// <summary>A column of run under another name.</summary>
    public void Run(string name, string original) => From(_run!, name, original);

    /// <summary>A column of another table under another name.</summary>
    public void From(TableSchema table, string name, string original) => Show(name, table[original], table[original].Definition);

    public TableSchema Build(string table, RowRule rows) => new(table, [.. _columns], rows);

    private void Show(string name, ColumnDefinition shown, string definition) =>
        _columns.Add(shown with
        {
            Name = name,
            Definition = definition,
            Storage = shown.Storage == ColumnStorage.Missing ? ColumnStorage.Missing : ColumnStorage.Alias,
        });

    private void Add(string name, ColumnKind kind, string unit, string definition, ColumnStorage storage, StepFact? fact, params string[] words) =>
        _columns.Add(new ColumnDefinition(name, kind, unit, definition, storage, fact, words));
}
