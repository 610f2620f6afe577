using System.Buffers;

namespace MarsDisk.Parsing;

/// <summary>
/// A source whose sender starts again at its first byte although the parse goes on at a checkpoint: what was read before is
/// checked and skipped.
/// </summary>
/// <param name="inner">The source from its first byte on; disposed with the feeder.</param>
/// <param name="checkpoint">Where the parse goes on.</param>
public sealed class PrefixSkippingFeeder(IAsyncFeeder inner, StreamCheckpoint checkpoint) : IAsyncFeeder
{
    private readonly PrefixTrack _prefix = new();

    /// <inheritdoc/>
    public FlowCapability Capability => inner.Capability & ~FlowCapability.Seek;

    /// <inheritdoc/>
    public async ValueTask<FeederYield> PullAsync(DemandHint demand, CancellationToken cancellationToken)
    {
        while (true)
        {
            var answer = await inner.PullAsync(demand, cancellationToken);
            if (_prefix.Length >= checkpoint.Watermark)
                return answer;
            if (answer.Kind == FeederYieldKind.Closed)
                return Changed($"it ends at {_prefix.Length}, before the watermark {checkpoint.Watermark}");
            if (answer.Kind != FeederYieldKind.Chunk)
                return answer;

            var rest = Skip(answer.Bytes);
            inner.Release(_prefix.Length);
            if (_prefix.Length < checkpoint.Watermark)
                continue;
            if (!IsSame())
                return Changed($"its first {checkpoint.Watermark} bytes differ from those that were read");
            if (!rest.IsEmpty)
                return FeederYield.Chunk(rest) with { Offset = checkpoint.Watermark };
        }
    }

    /// <inheritdoc/>
    public void Release(long throughOffset) => inner.Release(throughOffset);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private static FeederYield Changed(string what)
        => FeederYield.Failed(new(StreamErrorKind.SourceChanged, $"The source has changed: {what}."));

    private ReadOnlySequence<byte> Skip(in ReadOnlySequence<byte> bytes)
    {
        var skipped = Math.Min(bytes.Length, checkpoint.Watermark - _prefix.Length);
        foreach (var segment in bytes.Slice(0, skipped))
            _prefix.Append(segment.Span);
        return bytes.Slice(skipped);
    }

    private bool IsSame() => _prefix.Crc == checkpoint.PrefixCrc32C && _prefix.EndsAs(checkpoint);
}
