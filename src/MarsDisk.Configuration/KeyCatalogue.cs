using System.Globalization;
using MarsDisk.Configuration.Keys;
using MarsDisk.Configuration.Keys.Types;
using MarsDisk.Configuration.Loading;
using MarsDisk.Configuration.Yaml;

namespace MarsDisk.Configuration;

/// <summary>What kind of value a key takes, for whoever writes one.</summary>
public enum KeyValueKind
{
    /// <summary>A number, perhaps with a unit; perhaps a word such as <c>auto</c> in its place.</summary>
    Number,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>True or false.</summary>
    Truth,

    /// <summary>Text.</summary>
    Text,

    /// <summary>The name of a file.</summary>
    FilePath,

    /// <summary>One of <see cref="KeyFacts.Words"/>.</summary>
    Word,

    /// <summary>A list of numbers.</summary>
    NumberList,

    /// <summary>Something that only YAML can say: a mapping.</summary>
    Mapping,
}

/// <summary>What a program that reads or completes values has to know of a key.</summary>
/// <param name="Path">The key.</param>
/// <param name="Kind">Kind of its values.</param>
/// <param name="CanBeNull">Whether <c>null</c> is a value.</param>
/// <param name="Words">The words it takes; empty for a key without words.</param>
/// <param name="Unit">Unit of its numbers, factors apart by blanks; empty without one.</param>
/// <param name="Range">Its range; empty without one.</param>
/// <param name="Effect">What it does, as one sentence.</param>
public sealed record KeyFacts(
    string Path, KeyValueKind Kind, bool CanBeNull, IReadOnlyList<string> Words, string Unit, string Range, string Effect);

/// <summary>Why a value cannot be that of a key.</summary>
/// <param name="IsRange">The kind is right, the number outside the range.</param>
/// <param name="Message">What is the case, as one sentence.</param>
/// <param name="Advice">What to do, as one sentence; null when the message says it all.</param>
public sealed record KeyProblem(bool IsRange, string Message, string? Advice);

/// <summary>The keys of a run's configuration one by one: the same table that loading uses.</summary>
public static class KeyCatalogue
{
    private static readonly Dictionary<string, KeyFacts> ByPath =
        KeyRegistry.Run.Keys.ToDictionary(key => key.Path, Facts, StringComparer.Ordinal);

    /// <summary>All keys in the order of the reference.</summary>
    public static IReadOnlyList<KeyFacts> Keys { get; } = [.. KeyRegistry.Run.Keys.Select(key => ByPath[key.Path])];

    /// <summary>A key; null when there is none of this path.</summary>
    public static KeyFacts? Find(string path) => ByPath.GetValueOrDefault(path);

    /// <summary>The key that a mistyped path was probably meant to be; null when none is near.</summary>
    public static string? Nearest(string path) => NearestName.Of(path, KeyRegistry.Run.Keys.Select(key => key.Path));

    /// <summary>The candidate that a mistyped word was probably meant to be; null when none is near.</summary>
    public static string? NearestOf(string word, IEnumerable<string> candidates) => NearestName.Of(word, candidates);

    /// <summary>Whether a value, written as in an override, can be that of a key.</summary>
    /// <param name="path">A known key.</param>
    /// <param name="value">The part of an override behind its <c>=</c>.</param>
    /// <returns>Null when it can.</returns>
    public static KeyProblem? Check(string path, string value)
    {
        var key = KeyRegistry.Run.Find(path) ?? throw new ArgumentException($"{path} is no key.", nameof(path));
        var reading = key.Type.Read(Overrides.Value(value, new Place(path, 0, 0)));
        if (reading.Problem is { } problem)
            return new KeyProblem(IsRange: false, $"{path} {problem}.", reading.Advice ?? $"{key.Effect}: {key.Type.Name}.");
        double? number = reading.Value switch { double real => real, long integer => integer, _ => null };
        return number is { } found && !key.Bounds.Contains(found)
            ? new KeyProblem(IsRange: true, string.Create(CultureInfo.InvariantCulture, $"{path} must be {RangeOf(key)}, and is {found}."), $"{key.Effect}.")
            : null;
    }

    private static KeyFacts Facts(KeyDefinition key) => new(
        key.Path, KindOf(key.Type), key.Type is NullableType, key.Type.Words, key.Unit, key.Bounds.ToString(), key.Effect);

    private static KeyValueKind KindOf(KeyType type) => type switch
    {
        NullableType nullable => KindOf(nullable.Inner),
        NumberType => KeyValueKind.Number,
        IntegerType => KeyValueKind.Integer,
        FlagType => KeyValueKind.Truth,
        TextType { Name: "path" } => KeyValueKind.FilePath,
        TextType => KeyValueKind.Text,
        ChoiceType => KeyValueKind.Word,
        NumberListType => KeyValueKind.NumberList,
        _ => KeyValueKind.Mapping,
    };

    private static string RangeOf(KeyDefinition key) => key.Bounds == Bounds.Any
        ? "a finite number"
        : key.Bounds.ToString() is ['[' or '(', ..] ? $"in {key.Bounds}" : key.Bounds.ToString();
}
