namespace MarsDisk.Parsing;

/// <summary>A source in memory, in the pieces in which it is to arrive.</summary>
public sealed class MemoryFeeder : IFeeder
{
    private readonly FeederYield[] _answers;
    private int _next;

    /// <summary>A source that gives whole chunks, empty ones included, and then closes.</summary>
    public MemoryFeeder(params IEnumerable<ReadOnlyMemory<byte>> chunks)
        : this([.. chunks.Select(FeederYield.Chunk), FeederYield.Closed()])
    {
    }

    private MemoryFeeder(FeederYield[] answers) => _answers = answers;

    /// <inheritdoc/>
    public FlowCapability Capability { get; init; } = FlowCapability.Pull;

    /// <summary>Offset through which nothing is needed any more.</summary>
    public long ReleasedThrough { get; private set; }

    /// <summary>A source that gives exactly these answers, the last one again and again.</summary>
    public static MemoryFeeder Answering(params IEnumerable<FeederYield> answers) => new([.. answers]);

    /// <summary>A source cut into chunks of one size, the last one shorter.</summary>
    public static MemoryFeeder Split(ReadOnlyMemory<byte> source, int chunkBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(chunkBytes, 1);
        return new(Enumerable.Range(0, (source.Length + chunkBytes - 1) / chunkBytes)
            .Select(index => source[(index * chunkBytes)..Math.Min(source.Length, (index + 1) * chunkBytes)]));
    }

    /// <inheritdoc/>
    public FeederYield Pull(in DemandHint demand)
        => _answers.Length == 0 ? FeederYield.Closed() : _answers[Math.Min(_next++, _answers.Length - 1)];

    /// <inheritdoc/>
    public void Release(long throughOffset) => ReleasedThrough = throughOffset;

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
