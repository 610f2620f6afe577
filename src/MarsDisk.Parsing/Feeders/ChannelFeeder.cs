using System.Threading.Channels;

namespace MarsDisk.Parsing;

/// <summary>A source that is a channel of chunks. The writer gives each chunk up; the channel's own bound holds the writer.</summary>
/// <param name="reader">Completed by the writer at the end of the source.</param>
public sealed class ChannelFeeder(ChannelReader<ReadOnlyMemory<byte>> reader) : IFeeder, IAsyncFeeder
{
    /// <inheritdoc cref="IAsyncFeeder.Capability"/>
    public FlowCapability Capability => FlowCapability.Pull | FlowCapability.Async;

    /// <inheritdoc/>
    public FeederYield Pull(in DemandHint demand)
    {
        if (reader.TryRead(out var chunk))
            return FeederYield.Chunk(chunk);
        if (!reader.Completion.IsCompleted)
            return FeederYield.Await();
        return reader.TryRead(out chunk) ? FeederYield.Chunk(chunk) : End();
    }

    /// <inheritdoc/>
    public async ValueTask<FeederYield> PullAsync(DemandHint demand, CancellationToken cancellationToken)
    {
        try
        {
            while (await reader.WaitToReadAsync(cancellationToken))
            {
                if (reader.TryRead(out var chunk))
                    return FeederYield.Chunk(chunk);
            }

            return FeederYield.Closed();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return Failed(error);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private FeederYield End()
        => reader.Completion.Exception is { } error ? Failed(error.GetBaseException()) : FeederYield.Closed();

    // The writer completes the channel with whatever stopped it.
    private static FeederYield Failed(Exception error) => FeederYield.Failed(new(StreamErrorKind.IoFailed, error.Message));
}
