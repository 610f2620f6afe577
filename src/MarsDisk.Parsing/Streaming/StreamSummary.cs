namespace MarsDisk.Parsing;

/// <summary>Totals of a statement stream.</summary>
/// <param name="Units">Units, rows included.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Bytes">Bytes accepted; the start of the failed unit where the parse ended with an error.</param>
/// <param name="TranscriptDigest">Running value over all units: equal digests, equal transcripts.</param>
public sealed record StreamSummary(long Units, long Rows, long Bytes, UInt128 TranscriptDigest);
