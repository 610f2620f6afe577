using System.Security.Cryptography;

namespace MarsDisk.Parsing;

/// <summary>
/// The safe point of a parse by a general parser: the start of its source. What it has gathered are values, which no
/// checkpoint holds.
/// </summary>
internal static class GeneralCheckpoint
{
    /// <summary>The place.</summary>
    public static readonly SourceSpan Place = SourceSpan.At(new(0, 1, 1));

    public static StreamCheckpoint Of(ParserInfo parser, StreamingConfig config, in ResumeLineage lineage) => new()
    {
        Grammar = new(parser.Name, 1, parser.Id),
        ConfigFingerprint = ConfigFingerprint.Of(config.RunConfig),
        ScenarioId = config.ScenarioId,
        Watermark = Place.Start,
        Line = Place.StartLine,
        NextOrdinal = 0,
        Context = [],
        PrefixCrc32C = 0,
        TailSha256 = [.. SHA256.HashData([])],
        TailLength = 0,
        TranscriptDigest = TranscriptDigest.Start.Value,
        Meta = new() { TranscriptDigest = TranscriptDigest.Start.Value },
        ResumeLineage = lineage.Entries,
        ResumeLineageTotal = lineage.Total,
        CreatedAt = config.Clock.GetUtcNow(),
    };
}
