using System.Numerics;
using System.Security.Cryptography;

using MarsDisk.Parsing;

namespace MarsDisk.Actors.Parsing.Parser;

/// <summary>
/// Shows that a source that is read again is the one that was read: takes the bytes in front of a checkpoint and compares
/// their hash, or from the start their checksum.
/// </summary>
internal sealed class PrefixProof
{
    private readonly StreamCheckpoint _checkpoint;
    private readonly IncrementalHash _tail = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly bool _isFromStart;
    private uint _crc = uint.MaxValue;
    private long _offset;

    /// <summary>Begins at the offset at which the feeder stands.</summary>
    public PrefixProof(StreamCheckpoint checkpoint, long offset)
    {
        _checkpoint = checkpoint;
        _offset = offset;
        _isFromStart = offset == 0;
    }

    /// <summary>Where the feeder should begin for a way of comparing.</summary>
    public static long Begin(StreamCheckpoint checkpoint, ProofMode check) => check switch
    {
        ProofMode.Full => 0,
        ProofMode.Tail => checkpoint.Watermark - checkpoint.TailLength,
        _ => checkpoint.Watermark,
    };

    /// <summary>Whether every byte in front of the checkpoint is there.</summary>
    public bool IsComplete => _offset >= _checkpoint.Watermark;

    /// <summary>Takes bytes; gives those behind the checkpoint back.</summary>
    public ReadOnlyMemory<byte> Take(ReadOnlyMemory<byte> bytes)
    {
        var count = (int)Math.Min(bytes.Length, Math.Max(0, _checkpoint.Watermark - _offset));
        var taken = bytes.Span[..count];
        if (_isFromStart)
        {
            foreach (var value in taken)
                _crc = BitOperations.Crc32C(_crc, value);
        }

        var tailBegin = _checkpoint.Watermark - _checkpoint.TailLength;
        var skipped = (int)Math.Clamp(tailBegin - _offset, 0, count);
        _tail.AppendData(taken[skipped..]);
        _offset += count;
        return bytes[count..];
    }

    /// <summary>What is different; null: nothing. The source has been read up to the checkpoint, or has ended before.</summary>
    public StreamError? Verdict()
    {
        if (!IsComplete)
            return Changed($"The source ends at offset {_offset}, and {_checkpoint.Watermark} bytes of it were read before.");
        var tail = _tail.GetHashAndReset();
        if (!tail.AsSpan().SequenceEqual(_checkpoint.TailSha256.AsSpan()))
            return Changed($"The {_checkpoint.TailLength} bytes before offset {_checkpoint.Watermark} are not those that were read before.");
        return _isFromStart && ~_crc != _checkpoint.PrefixCrc32C
            ? Changed($"The bytes before offset {_checkpoint.Watermark} are not those that were read before.")
            : null;
    }

    private static StreamError Changed(string message) => new(StreamErrorKind.SourceChanged, message);
}
