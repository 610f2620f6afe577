using MarsDisk.Actors.Messages;
using MarsDisk.Journal.Events;
using MarsDisk.Parsing;

namespace MarsDisk.Actors.Parsing.Parser;

/// <summary>How reading a scenario has ended.</summary>
internal sealed record ScenarioEnding(ParseResult<StreamSummary> Found, StreamMeta Meta, bool IsAccepted, bool IsResumable)
{
    /// <summary>Ordinal behind the last unit.</summary>
    public long Units => Found.Value?.Units ?? 0;

    /// <summary>What the journal is to say.</summary>
    public ScenarioFinished Event => new(
        IsAccepted, IsResumable, Found.Diagnostics.LastOrDefault(found => found.Severity == Severity.Error) is { } last ? $"{last.Code}: {last.Message}" : "",
        (ulong)((Found.Value?.TranscriptDigest ?? 0) >> 64), (ulong)(Found.Value?.TranscriptDigest ?? 0));

    /// <summary>The parse has come to its end by itself; errors that were passed over do not keep it from being accepted.</summary>
    public static ScenarioEnding Of(ScenarioParse parse)
    {
        var found = parse.Found!;
        return new ScenarioEnding(found, parse.Meta, found.HasValue, IsResumable: false);
    }

    /// <summary>A failure of the stream has ended it.</summary>
    public static ScenarioEnding Failed(ParseResult<StreamSummary> found, StreamMeta meta, bool isResumable) =>
        new(found, meta, IsAccepted: false, isResumable);

    /// <summary>The journal says that it ended before.</summary>
    public static ScenarioEnding Known(ScenarioFinished finished)
    {
        var digest = ((UInt128)finished.DigestHigh << 64) | finished.DigestLow;
        Diagnostic[] diagnostics = finished is { IsAccepted: true, Message: "" } ? [] : [new Diagnostic("parser.stream.error", Severity.Error, finished.Message, default)];
        var found = new ParseResult<StreamSummary>(new StreamSummary(0, 0, 0, digest), finished.IsAccepted, null, diagnostics, Recovered: false);
        return new ScenarioEnding(found, new StreamMeta { TranscriptDigest = digest }, finished.IsAccepted, finished.IsResumable);
    }

    /// <summary>What the coordinator is told.</summary>
    public object Message(string scenario) => IsAccepted
        ? new ScenarioParsed(scenario, Found, Meta)
        : new ScenarioFailed(scenario, Found, Meta, IsResumable);
}

/// <summary>Something that is no diagnostic happened while a unit was parsed.</summary>
/// <param name="ordinal">Ordinal of the next unit.</param>
/// <param name="cause">What happened.</param>
public sealed class ParsingException(long ordinal, Exception cause) : Exception($"Parsing failed behind unit {ordinal}: {cause?.Message}", cause)
{
    /// <summary>Ordinal of the next unit.</summary>
    public long Ordinal { get; } = ordinal;
}
