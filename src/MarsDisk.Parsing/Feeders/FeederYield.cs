using System.Buffers;

namespace MarsDisk.Parsing;

/// <summary>What a feeder answers.</summary>
public enum FeederYieldKind : byte
{
    /// <summary>Next bytes; none is legal and not the end.</summary>
    Chunk,

    /// <summary>Nothing now; the source will signal.</summary>
    Await,

    /// <summary>Nothing now, with the feeder's own wishes.</summary>
    Pending,

    /// <summary>The source is complete.</summary>
    Closed,

    /// <summary>The source failed.</summary>
    Error,
}

/// <summary>One answer of a feeder.</summary>
public readonly struct FeederYield
{
    /// <summary>Which of the five.</summary>
    public FeederYieldKind Kind { get; init; }

    /// <summary><see cref="FeederYieldKind.Chunk"/>: the bytes.</summary>
    public ReadOnlySequence<byte> Bytes { get; init; }

    /// <summary><see cref="FeederYieldKind.Chunk"/>: source offset of the first byte, where the feeder knows it.</summary>
    public long? Offset { get; init; }

    /// <summary><see cref="FeederYieldKind.Pending"/>: what the feeder wishes.</summary>
    public DemandHint Hint { get; init; }

    /// <summary><see cref="FeederYieldKind.Error"/>: what failed.</summary>
    public StreamError? Error { get; init; }

    /// <summary>Next bytes.</summary>
    public static FeederYield Chunk(ReadOnlyMemory<byte> bytes) => new() { Kind = FeederYieldKind.Chunk, Bytes = new(bytes) };

    /// <summary>Next bytes.</summary>
    public static FeederYield Chunk(in ReadOnlySequence<byte> bytes) => new() { Kind = FeederYieldKind.Chunk, Bytes = bytes };

    /// <summary>Nothing now.</summary>
    public static FeederYield Await() => new() { Kind = FeederYieldKind.Await };

    /// <summary>Nothing now, with wishes.</summary>
    public static FeederYield Pending(in DemandHint hint) => new() { Kind = FeederYieldKind.Pending, Hint = hint };

    /// <summary>No more, ever.</summary>
    public static FeederYield Closed() => new() { Kind = FeederYieldKind.Closed };

    /// <summary>The source failed.</summary>
    public static FeederYield Failed(StreamError error) => new() { Kind = FeederYieldKind.Error, Error = error };
}
