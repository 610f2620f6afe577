namespace MarsDisk.Parsing;

/// <summary>A source that is a <see cref="Stream"/>: standard input, a decompressor.</summary>
/// <param name="stream">Read from where it stands; its offset counts as 0.</param>
/// <param name="leaveOpen">The stream outlives the feeder.</param>
public sealed class StreamFeeder(Stream stream, bool leaveOpen = false) : BufferedFeeder
{
    private readonly long _start = stream.CanSeek ? stream.Position : 0;

    /// <inheritdoc/>
    public override FlowCapability Capability
        => FlowCapability.Pull | FlowCapability.Async | (stream.CanSeek ? FlowCapability.Seek : FlowCapability.None);

    /// <inheritdoc/>
    protected override int Read(Span<byte> destination) => stream.Read(destination);

    /// <inheritdoc/>
    protected override ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
        => stream.ReadAsync(destination, cancellationToken);

    /// <inheritdoc/>
    protected override bool MoveTo(long offset)
    {
        if (!stream.CanSeek || _start + offset > stream.Length)
            return false;
        stream.Position = _start + offset;
        return true;
    }

    /// <inheritdoc/>
    protected override void Close()
    {
        if (!leaveOpen)
            stream.Dispose();
    }
}
