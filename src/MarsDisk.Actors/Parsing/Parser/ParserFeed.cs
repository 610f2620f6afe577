using System.Globalization;

using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;
using MarsDisk.Actors.Parsing.Feeding;
using MarsDisk.Parsing;

namespace MarsDisk.Actors.Parsing.Parser;

/// <summary>
/// The feeder of a parser: its lives, what it was asked for, what came. Used by the parser inside its turns.
/// </summary>
internal sealed class ParserFeed(ParserSetup setup, IWorkLine line)
{
    /// <summary>
    /// Longest chunk of an actor that may be on another node: below the frame of its transport (streaming-parser.md §4.2). No
    /// more is asked for at once, and who sends more breaks the protocol.
    /// </summary>
    public const int RemoteChunkBytesMax = 96 * 1024;

    /// <summary>Bytes between two looks at other messages.</summary>
    public const int TurnBytesMax = 256 * 1024;

    private const int FailuresMax = 3;
    private static readonly TimeSpan FailureWindow = TimeSpan.FromMinutes(1);

    private readonly FeedOrder _order = new();
    private readonly ChunkBacklog _backlog = new();
    private readonly Queue<long> _failures = new();
    private IActorRef _feeder = ActorRefs.Nobody;
    private PrefixProof? _proof;
    private StreamCheckpoint? _checkpoint;
    private int _lives;

    /// <summary>What the feeder was told last.</summary>
    public DemandHint LastDemand { get; private set; } = DemandHint.Pause(DemandReason.Backpressure);

    /// <summary>Which actor feeds.</summary>
    public IActorRef Actor => _feeder;

    /// <summary>Nothing follows what has come.</summary>
    public bool IsClosed => _order.IsClosed;

    /// <summary>A demand has no answer yet.</summary>
    public bool IsAsked => _order.IsAsked;

    /// <summary>End of what was received.</summary>
    public long End => _order.End;

    /// <summary>Bytes that wait for a turn.</summary>
    public long Waiting => _backlog.Bytes;

    /// <summary>Messages of other lives.</summary>
    public long Dropped => _order.Dropped;

    /// <summary>Whether the feeder stands where it should and bytes may be asked for.</summary>
    public bool IsPositioned { get; private set; }

    /// <summary>Begins a life of the feed, at the start or at a checkpoint.</summary>
    public void Begin(IActorContext context, StreamCheckpoint? checkpoint)
    {
        _checkpoint = checkpoint;
        Begin(context, checkpoint is null ? 0 : PrefixProof.Begin(checkpoint, setup.Verify));
    }

    /// <summary>The feeder has stopped: another one goes on at the end of what was received. False: it has failed too often.</summary>
    public bool BeginAgain(IActorContext context, TimeProvider clock)
    {
        _failures.Enqueue(clock.GetTimestamp());
        while (clock.GetElapsedTime(_failures.Peek()) > FailureWindow)
            _failures.Dequeue();
        if (_failures.Count >= FailuresMax)
            return false;
        Begin(context, _order.End);
        return true;
    }

    /// <summary>Whether a message is of this life.</summary>
    public bool IsOf(string feedId) => _order.IsOf(feedId);

    /// <summary>The feeder has gone to an offset, or stands at its start; the fault if neither.</summary>
    public StreamError? Positioned(FeedSeekResult result)
    {
        if (!result.Ok)
            return result.Error ?? new StreamError(StreamErrorKind.IoFailed, $"The source cannot go to offset {result.Offset}.");
        IsPositioned = true;
        if (result.Offset == _order.End && _checkpoint is null)
            return null;
        // After a crash of the feeder alone there is nothing to compare: bytes in front of the end are left out below.
        _proof = _checkpoint is { } checkpoint && setup.Verify != ProofMode.None ? new PrefixProof(checkpoint, result.Offset) : null;
        _skipTo = _checkpoint?.Watermark ?? _order.End;
        _order.Begin(_order.FeedId, result.Offset);
        return null;
    }

