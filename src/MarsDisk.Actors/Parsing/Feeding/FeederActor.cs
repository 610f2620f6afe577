using System.Buffers;
using System.Diagnostics.CodeAnalysis;

using MarsDisk.Actors.Messages;
using MarsDisk.Parsing;

namespace MarsDisk.Actors.Parsing.Feeding;

/// <summary>
/// Reads a source for a parser that asks for it: a file, standard input, a connection. The reading itself is the feeder's,
/// outside of every turn; at most one reading is under way, so nothing piles up here.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "An actor is not disposed; PostStop cancels and disposes.")]
internal sealed class FeederActor : ReceiveActor, IWithTimers
{
    private sealed record Opened(IAsyncFeeder Feeder) : INoSerializationVerificationNeeded;
    private sealed record Unreadable(Exception Error) : INoSerializationVerificationNeeded;
    private sealed record Came(Pull Demand, FeederYield Yield) : INoSerializationVerificationNeeded;
    private sealed record Ready : INoSerializationVerificationNeeded;
    private sealed record Sought(FeedSeek Seek, long Offset) : INoSerializationVerificationNeeded;

    // A feeder that may wait seldom has nothing; asked again at once it would be asked all the time.
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _stopped = new();
    private readonly IActorRef _parser;
    private readonly string _feedId;
    private readonly int _chunkBytesMax;
    private readonly Queue<object> _early = new();
    private IAsyncFeeder? _feeder;
    private long _offset;
    private bool _isReading;

    /// <summary>Opens the source on a line for blocking work.</summary>
    /// <param name="feedId">Which life of the feed this is.</param>
    /// <param name="open">Opens the source.</param>
    /// <param name="line">Where it is opened.</param>
    /// <param name="chunkBytesMax">Longest chunk, bytes.</param>
    /// <param name="parser">Who asks.</param>
    public FeederActor(string feedId, Func<IAsyncFeeder> open, Node.IWorkLine line, int chunkBytesMax, IActorRef parser)
    {
        _feedId = feedId;
        _parser = parser;
        _chunkBytesMax = chunkBytesMax;
        _ = Node.WorkLineExtensions.Run(line, open).PipeTo(Self, Self, success: feeder => new Opened(feeder), failure: error => new Unreadable(error));
        Receive<Opened>(Begin);
        Receive<Unreadable>(Fail);
        Receive<Pull>(_ => _feeder is null, pull => _early.Enqueue(pull));
        Receive<FeedSeek>(_ => _feeder is null, seek => _early.Enqueue(seek));
        Receive<FeedRelease>(release => _feeder?.Release(release.ThroughOffset));
        Receive<Pull>(Read);
        Receive<FeedSeek>(Seek);
        Receive<Sought>(Answer);
        Receive<Came>(Give);
        Receive<Ready>(_ => _parser.Tell(new FeedAvailable(_feedId), Self));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _stopped.Cancel();
        _stopped.Dispose();
        if (_feeder is { } feeder)
            _ = feeder.DisposeAsync().AsTask();
        base.PostStop();
    }

    private void Begin(Opened opened)
    {
        _feeder = opened.Feeder;
        while (_early.TryDequeue(out var message))
            Self.Tell(message, _parser);
    }

    private void Fail(Unreadable unreadable)
    {
        _parser.Tell(new FeedFailed(_feedId, new StreamError(StreamErrorKind.IoFailed, unreadable.Error.Message)), Self);
    }

    private void Seek(FeedSeek seek) => _ = _feeder!.TrySeekAsync(seek.Offset, _stopped.Token).AsTask().PipeTo(
        Self, Self, success: isThere => new Sought(seek, isThere ? seek.Offset : 0), failure: error => new Unreadable(error));

    // A source that cannot go to an offset stands at its start; whoever asked compares from there.
    private void Answer(Sought sought)
    {
        _offset = sought.Offset;
        _parser.Tell(new FeedSeekResult(_feedId, Ok: true, sought.Offset, null), Self);
    }

    private void Read(Pull pull)
    {
        if (pull.Demand.Action == DemandAction.Pause || _isReading)
            return;
        _isReading = true;
        var bytes = Math.Min(Math.Min(pull.WindowBytes, _chunkBytesMax), pull.Demand.PreferredBytes ?? int.MaxValue);
        var demand = pull.Demand with { MinBytes = Math.Min(pull.Demand.MinBytes, bytes), PreferredBytes = bytes };
        _ = _feeder!.PullAsync(demand, _stopped.Token).AsTask().PipeTo(
            Self, Self, success: yield => new Came(pull, yield), failure: error => new Unreadable(error));
    }

    private void Give(Came came)
    {
        _isReading = false;
        var (pull, yield) = came;
        switch (yield.Kind)
        {
            case FeederYieldKind.Chunk:
                // Copied: the feeder may use its memory again, and the parser keeps what it cannot use yet.
                var bytes = yield.Bytes.ToArray();
                _parser.Tell(new FeedChunk(_feedId, pull.Sequence, _offset, bytes), Self);
                _offset += bytes.Length;
                break;
            case FeederYieldKind.Closed:
                _parser.Tell(new FeedClosed(_feedId, _offset), Self);
                break;
            case FeederYieldKind.Error:
                _parser.Tell(new FeedFailed(_feedId, yield.Error!), Self);
                break;
            default:
                _parser.Tell(new FeedAwait(_feedId, pull.Sequence, yield.Kind == FeederYieldKind.Pending ? yield.Hint : null), Self);
                Timers.StartSingleTimer("ready", new Ready(), Silence);
                break;
        }
    }
}
