using MarsDisk.Parsing;

namespace MarsDisk.Actors.Messages;

/// <summary>Parser → coordinator. Units will come from this ordinal on, as soon as there is a <see cref="Grant"/>.</summary>
/// <param name="ScenarioId">The scenario.</param>
/// <param name="NextOrdinal">Ordinal of the first unit that will be sent.</param>
public sealed record ParserPositioned(string ScenarioId, long NextOrdinal) : INoSerializationVerificationNeeded;

/// <summary>Coordinator → parser. So many more emissions may be sent.</summary>
/// <param name="ScenarioId">The scenario.</param>
/// <param name="Credits">How many.</param>
/// <param name="AckedBefore">The next ordinal that the coordinator needs; everything below has taken effect durably.</param>
public sealed record Grant(string ScenarioId, int Credits, long AckedBefore) : INoSerializationVerificationNeeded;

/// <summary>Anybody → parser. An operator holds the parse.</summary>
/// <param name="ScenarioId">The scenario.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record PauseParsing(string ScenarioId, string Reason) : INoSerializationVerificationNeeded;

/// <summary>Anybody → parser. Takes <see cref="PauseParsing"/> back.</summary>
/// <param name="ScenarioId">The scenario.</param>
public sealed record ResumeParsing(string ScenarioId) : INoSerializationVerificationNeeded;

/// <summary>Anybody → parser. The scenario ends here; the last safe point is kept.</summary>
/// <param name="ScenarioId">The scenario.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record CancelScenario(string ScenarioId, string Reason) : INoSerializationVerificationNeeded;

/// <summary>Coordinator → parser. A unit was skipped: a law is broken and the scenario stops.</summary>
/// <param name="ScenarioId">The scenario.</param>
/// <param name="Expected">The ordinal that was due.</param>
/// <param name="Found">The ordinal that came.</param>
public sealed record Halt(string ScenarioId, long Expected, long Found) : INoSerializationVerificationNeeded;

/// <summary>Anybody → parser. Store the last safe point as soon as it is eligible.</summary>
/// <param name="ScenarioId">The scenario.</param>
public sealed record CheckpointNow(string ScenarioId) : INoSerializationVerificationNeeded;

/// <summary>Parser → event stream. A checkpoint is durable: everything in front of it has taken effect.</summary>
/// <param name="ScenarioId">The scenario.</param>
/// <param name="Checkpoint">The checkpoint.</param>
public sealed record CheckpointStored(string ScenarioId, StreamCheckpoint Checkpoint) : INoSerializationVerificationNeeded;

/// <summary>Anybody → parser; the answer is a <see cref="ParserStatus"/>.</summary>
/// <param name="ScenarioId">The scenario.</param>
public sealed record GetParserStatus(string ScenarioId) : INoSerializationVerificationNeeded;

/// <summary>Parser → coordinator. One unit, or consecutive rows; costs one credit.</summary>
/// <param name="ScenarioId">The scenario.</param>
/// <param name="FirstOrdinal">Ordinal of the unit, or of the first row.</param>
/// <param name="Count">1, or the number of rows.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="Payload">A statement, a <see cref="RowBatch"/> that the receiver owns, or the <see cref="Diagnostic"/> of a unit that was passed over.</param>
public sealed record Emit(string ScenarioId, long FirstOrdinal, int Count, SourceSpan Span, object Payload) : INoSerializationVerificationNeeded;

/// <summary>Parser → coordinator. The source was accepted to its end, and every unit is acknowledged.</summary>
/// <param name="ScenarioId">The scenario.</param>
/// <param name="Result">What was found.</param>
/// <param name="Meta">Counts.</param>
public sealed record ScenarioParsed(string ScenarioId, ParseResult<StreamSummary> Result, StreamMeta Meta) : INoSerializationVerificationNeeded;

/// <summary>Parser → coordinator. Reading has ended early.</summary>
/// <param name="ScenarioId">The scenario.</param>
/// <param name="Result">Diagnostics, the reason last.</param>
/// <param name="Meta">Counts.</param>
/// <param name="Resumable">Whether the same source can be read on from the last checkpoint.</param>
public sealed record ScenarioFailed(string ScenarioId, ParseResult<StreamSummary> Result, StreamMeta Meta, bool Resumable) : INoSerializationVerificationNeeded;

/// <summary>What a parser actor is doing (streaming-parser.md §4.3).</summary>
public enum ParserPhase : byte
{
    /// <summary>Its journal is read and the source is positioned.</summary>
    Recovering,

    /// <summary>It needs bytes.</summary>
    AwaitingChunk,

    /// <summary>It parses.</summary>
    Parsing,

    /// <summary>Something holds it.</summary>
    Paused,

    /// <summary>The source is closed, every unit sent and acknowledged.</summary>
    Completed,

    /// <summary>It has ended early.</summary>
    Failed,
}

/// <summary>Parser → whoever asked.</summary>
/// <param name="ScenarioId">The scenario.</param>
/// <param name="Phase">What it is doing.</param>
/// <param name="Meta">Where it stands; null before the first bytes and after the end.</param>
/// <param name="Stream">Counts.</param>
/// <param name="Credits">Emissions that may be sent.</param>
/// <param name="AckedBefore">Everything below has taken effect durably.</param>
/// <param name="LastDemand">What the feeder was told last.</param>
/// <param name="LastCheckpoint">When the newest stored checkpoint was made; null without one.</param>
public sealed record ParserStatus(
    string ScenarioId, ParserPhase Phase, ContinuationMeta? Meta, StreamMeta Stream, int Credits, long AckedBefore,
    DemandHint LastDemand, DateTimeOffset? LastCheckpoint) : INoSerializationVerificationNeeded;
