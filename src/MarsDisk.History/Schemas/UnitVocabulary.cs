namespace MarsDisk.History.Schemas;

/// <summary>The words for units (runner §3.2) and what they are in SI (experience §4.3).</summary>
public static class UnitVocabulary
{
    private static readonly Dictionary<string, UnitDefinition> Units = new UnitDefinition[]
    {
        new("s", "s", 1, [0, 0, 1, 0, 0, 0, 0]),
        new("s^-1", "s-1", 1, [0, 0, -1, 0, 0, 0, 0]),
        new("m", "m", 1, [1, 0, 0, 0, 0, 0, 0]),
        new("m s^-1", "m s-1", 1, [1, 0, -1, 0, 0, 0, 0]),
        new("m^2", "m2", 1, [2, 0, 0, 0, 0, 0, 0]),
        new("m^2 kg^-1", "m2 kg-1", 1, [2, -1, 0, 0, 0, 0, 0]),
        new("kg m^-2", "kg m-2", 1, [-2, 1, 0, 0, 0, 0, 0]),
        new("kg m^-3", "kg m-3", 1, [-3, 1, 0, 0, 0, 0, 0]),
        new("kg m^-2 s^-1", "kg m-2 s-1", 1, [-2, 1, -1, 0, 0, 0, 0]),
        new("K", "K", 1, [0, 0, 0, 0, 1, 0, 0]),
        new("W m^-2", "W m-2", 1, [0, 1, -3, 0, 0, 0, 0]),
        new("J m^-2", "J m-2", 1, [0, 1, -2, 0, 0, 0, 0]),
        new("M_Mars", "6.4171e23 kg", 6.4171e23, [0, 1, 0, 0, 0, 0, 0]),
        new("M_Mars s^-1", "6.4171e23 kg s-1", 6.4171e23, [0, 1, -1, 0, 0, 0, 0]),
        new("R_M", "3.3895e6 m", 3.3895e6, [1, 0, 0, 0, 0, 0, 0]),
        new("dimensionless", "1", 1, [0, 0, 0, 0, 0, 0, 0]),
        new("count", "1", 1, [0, 0, 0, 0, 0, 0, 0]),
        new("bool", null, null, []),
        new("category", null, null, []),
    }.ToDictionary(unit => unit.Word, StringComparer.Ordinal);

    /// <summary>What a word of the vocabulary means. An unknown word throws.</summary>
    public static UnitDefinition Find(string word) =>
        Units.TryGetValue(word, out var unit) ? unit : throw new ArgumentException($"'{word}' is not a unit of the vocabulary.", nameof(word));
}

/// <summary>A unit of the vocabulary.</summary>
/// <param name="Word">How files name it.</param>
/// <param name="Standard">The CF and Astropy form; null for what is no quantity.</param>
/// <param name="Factor">Value of one unit in SI; null for what is no quantity.</param>
/// <param name="Dimension">Exponents of length, mass, time, current, temperature, amount and luminous intensity; empty for what is no quantity.</param>
public sealed record UnitDefinition(string Word, string? Standard, double? Factor, IReadOnlyList<int> Dimension);
