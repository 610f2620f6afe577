using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration.Mapping;

/// <summary>Typed access to the resolved values of one section. Asking for an unknown key is a fault of this program.</summary>
internal sealed class KeyValues(IReadOnlyDictionary<string, object?> values, string prefix = "")
{
    public KeyValues In(string section) => new(values, $"{prefix}{section}.");

    /// <summary>Reads a section that may be null.</summary>
    public TSection? Section<TSection>(string section, Func<KeyValues, TSection> read) where TSection : class =>
        values.ContainsKey(prefix + section) ? null : read(In(section));

    /// <summary>The number of the member of an enumeration that a word stands for.</summary>
    public int Choice(Type choice, string key) => ChoiceWords.Find(choice, Text(key))
        ?? throw new InvalidOperationException($"{prefix}{key} has an unknown word.");

    public double Number(string key) => (double)Value(key)!;

    public double? NumberOrNull(string key) => Value(key) is double number ? number : null;

    /// <summary>A number, or null for auto.</summary>
    public double? NumberOrAuto(string key) => NumberOrNull(key);

    public int Integer(string key) => (int)(long)Value(key)!;

    public int? IntegerOrNull(string key) => Value(key) is long number ? (int)number : null;

    public long? SeedOrNull(string key) => Value(key) is long number ? number : null;

    public bool Boolean(string key) => (bool)Value(key)!;

    public string Text(string key) => (string)Value(key)!;

    public string? TextOrNull(string key) => (string?)Value(key);

    public IReadOnlyList<double> Numbers(string key) => (IReadOnlyList<double>)Value(key)!;

    public IReadOnlyDictionary<string, double> NumberMap(string key) =>
        (IReadOnlyDictionary<string, double>)Value(key)!;

    public IReadOnlyDictionary<string, string> TextMap(string key) => (IReadOnlyDictionary<string, string>)Value(key)!;

    public IReadOnlyDictionary<string, string>? TextMapOrNull(string key) =>
        (IReadOnlyDictionary<string, string>?)Value(key);

    public IReadOnlyList<StrengthCoefficients>? StrengthOrNull(string key) =>
        (IReadOnlyList<StrengthCoefficients>?)Value(key);

    public ValueRange? RangeOrNull(string key) =>
        Value(key) is IReadOnlyList<double> pair ? new ValueRange(pair[0], pair[1]) : null;

    public FixedTau1Sigma? FixedTau1OrNull(string key) => Value(key) switch
    {
        double number => new FixedTau1Sigma(FixedTau1Kind.Given, number),
        "auto" => new FixedTau1Sigma(FixedTau1Kind.Auto),
        "auto_max" => new FixedTau1Sigma(FixedTau1Kind.AutoMax),
        _ => null,
    };

    public IEnumerable<KeyValues> Segments(string key) =>
        ((IReadOnlyList<IReadOnlyDictionary<string, object?>>)Value(key)!).Select(segment => new KeyValues(segment));

    private object? Value(string key) => values.TryGetValue(prefix + key, out var value)
        ? value
        : throw new InvalidOperationException($"{prefix}{key} is not a resolved key.");
}
