using System.Buffers;

using MarsDisk.Parsing;

namespace MarsDisk.Actors.Parsing.Parser;

/// <summary>What one turn of a parse came to.</summary>
internal enum TurnEnd
{
    /// <summary>There is more to do at once.</summary>
    Progressed,

    /// <summary>No complete frame is left.</summary>
    NeedsInput,

    /// <summary>The parse has ended.</summary>
    Ended,
}

/// <summary>The parse behind a parser actor: the newest continuation, and what it says.</summary>
internal sealed class ScenarioParse(ParserSetup setup, ParserSink sink)
{
    private Continuation<StreamSummary>? _continuation;

    /// <summary>Counts so far.</summary>
    public StreamMeta Meta { get; private set; } = new();

    /// <summary>Where it stands; null before the first turn and after the last.</summary>
    public ContinuationMeta? Place => _continuation?.Meta;

    /// <summary>No byte before this offset is looked at again.</summary>
    public long Watermark { get; private set; }

    /// <summary>What was found; null while the parse goes on.</summary>
    public ParseResult<StreamSummary>? Found { get; private set; }

    /// <summary>Goes on behind a checkpoint.</summary>
    public void Restore(StreamCheckpoint checkpoint)
    {
        _continuation = StreamingRunner.Restore(setup.Grammar, checkpoint, setup.Config, setup.Verify);
        Watermark = checkpoint.Watermark;
        Meta = checkpoint.Meta;
        sink.NextOrdinal = checkpoint.NextOrdinal;
    }

    /// <summary>Parses until there is no complete frame, no credit, or a share of work is done.</summary>
    /// <param name="more">Bytes behind those given so far.</param>
    /// <param name="isFinal">Nothing follows them.</param>
    public TurnEnd Turn(in ReadOnlySequence<byte> more, bool isFinal)
    {
        var before = (Watermark, sink.NextOrdinal);
        _continuation ??= Begin();
        var outcome = StreamingRunner.Resume(_continuation, more, sink, isFinal);
        Meta = outcome.Meta;
        _continuation = outcome.Continuation;
        if (outcome is { Kind: StreamOutcomeKind.Completed, Result: { } found })
        {
            Found = found;
            return TurnEnd.Ended;
        }

        Watermark = outcome.Meta.ConsumedBytes;
        return (Watermark, sink.NextOrdinal) != before ? TurnEnd.Progressed : TurnEnd.NeedsInput;
    }

    /// <summary>The last safe point, for the journal.</summary>
    public StreamCheckpoint Checkpoint() =>
        _continuation!.ToCheckpoint() with { ScenarioId = setup.ScenarioId, CreatedAt = setup.Times.Clock.GetUtcNow() };

    /// <summary>The result of a parse that a failure of its stream ended.</summary>
    public ParseResult<StreamSummary> Failed(StreamError error)
    {
        var diagnostic = new Diagnostic("parser.stream.error", Severity.Error, error.Message, Place?.LastCheckpoint ?? default);
        diagnostic = diagnostic with { Extensions = diagnostic.Extensions.SetItem("stream", ExtensionMap.Empty with { Values = ExtensionMap.Empty.Values.SetItem("kind", error.Kind) }) };
        setup.Config.OnDiagnostic?.On(new StreamEvent.Error(diagnostic, Place) { TraceLabel = Place?.TraceLabel, Config = setup.Config.RunConfig });
        return new ParseResult<StreamSummary>(
            new StreamSummary(Meta.Units, Meta.Rows, Watermark, Meta.TranscriptDigest), HasValue: false, null, [diagnostic], Recovered: false);
    }

    // The bytes come by messages; a feeder that has nothing makes the runner hand out the rows it holds.
    private Continuation<StreamSummary> Begin() =>
        StreamingRunner.RunStream(setup.Grammar, MemoryFeeder.Answering(FeederYield.Await()), sink, setup.Config).Continuation
        ?? throw new InvalidOperationException("A parse without bytes has ended.");
}
