using System.Collections.ObjectModel;
using MarsDisk.Configuration.Keys.Types;

namespace MarsDisk.Configuration.Keys;

/// <summary>What a key means to a run.</summary>
internal enum KeyStatus
{
    Essential,
    Used,
    Rare,
    Legacy,
    NoEffect,
    OneDimensional,
}

/// <summary>A default that the numerics profile decides.</summary>
internal sealed record ByProfile(object Reference, object Corrected);

/// <summary>One key of a run's configuration: the source of its checks, its documentation and its default.</summary>
internal sealed record KeyDefinition(
    string Path, KeyType Type, object? Default, string Unit, Bounds Bounds, KeyStatus Status, string Effect)
{
    /// <summary>Stands in place of a default when the key must be given.</summary>
    public static readonly object Required = new();

    public bool IsRequired => ReferenceEquals(Default, Required);

    public string Name => Path[(Path.LastIndexOf('.') + 1)..];

    public string Section => Path.Contains('.', StringComparison.Ordinal) ? Path[..Path.LastIndexOf('.')] : "";
}

/// <summary>Values that defaults are made of.</summary>
internal static class Defaults
{
    public static readonly IReadOnlyList<IReadOnlyDictionary<string, object?>> NoSegments = [];
    public static readonly IReadOnlyDictionary<string, double> NoNumbers = ReadOnlyDictionary<string, double>.Empty;
    public static readonly IReadOnlyDictionary<string, string> NoTexts = ReadOnlyDictionary<string, string>.Empty;

    public static IReadOnlyList<double> Numbers(params double[] numbers) => numbers;
}
