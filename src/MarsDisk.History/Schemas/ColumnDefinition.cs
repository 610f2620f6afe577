namespace MarsDisk.History.Schemas;

/// <summary>One column of a table: what it is called, what it means and which fact it shows.</summary>
/// <param name="Name">Column name in files, as in the reference.</param>
/// <param name="Kind">What the cells hold.</param>
/// <param name="Unit">A word of <see cref="UnitVocabulary"/>.</param>
/// <param name="Definition">One sentence for people.</param>
/// <param name="Storage">Where the values come from.</param>
/// <param name="Fact">The fact that the column shows; null for a missing column.</param>
/// <param name="Words">The words of a text column in the order of their indexes; empty for other kinds.</param>
public sealed record ColumnDefinition(
    string Name,
    ColumnKind Kind,
    string Unit,
    string Definition,
    ColumnStorage Storage,
    StepFact? Fact,
    IReadOnlyList<string> Words);
