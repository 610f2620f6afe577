namespace MarsDisk.Parsing;

/// <summary>Drivers of parses that were interrupted.</summary>
public static class StreamDrivers
{
    /// <summary>
    /// A driver that goes on at a checkpoint: positions the source, makes sure that it is the one that was read, and restores
    /// what the grammar remembers.
    /// </summary>
    /// <typeparam name="TItem">What a statement becomes.</typeparam>
    /// <param name="grammar">The language of the checkpoint.</param>
    /// <param name="checkpoint">The place.</param>
    /// <param name="feeder">The source; disposed with the driver.</param>
    /// <param name="sink">Receives the units from the checkpoint on.</param>
    /// <param name="config">Settings; limits and recovery as before.</param>
    /// <param name="proof">How the source is looked at.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <exception cref="StreamException">Another grammar, other settings, another source.</exception>
    public static async ValueTask<StreamDriver<TItem>> RestoreAsync<TItem>(
        StatementGrammar<TItem> grammar, StreamCheckpoint checkpoint, IAsyncFeeder feeder, IStatementSink<TItem> sink,
        StreamingConfig config, ProofMode proof, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(feeder);
        var verified = Mismatch(grammar, checkpoint, config) is { } mismatch
            ? new(mismatch, default)
            : await SourceProof.ReadAsync(checkpoint, feeder, proof, cancellationToken);
        if (verified.Error is { } error)
            throw new StreamException(error);
        return At(grammar, checkpoint, feeder, sink, config, proof, verified.Tail.Span);
    }

    /// <summary>
    /// A driver that goes on at a checkpoint with a source that the caller has positioned at the watermark and has looked at.
    /// </summary>
    /// <typeparam name="TItem">What a statement becomes.</typeparam>
    /// <param name="grammar">The language of the checkpoint.</param>
    /// <param name="checkpoint">The place.</param>
    /// <param name="feeder">The source; disposed with the driver.</param>
    /// <param name="sink">Receives the units from the checkpoint on.</param>
    /// <param name="config">Settings; limits and recovery as before.</param>
    /// <exception cref="StreamException">Another grammar or other settings.</exception>
    public static StreamDriver<TItem> Restore<TItem>(
        StatementGrammar<TItem> grammar, StreamCheckpoint checkpoint, IAsyncFeeder feeder, IStatementSink<TItem> sink,
        StreamingConfig config)
    {
        ArgumentNullException.ThrowIfNull(feeder);
        if (Mismatch(grammar, checkpoint, config) is { } error)
            throw new StreamException(error);
        return At(grammar, checkpoint, feeder, sink, config, ProofMode.None, tail: []);
    }

    private static StreamError? Mismatch<TItem>(StatementGrammar<TItem> grammar, StreamCheckpoint checkpoint, StreamingConfig config)
    {
        ArgumentNullException.ThrowIfNull(grammar);
        ArgumentNullException.ThrowIfNull(checkpoint);
        ArgumentNullException.ThrowIfNull(config);
        return checkpoint.Mismatch(grammar.Id, config.RunConfig);
    }

    private static StreamDriver<TItem> At<TItem>(
        StatementGrammar<TItem> grammar, StreamCheckpoint checkpoint, IAsyncFeeder feeder, IStatementSink<TItem> sink,
        StreamingConfig config, ProofMode proof, ReadOnlySpan<byte> tail)
    {
        var session = new StreamSession<TItem>(grammar, sink, config, feeder.Capability);
        session.Restore(checkpoint, proof, tail);
        session.Resume();
        return new(session, feeder);
    }
}
