using MarsDisk.Parsing;

namespace MarsDisk.Cli.Running.Reading;

/// <summary>Gives the bytes of a scenario in pieces: as they come, or of a fixed length.</summary>
/// <param name="bytes">The scenario.</param>
/// <param name="chunkBytes">Length of a piece; 0: what is asked for.</param>
internal sealed class ScenarioFeeder(Stream bytes, int chunkBytes) : IAsyncFeeder
{
    private const int Usual = 64 * 1024;

    private bool _isClosed;

    /// <inheritdoc/>
    public FlowCapability Capability => FlowCapability.Pull | FlowCapability.Async;

    /// <inheritdoc/>
    // Each piece has an array of its own: the parser reads it until it is released, and that may be much later.
    public async ValueTask<FeederYield> PullAsync(DemandHint demand, CancellationToken cancellationToken)
    {
        if (_isClosed)
            return FeederYield.Closed();
        var piece = new byte[chunkBytes > 0 ? chunkBytes : demand.PreferredBytes ?? Usual];
        try
        {
            var count = chunkBytes > 0
                ? await bytes.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, cancellationToken)
                : await bytes.ReadAsync(piece, cancellationToken);
            _isClosed = count == 0;
            return count == 0 ? FeederYield.Closed() : FeederYield.Chunk(piece.AsMemory(0, count));
        }
        catch (IOException error)
        {
            return FeederYield.Failed(new StreamError(StreamErrorKind.IoFailed, error.Message));
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
