using System.Collections.Immutable;

namespace MarsDisk.Journal.Events;

/// <summary>A fact about a scenario: of its parser, or of its coordinator.</summary>
public interface IScenarioEvent;

/// <summary>The parser has taken the scenario. The first event of its journal, and again after a failure that was resumed.</summary>
/// <param name="Scenario">Id of the scenario.</param>
/// <param name="Source">What it is read from, for people.</param>
/// <param name="GrammarFingerprint">Of the grammar that reads it.</param>
/// <param name="RequireEnd">Whether the source has to close with <c>end</c>.</param>
public sealed record ScenarioAccepted(string Scenario, string Source, ulong GrammarFingerprint, bool RequireEnd) : IScenarioEvent;

/// <summary>Everything before this place has taken effect.</summary>
/// <param name="Checkpoint">The stored form of the parser's checkpoint, at most 8 KiB.</param>
public sealed record CheckpointSaved(ImmutableArray<byte> Checkpoint) : IScenarioEvent
{
    /// <summary>Longest stored form, bytes.</summary>
    public const int BytesMax = 8 * 1024;

    /// <inheritdoc/>
    public bool Equals(CheckpointSaved? other) => other is not null && Checkpoint.AsSpan().SequenceEqual(other.Checkpoint.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Checkpoint.Length;
}

/// <summary>Reading has ended. The last event, unless a failure is resumed.</summary>
/// <param name="IsAccepted">The whole source was accepted.</param>
/// <param name="IsResumable">After a failure: whether the same source can be read on.</param>
/// <param name="Message">Empty, or why it ended.</param>
/// <param name="DigestHigh">Upper half of the transcript digest.</param>
/// <param name="DigestLow">Lower half.</param>
public sealed record ScenarioFinished(bool IsAccepted, bool IsResumable, string Message, ulong DigestHigh, ulong DigestLow) : IScenarioEvent;

/// <summary>
/// The coordinator remembers a unit that whatever follows depends on: configuration, tables, heads and rules of runs. A long
/// unit takes several events.
/// </summary>
/// <param name="Ordinal">Ordinal of the unit, of the first one for rows.</param>
/// <param name="Count">How many units it is.</param>
/// <param name="Offset">Where this part begins in the stored form.</param>
/// <param name="Total">Bytes of the stored form.</param>
/// <param name="Part">This part.</param>
public sealed record UnitKept(long Ordinal, int Count, int Offset, int Total, ImmutableArray<byte> Part) : IScenarioEvent
{
    /// <summary>Longest part, bytes: a record has to hold it.</summary>
    public const int PartBytesMax = 48 * 1024;

    /// <inheritdoc/>
    public bool Equals(UnitKept? other) => other is not null && Ordinal == other.Ordinal && Count == other.Count
        && Offset == other.Offset && Total == other.Total && Part.AsSpan().SequenceEqual(other.Part.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Ordinal, Count, Offset, Total);
}

/// <summary>A run of the scenario has ended and will not be started again.</summary>
/// <param name="Run">Its name in the scenario.</param>
/// <param name="Ordinal">Every unit of the run below this ordinal is settled.</param>
/// <param name="ExitCode">0, or the code of its failure.</param>
/// <param name="Steps">Steps that it has.</param>
/// <param name="Reason">Empty, or why it failed; clipped so that the event stays small.</param>
/// <param name="Restarts">How often its pipeline was rebuilt.</param>
public sealed record RunSettled(string Run, long Ordinal, int ExitCode, long Steps, string Reason, int Restarts) : IScenarioEvent
{
    private const int ReasonCharactersMax = 500;

    /// <summary>Empty, or why it failed, at most 500 characters.</summary>
    public string Reason { get; } = Reason.Length <= ReasonCharactersMax ? Reason : Reason[..ReasonCharactersMax];
}

/// <summary>What became of an expectation.</summary>
/// <param name="Run">The run.</param>
/// <param name="Ordinal">Ordinal of the expectation.</param>
/// <param name="Offset">Where it begins in the source.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Column">Its column, from 1.</param>
/// <param name="Text">What was expected, in words; clipped so that the event stays small.</param>
/// <param name="IsMet">Whether it held.</param>
/// <param name="Found">What was found, in words; clipped so that the event stays small.</param>
public sealed record VerdictReached(
    string Run, long Ordinal, long Offset, long Length, int Line, int Column, string Text, bool IsMet, string Found) : IScenarioEvent
{
    private const int FoundCharactersMax = 250;

    /// <summary>What was expected, in words, at most 250 characters.</summary>
    public string Text { get; } = Text.Length <= FoundCharactersMax ? Text : Text[..FoundCharactersMax];

    /// <summary>What was found, in words, at most 250 characters.</summary>
    public string Found { get; } = Found.Length <= FoundCharactersMax ? Found : Found[..FoundCharactersMax];
}
