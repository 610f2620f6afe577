using MarsDisk.History.Tables;

namespace MarsDisk.History.Schemas;

/// <summary>The tables of one run and the facts that they show.</summary>
public sealed class HistorySchemas
{
    private readonly FactDefinition?[] _facts = new FactDefinition?[Enum.GetNames<StepFact>().Length];

    /// <summary>Builds the tables. Bins, steps and strides below 1 throw.</summary>
    public HistorySchemas(HistoryOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Bins, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Steps, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.SeriesStride, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.DiagnosticsStride, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.PsdStride, 1, nameof(options));

        Options = options;
        Run = RunSchema.Build(options);
        Diagnostics = DiagnosticsSchema.Build(options, Run);
        MassBudget = BudgetSchemas.MassBudget(options, Run);
        Psd = options.PsdHistory ? PsdSchema.Build(options) : null;
        StepDiagnostics = options.StepDiagnostics ? BudgetSchemas.StepDiagnostics(Run, Diagnostics) : null;
        Energy = options.EnergyBookkeeping ? EnergySchema.Build() : null;
        Tables = [.. new[] { Run, Psd, Diagnostics, MassBudget, StepDiagnostics, Energy }.OfType<TableSchema>()];
        foreach (var column in Tables.SelectMany(table => table.Columns))
            Register(column);
    }

    /// <summary>What decided the tables.</summary>
    public HistoryOptions Options { get; }

    /// <summary>The main series.</summary>
    public TableSchema Run { get; }

    /// <summary>Quantities for the inspection of the solver.</summary>
    public TableSchema Diagnostics { get; }

    /// <summary>The mass budget.</summary>
    public TableSchema MassBudget { get; }

    /// <summary>The size distribution; null if the run does not keep it.</summary>
    public TableSchema? Psd { get; }

    /// <summary>Losses of each step by channel; null unless switched on.</summary>
    public TableSchema? StepDiagnostics { get; }

    /// <summary>Collisional energy; null unless switched on.</summary>
    public TableSchema? Energy { get; }

    /// <summary>All tables of the run in the order in which a commit publishes them.</summary>
    public IReadOnlyList<TableSchema> Tables { get; }

    /// <summary>The facts that at least one table shows, in the order of <see cref="StepFact"/>.</summary>
    public IEnumerable<FactDefinition> Facts => _facts.OfType<FactDefinition>();

    /// <summary>Number of facts that there are, shown or not.</summary>
    internal int FactCount => _facts.Length;

    /// <summary>True if a table shows the fact.</summary>
    public bool Shows(StepFact fact) => _facts[(int)fact] is not null;

    /// <summary>The definition of a fact that a table shows. Any other throws.</summary>
    public FactDefinition this[StepFact fact] =>
        _facts[(int)fact] ?? throw new ArgumentException($"No table of this run shows {fact}.", nameof(fact));

    private void Register(ColumnDefinition column)
    {
        if (column.Fact is { } fact)
            _facts[(int)fact] ??= new FactDefinition(fact, column.Kind, column.Storage == ColumnStorage.Constant, column.Words);
    }
}
