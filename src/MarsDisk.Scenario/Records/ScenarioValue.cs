using System.Collections.Immutable;
using MarsDisk.Parsing;

namespace MarsDisk.Scenario;

/// <summary>A value as it was written.</summary>
public abstract record ScenarioValue
{
    /// <summary>A number, with the unit it was written with.</summary>
    public sealed record Number(Quantity Q) : ScenarioValue;

    /// <summary>A string, escapes resolved.</summary>
    public sealed record Text(string S) : ScenarioValue;

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public sealed record Truth(bool B) : ScenarioValue;

    /// <summary>A word: one of those a key allows.</summary>
    public sealed record Symbol(string Word) : ScenarioValue;

    /// <summary>A list of values of one kind.</summary>
    public sealed record Items(ImmutableArray<ScenarioValue> Values) : ScenarioValue
    {
        /// <inheritdoc/>
        public bool Equals(Items? other) => other is not null && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

        /// <inheritdoc/>
        public override int GetHashCode() => Values.Aggregate(Values.Length, HashCode.Combine);
    }

    /// <summary>A finished table, as a function of its first column.</summary>
    public sealed record TableRef(string Name) : ScenarioValue;

    /// <summary>A run of the same scenario.</summary>
    public sealed record RunRef(string RunId) : ScenarioValue;
}

/// <summary>A key and its value.</summary>
/// <param name="Key">Path of the key, or name of the option.</param>
/// <param name="Value">The value.</param>
/// <param name="Span">Where the line stands.</param>
public readonly record struct Assignment(string Key, ScenarioValue Value, SourceSpan Span);
