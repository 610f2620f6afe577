using System.Collections.Immutable;
using System.Security.Cryptography;

namespace MarsDisk.Parsing;

/// <summary>
/// The last place at which a parse can be taken up again. Written often and read seldom, so it is one object that is filled
/// again and again; hashes are computed when a checkpoint is made of it.
/// </summary>
internal sealed class SafePoint
{
    /// <summary>Bytes that the context of a grammar may have.</summary>
    public const int ContextBytesMax = 4096;

    private readonly byte[] _context = new byte[ContextBytesMax];
    private readonly byte[] _tail = new byte[PrefixTrack.TailBytesMax];
    private int _contextLength;
    private int _tailLength;
    private uint _crc;
    private ImmutableArray<byte> _knownTailHash;

    public long Watermark { get; private set; } = -1;

    public long Line { get; private set; }

    public long NextOrdinal { get; private set; }

    public long Rows { get; private set; }

    public UInt128 Digest { get; private set; }

    /// <summary>The place as a range without width.</summary>
    public SourceSpan Span => SourceSpan.At(new(Watermark, Line, 1));

    public void Take(long line, long nextOrdinal, long rows, UInt128 digest, PrefixTrack prefix, GrammarContext context)
    {
        (Watermark, Line, NextOrdinal, Rows, Digest) = (prefix.Length, line, nextOrdinal, rows, digest);
        _knownTailHash = default;
        _crc = prefix.Crc;
        _tailLength = prefix.TailLength;
        prefix.CopyTail(_tail);
        _contextLength = context.WriteTo(_context);
    }

    /// <summary>Goes on at a stored place, whose last bytes are known by their hash only.</summary>
    public void Restore(StreamCheckpoint stored)
    {
        (Watermark, Line, NextOrdinal) = (stored.Watermark, stored.Line, stored.NextOrdinal);
        (Rows, Digest) = (stored.Meta.Rows, stored.TranscriptDigest);
        (_crc, _tailLength, _knownTailHash) = (stored.PrefixCrc32C, stored.TailLength, stored.TailSha256);
        stored.Context.CopyTo(_context);
        _contextLength = stored.Context.Length;
    }

    public StreamCheckpoint ToCheckpoint(GrammarId grammar, ulong configFingerprint, StreamMeta meta, DateTimeOffset createdAt)
        => new()
        {
            Grammar = grammar,
            ConfigFingerprint = configFingerprint,
            ScenarioId = "",
            Watermark = Watermark,
            Line = Line,
            NextOrdinal = NextOrdinal,
            Context = [.. _context.AsSpan(0, _contextLength)],
            PrefixCrc32C = _crc,
            TailSha256 = _knownTailHash.IsDefault ? [.. SHA256.HashData(_tail.AsSpan(0, _tailLength))] : _knownTailHash,
            TailLength = _tailLength,
            TranscriptDigest = Digest,
            Meta = meta with { ConsumedBytes = Watermark, Units = NextOrdinal, Rows = Rows, TranscriptDigest = Digest },
            CreatedAt = createdAt,
        };
}