    private long _skipTo;

    /// <summary>Takes a chunk; the fault if there is one.</summary>
    public StreamError? Take(FeedChunk chunk)
    {
        var begin = _order.End;
        if (_order.Take(chunk) is { } fault)
            return fault;
        var fresh = _proof is { } proof ? proof.Take(chunk.Bytes) : chunk.Bytes[(int)Math.Clamp(_skipTo - begin, 0, chunk.Bytes.Length)..];
        _backlog.Add(fresh);
        return Judge(atEnd: false);
    }

    /// <summary>Takes the end; the fault if there is one.</summary>
    public StreamError? Close(FeedClosed closed) => _order.Close(closed) ?? Judge(atEnd: true);

    /// <summary>The feeder has nothing.</summary>
    public void Await() => _order.Await();

    /// <summary>The bytes of one turn.</summary>
    public System.Buffers.ReadOnlySequence<byte> TakeNext() => _backlog.Take(TurnBytesMax);

    /// <summary>Asks for bytes.</summary>
    public void Ask(int windowBytes, IActorRef self)
    {
        var window = setup.Source is ScenarioSource.Feed ? Math.Min(windowBytes, RemoteChunkBytesMax) : windowBytes;
        var stream = setup.Config.RunConfig.Stream;
        var (least, preferred) = (stream.DemandMinBytes, stream.DemandPreferredBytes);
        // A hint of the caller stands for the first demand only.
        if (_order.Sequence == 0 && stream.ResumeHint is { Action: DemandAction.Continue } first)
            (least, preferred) = (first.MinBytes, first.PreferredBytes ?? preferred);
        least = Math.Clamp(least, 1, window);
        Tell(DemandHint.Continue(least, Math.Clamp(preferred, least, window)), window, self);
    }

    /// <summary>Asks the feeder to hold.</summary>
    public void Hold(DemandReason reason, IActorRef self) => Tell(DemandHint.Pause(reason), 0, self);

    /// <summary>Bytes before this are never needed again.</summary>
    public void Release(long throughOffset, IActorRef self) => _feeder.Tell(new FeedRelease(_order.FeedId, throughOffset), self);

    /// <summary>Ends the feed.</summary>
    public void Stop(IActorContext context)
    {
        if (setup.Source is not ScenarioSource.Feed && !_feeder.Equals(ActorRefs.Nobody))
            context.Stop(_feeder);
    }

    private StreamError? Judge(bool atEnd)
    {
        if (_proof is not { } proof || (!proof.IsComplete && !atEnd))
            return null;
        _proof = null;
        _checkpoint = null;
        return proof.Verdict();
    }

    private void Tell(DemandHint hint, int windowBytes, IActorRef self)
    {
        LastDemand = hint;
        _feeder.Tell(_order.Ask(hint, windowBytes), self);
    }

    private void Begin(IActorContext context, long offset)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{setup.ScenarioId}#{++_lives}");
        _order.Begin(id, offset);
        _feeder = setup.Source is ScenarioSource.Feed remote ? context.Watch(remote.Feeder) : Child(context, id);
        IsPositioned = offset == 0 && _checkpoint is null;
        if (!IsPositioned)
            _feeder.Tell(new FeedSeek(id, offset), context.Self);
    }

    private IActorRef Child(IActorContext context, string id)
    {
        var (sources, source, self) = (setup.Sources, setup.Source, context.Self);
        var chunkBytesMax = setup.Config.RunConfig.Stream.ChunkSize is > 0 and var size ? size : setup.Config.RunConfig.Limits.MaxChunkBytes;
        Func<IAsyncFeeder> open = () => sources.Open(source);
        var work = line;
        return context.Watch(context.ActorOf(
            Props.Create(() => new FeederActor(id, open, work, chunkBytesMax, self)), string.Create(CultureInfo.InvariantCulture, $"feeder-{_lives}")));
    }
}
