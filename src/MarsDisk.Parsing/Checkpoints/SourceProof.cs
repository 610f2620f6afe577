using System.Security.Cryptography;

namespace MarsDisk.Parsing;

/// <summary>How it is made sure that a source is the one that was read.</summary>
public enum ProofMode : byte
{
    /// <summary>By length and by the hash of the last bytes before the watermark.</summary>
    Tail,

    /// <summary>By the checksum of all bytes before the watermark.</summary>
    Full,

    /// <summary>Not at all.</summary>
    None,
}

/// <summary>Positions a source at a checkpoint and makes sure that it is the source that was read.</summary>
/// <param name="Error">Why the parse cannot go on here; null if it can.</param>
/// <param name="Tail">The last bytes before the watermark, where they were read.</param>
public sealed record SourceProof(StreamError? Error, ReadOnlyMemory<byte> Tail)
{
    private const int ReadBytes = 64 * 1024;

    /// <summary>Reads what the mode asks for and leaves the feeder at the watermark.</summary>
    public static async ValueTask<SourceProof> ReadAsync(
        StreamCheckpoint checkpoint, IAsyncFeeder feeder, ProofMode mode, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        ArgumentNullException.ThrowIfNull(feeder);
        var start = mode switch
        {
            ProofMode.Full => 0,
            ProofMode.Tail => checkpoint.Watermark - checkpoint.TailLength,
            _ => checkpoint.Watermark,
        };
        if (!await feeder.TrySeekAsync(start, cancellationToken))
            return Changed(start, "the source cannot go there");

        var prefix = new PrefixTrack();
        for (var at = start; at < checkpoint.Watermark; at = start + prefix.Length)
        {
            var fault = await ReadChunkAsync(prefix, checkpoint.Watermark - at, feeder, cancellationToken);
            if (fault is not null)
                return fault.Kind == StreamErrorKind.SourceChanged ? Changed(at, fault.Message) : new(fault, default);
        }

        if (start < checkpoint.Watermark && !await feeder.TrySeekAsync(checkpoint.Watermark, cancellationToken))
            return Changed(checkpoint.Watermark, "the source cannot go there");
        return Compare(checkpoint, prefix, mode);
    }

    private static async ValueTask<StreamError?> ReadChunkAsync(
        PrefixTrack prefix, long wanted, IAsyncFeeder feeder, CancellationToken cancellationToken)
    {
        var demand = DemandHint.Continue(preferred: (int)Math.Min(wanted, ReadBytes), boundary: FrameBoundary.None);
        var answer = await feeder.PullAsync(demand, cancellationToken);
        switch (answer.Kind)
        {
            case FeederYieldKind.Chunk:
                foreach (var segment in answer.Bytes.Slice(0, Math.Min(wanted, answer.Bytes.Length)))
                    prefix.Append(segment.Span);
                return null;
            case FeederYieldKind.Closed:
                return new(StreamErrorKind.SourceChanged, $"the source ends {wanted} bytes before the watermark");
            case FeederYieldKind.Error:
                return answer.Error;
            default:
                return new(StreamErrorKind.IoFailed, "The source has nothing although it was read before.");
        }
    }

    private static SourceProof Compare(StreamCheckpoint checkpoint, PrefixTrack prefix, ProofMode mode)
    {
        if (mode == ProofMode.None)
            return new(null, default);
        if (mode == ProofMode.Full && prefix.Crc != checkpoint.PrefixCrc32C)
            return Changed(0,
                $"the checksum before {checkpoint.Watermark} is {prefix.Crc:x8}, expected {checkpoint.PrefixCrc32C:x8}");

        var bytes = new byte[PrefixTrack.TailBytesMax];
        prefix.CopyTail(bytes);
        var tail = bytes.AsMemory(prefix.TailLength - checkpoint.TailLength, checkpoint.TailLength);
        return SHA256.HashData(tail.Span).AsSpan().SequenceEqual(checkpoint.TailSha256.AsSpan())
            ? new(null, tail)
            : Changed(checkpoint.Watermark - checkpoint.TailLength,
                $"the {checkpoint.TailLength} bytes before {checkpoint.Watermark} differ");
    }

    private static SourceProof Changed(long offset, string what)
        => new(new(StreamErrorKind.SourceChanged, $"The source has changed at offset {offset}: {what}."), default);
}
