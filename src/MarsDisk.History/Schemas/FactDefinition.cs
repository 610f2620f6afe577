namespace MarsDisk.History.Schemas;

/// <summary>A quantity of a step as the recorder writes it: once, whatever number of columns shows it.</summary>
/// <param name="Fact">Which quantity.</param>
/// <param name="Kind">What its cells hold.</param>
/// <param name="IsConstant">True if it has one value during a whole run.</param>
/// <param name="Words">The words of a text in the order of their indexes; empty for other kinds.</param>
public sealed record FactDefinition(StepFact Fact, ColumnKind Kind, bool IsConstant, IReadOnlyList<string> Words)
{
    /// <summary>The index of a word. A word outside the list is a change of schema and throws.</summary>
    public byte IndexOf(string word)
    {
        for (var index = 0; index < Words.Count; index++)
        {
            if (Words[index] == word)
                return (byte)index;
        }

        throw new ArgumentException($"'{word}' is not a word of {Fact}; the schema knows: {string.Join(", ", Words)}.", nameof(word));
    }
}
