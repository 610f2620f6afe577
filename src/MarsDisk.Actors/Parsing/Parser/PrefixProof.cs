using MarsDisk.Parsing;

namespace MarsDisk.Actors.Parsing.Parser;

/// <summary>
/// Shows that a source that is read again is the one that was read: takes the bytes in front of a checkpoint and compares
/// the hash of the last ones and, when it took them from the start, the checksum of all.
/// </summary>
/// <param name="checkpoint">Where reading goes on.</param>
/// <param name="start">Where the feeder stands.</param>
internal sealed class PrefixProof(StreamCheckpoint checkpoint, long start)
{
    private readonly PrefixTrack _prefix = new();

    /// <summary>Where the feeder should begin for a way of comparing.</summary>
    public static long Begin(StreamCheckpoint checkpoint, ProofMode check) => check switch
    {
        ProofMode.Full => 0,
        ProofMode.Tail => checkpoint.Watermark - checkpoint.TailLength,
        _ => checkpoint.Watermark,
    };

    /// <summary>Whether every byte in front of the checkpoint is there.</summary>
    public bool IsComplete => Offset >= checkpoint.Watermark;

    private long Offset => start + _prefix.Length;

    /// <summary>Takes bytes; gives those behind the checkpoint back.</summary>
    public ReadOnlyMemory<byte> Take(ReadOnlyMemory<byte> bytes)
    {
        var count = (int)Math.Clamp(checkpoint.Watermark - Offset, 0, bytes.Length);
        _prefix.Append(bytes.Span[..count]);
        return bytes[count..];
    }

    /// <summary>What is different; null: nothing. The source has been read up to the checkpoint, or has ended before.</summary>
    public StreamError? Verdict()
    {
        if (!IsComplete)
            return Changed($"The source ends at offset {Offset}, and {checkpoint.Watermark} bytes of it were read before.");
        if (!_prefix.EndsAs(checkpoint))
            return Changed($"The {checkpoint.TailLength} bytes before offset {checkpoint.Watermark} are not those that were read before.");
        return start == 0 && _prefix.Crc != checkpoint.PrefixCrc32C
            ? Changed($"The bytes before offset {checkpoint.Watermark} are not those that were read before.")
            : null;
    }

    private static StreamError Changed(string message) => new(StreamErrorKind.SourceChanged, message);
}
