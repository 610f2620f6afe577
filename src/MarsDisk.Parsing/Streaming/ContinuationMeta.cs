using System.Collections.Frozen;
using System.Collections.Immutable;

namespace MarsDisk.Parsing;

/// <summary>Where a waiting parse stands.</summary>
public sealed record ContinuationMeta
{
    private IContinuationSource? _source;
    private long _turn;
    private IReadOnlySet<Expectation>? _expected;

    /// <summary>No byte before this offset is looked at again.</summary>
    public long CommitWatermark { get; init; }

    /// <summary>Where the buffered bytes begin: at the watermark.</summary>
    public long BufferedStart { get; init; }

    /// <summary>Bytes held from there on.</summary>
    public long BufferedLength { get; init; }

    /// <summary>What is wanted next.</summary>
    public DemandHint? ResumeHint { get; init; }

    /// <summary>
    /// What may follow at the end of the buffered bytes. Computed when it is read first; empty if nothing may follow, or if it
    /// is read for the first time after the parse has gone on.
    /// </summary>
    public IReadOnlySet<Expectation> ExpectedTokens
        => _expected ??= _source?.Expect(_turn) ?? FrozenSet<Expectation>.Empty;

    /// <summary>The last safe point, a range without width.</summary>
    public SourceSpan? LastCheckpoint { get; init; }

    /// <summary>What is being read: <c>scenario-name/block/statement</c>, at most 128 bytes.</summary>
    public string? TraceLabel { get; init; }

    /// <summary>The last 32 interruptions as <c>reason@watermark#ordinal</c>.</summary>
    public ImmutableArray<string> ResumeLineage => Lineage.Entries;

    /// <summary>All interruptions.</summary>
    public long ResumeLineageTotal => Lineage.Total;

    internal ResumeLineage Lineage { get; init; }

    /// <summary>Copies the buffered bytes; false if they do not fit, or the parse has gone on.</summary>
    public bool TryCopyBuffered(Span<byte> destination, out int written)
    {
        written = 0;
        return _source is not null && _source.TryCopyBuffered(_turn, destination, out written);
    }

    internal void Bind(IContinuationSource source, long turn)
    {
        _source = source;
        _turn = turn;
    }
}
