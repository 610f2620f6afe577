using System.Buffers;
using System.IO.Pipelines;

namespace MarsDisk.Parsing;

/// <summary>Parses a source that arrives in pieces. Gives control back whenever nothing more can be done without waiting.</summary>
public static class StreamingRunner
{
    /// <summary>Starts a parse by any parser and goes on as long as the feeder has bytes.</summary>
    /// <typeparam name="T">The value.</typeparam>
    /// <param name="parser">What reads.</param>
    /// <param name="feeder">The source; asked again at each resume, until it is closed.</param>
    /// <param name="config">Settings.</param>
    public static StreamOutcome<T> RunStream<T>(Parser<T> parser, IFeeder feeder, StreamingConfig? config = null)
        => GeneralStreaming.RunStream(parser, feeder, config);

    /// <summary>Goes on with a waiting parse by any parser.</summary>
    /// <typeparam name="T">The value.</typeparam>
    /// <param name="continuation">The newest continuation of the parse.</param>
    /// <param name="more">Bytes behind those received so far; copied before the call returns.</param>
    /// <param name="isFinal">Nothing follows <paramref name="more"/>.</param>
    /// <param name="flow">Another flow control.</param>
    /// <exception cref="InvalidOperationException">The continuation was used before, or is one of a grammar.</exception>
    public static StreamOutcome<T> Resume<T>(
        Continuation<T> continuation, in ReadOnlySequence<byte> more, bool isFinal = false, FlowController? flow = null)
        => GeneralStreaming.Resume(continuation, more, isFinal, flow);

    /// <summary>Starts a parse and goes on as long as the feeder has bytes and the sink takes units.</summary>
    /// <typeparam name="TItem">What a statement becomes.</typeparam>
    /// <param name="grammar">The language.</param>
    /// <param name="feeder">The source; asked again at each resume, until it is closed.</param>
    /// <param name="sink">Receives the units.</param>
    /// <param name="config">Settings.</param>
    public static StreamOutcome<StreamSummary> RunStream<TItem>(
        StatementGrammar<TItem> grammar, IFeeder feeder, IStatementSink<TItem> sink, StreamingConfig? config = null)
    {
        ArgumentNullException.ThrowIfNull(grammar);
        ArgumentNullException.ThrowIfNull(feeder);
        ArgumentNullException.ThrowIfNull(sink);
        var session = new StreamSession<TItem>(grammar, sink, config ?? new(), feeder.Capability, feeder);
        return new SyncPump<TItem>(session).Run();
    }

    /// <summary>Goes on with a waiting parse. The sink is asked again, and so is the feeder that the parse was started with.</summary>
    /// <typeparam name="TItem">What a statement becomes.</typeparam>
    /// <param name="continuation">The newest continuation of the parse.</param>
    /// <param name="more">Bytes behind those received so far; used up or copied before the call returns.</param>
    /// <param name="sink">Receives the units from now on.</param>
    /// <param name="isFinal">Nothing follows <paramref name="more"/>.</param>
    /// <param name="flow">Another flow control.</param>
    /// <exception cref="InvalidOperationException">The continuation was used before, or is one of another grammar.</exception>
    public static StreamOutcome<StreamSummary> Resume<TItem>(
        Continuation<StreamSummary> continuation, in ReadOnlySequence<byte> more, IStatementSink<TItem> sink,
        bool isFinal = false, FlowController? flow = null)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        ArgumentNullException.ThrowIfNull(sink);
        return new SyncPump<TItem>(continuation.Spend<StreamSession<TItem>>()).Resume(more, sink, isFinal, flow);
    }

    /// <summary>A parse that stands at a checkpoint. Its first resume gives the bytes from the watermark on.</summary>
    /// <typeparam name="TItem">What a statement becomes.</typeparam>
    /// <param name="grammar">The language of the checkpoint.</param>
    /// <param name="checkpoint">The place.</param>
    /// <param name="config">Settings; limits and recovery as before.</param>
    /// <param name="proof">How the caller compares the source with the one that was read; for the audit.</param>
    /// <exception cref="StreamException">The checkpoint is of another grammar or configuration.</exception>
    public static Continuation<StreamSummary> Restore<TItem>(
        StatementGrammar<TItem> grammar, StreamCheckpoint checkpoint, StreamingConfig? config = null, ProofMode proof = ProofMode.None)
    {
        ArgumentNullException.ThrowIfNull(grammar);
        ArgumentNullException.ThrowIfNull(checkpoint);
        config ??= new();
        if (checkpoint.Mismatch(grammar.Id, config.RunConfig) is { } error)
            throw new StreamException(error);
        var session = new StreamSession<TItem>(grammar, NoSink<TItem>.Instance, config, FlowCapability.Pull);
        session.Restore(checkpoint, proof);
        return session.Continue(session.HintFor(PendingReason.FeederAwait));
    }

    /// <summary>
    /// The statements of a pipe, one by one: awaiting the consumer is the backpressure. Rows are passed over; a language with
    /// rows wants a sink.
    /// </summary>
    /// <typeparam name="TItem">What a statement becomes.</typeparam>
    /// <param name="grammar">The language.</param>
    /// <param name="reader">Completed when the enumeration ends, for whatever reason.</param>
    /// <param name="config">Settings.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="StreamException">An error has ended the parse; the statements before it have been given.</exception>
    public static IAsyncEnumerable<Committed<TItem>> ReadAllAsync<TItem>(
        StatementGrammar<TItem> grammar, PipeReader reader, StreamingConfig? config = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(grammar);
        ArgumentNullException.ThrowIfNull(reader);
        return StatementEnumeration<TItem>.ReadAsync(grammar, reader, config ?? new(), cancellationToken);
    }
}

/// <summary>The sink of a parse that nobody has resumed yet.</summary>
internal sealed class NoSink<TItem> : IStatementSink<TItem>
{
    public static readonly NoSink<TItem> Instance = new();

    private NoSink()
    {
    }

    public SinkReply Accept(in Committed<TItem> unit) => SinkReply.Pause;

    public SinkReply AcceptRows(RowBatch rows) => SinkReply.Pause;

    public void OnDiagnostic(Diagnostic diagnostic, long ordinal)
    {
    }
}
