using MarsDisk.Parsing;

namespace MarsDisk.Actors.Messages;

/// <summary>
/// Parser → feeder. One answer follows: a chunk, an await, the end, or a failure. A hint that says pause, with a window of 0,
/// asks for nothing.
/// </summary>
/// <param name="FeedId">Which life of the feed is meant.</param>
/// <param name="Sequence">Number of the demand.</param>
/// <param name="FromOffset">Where the parser has got to.</param>
/// <param name="Demand">What it wants.</param>
/// <param name="WindowBytes">No more bytes than this.</param>
public sealed record Pull(string FeedId, long Sequence, long FromOffset, DemandHint Demand, int WindowBytes) : INoSerializationVerificationNeeded;

/// <summary>Feeder → parser. Next bytes; they are never changed again.</summary>
/// <param name="FeedId">Which life of the feed.</param>
/// <param name="Sequence">Number of the demand.</param>
/// <param name="Offset">Source offset of the first byte: the end of the chunk before.</param>
/// <param name="Bytes">The bytes; none is legal and not the end.</param>
public sealed record FeedChunk(string FeedId, long Sequence, long Offset, ReadOnlyMemory<byte> Bytes) : INoSerializationVerificationNeeded;

/// <summary>Feeder → parser. Nothing now; <see cref="FeedAvailable"/> follows.</summary>
/// <param name="FeedId">Which life of the feed.</param>
/// <param name="Sequence">Number of the demand.</param>
/// <param name="Hint">The feeder's own wishes.</param>
public sealed record FeedAwait(string FeedId, long Sequence, DemandHint? Hint) : INoSerializationVerificationNeeded;

/// <summary>Feeder → parser. Ask again.</summary>
/// <param name="FeedId">Which life of the feed.</param>
public sealed record FeedAvailable(string FeedId) : INoSerializationVerificationNeeded;

/// <summary>Feeder → parser. The source is complete; may be said again.</summary>
/// <param name="FeedId">Which life of the feed.</param>
/// <param name="Length">Its length: the end of the last chunk.</param>
public sealed record FeedClosed(string FeedId, long Length) : INoSerializationVerificationNeeded;

/// <summary>Feeder → parser. The source failed.</summary>
/// <param name="FeedId">Which life of the feed.</param>
/// <param name="Error">Why.</param>
public sealed record FeedFailed(string FeedId, StreamError Error) : INoSerializationVerificationNeeded;

/// <summary>Parser → feeder. Go to an offset; first message to a feeder of a resumed scenario.</summary>
/// <param name="FeedId">Which life of the feed.</param>
/// <param name="Offset">Where to go on.</param>
public sealed record FeedSeek(string FeedId, long Offset) : INoSerializationVerificationNeeded;

/// <summary>Feeder → parser. The answer to <see cref="FeedSeek"/>.</summary>
/// <param name="FeedId">Which life of the feed.</param>
/// <param name="Ok">Whether the next byte is that of the offset.</param>
/// <param name="Offset">The offset.</param>
/// <param name="Error">Why not.</param>
public sealed record FeedSeekResult(string FeedId, bool Ok, long Offset, StreamError? Error) : INoSerializationVerificationNeeded;

/// <summary>Parser → feeder. Bytes before this are never needed again: a stored checkpoint is behind them.</summary>
/// <param name="FeedId">Which life of the feed.</param>
/// <param name="ThroughOffset">The offset.</param>
public sealed record FeedRelease(string FeedId, long ThroughOffset) : INoSerializationVerificationNeeded;
