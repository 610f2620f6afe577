using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;
using MarsDisk.Journal.Events;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Actors.Pipeline;

/// <summary>
/// What one writer line does. All work for one run comes to the same loop, in order; a refused chunk
/// closes the lane of its run until a chunk arrives that begins where the refused one did.
/// </summary>
internal sealed class WriterLoop
{
    private readonly IWorkLine _line;
    private readonly HashThread? _hashing;
    private readonly Dictionary<RunId, Lane> _lanes = [];

    /// <summary>Takes the line that does the work.</summary>
    /// <param name="line">Every buffer of the node and two lane messages, one snapshot and one history a run fit, so it cannot be full unless a buffer exists twice.</param>
    /// <param name="hashing">Hashes what the line writes, and ends with it; null: the line does that too.</param>
    public WriterLoop(IWorkLine line, HashThread? hashing)
    {
        _line = line;
        _hashing = hashing;
    }

    public bool TryWrite(object work, IActorRef replyTo) => _line.TryAdd(() => Do(work, replyTo));

    /// <summary>Takes no further work. What is queued is still done, and then hashing ends.</summary>
    public void Complete()
    {
        if (_hashing is { } hashing && !_line.TryAdd(hashing.Dispose))
            hashing.Dispose();
        _line.Dispose();
    }

    private void Do(object work, IActorRef replyTo)
    {
        switch (work)
        {
            case OpenLane lane:
                _lanes[lane.Run] = new Lane(lane.Publisher, lane.FirstStep);
                break;
            case CloseLane lane:
                _lanes.Remove(lane.Run);
                replyTo.Tell(new LaneClosed(lane.Run), ActorRefs.NoSender);
                break;
            case FlushChunk chunk:
                replyTo.Tell(Publish(chunk), ActorRefs.NoSender);
                break;
            case WriteSnapshot snapshot:
                replyTo.Tell(Publish(snapshot), ActorRefs.NoSender);
                break;
            case WriteHistory history:
                replyTo.Tell(Publish(history), ActorRefs.NoSender);
                break;
        }
    }

    private object Publish(FlushChunk chunk)
    {
        if (!_lanes.TryGetValue(chunk.Run, out var lane))
            return Refuse(chunk, "The run has no lane at the writer.");
        if (lane.NextStep != chunk.Buffer.FirstStep)
            return Refuse(chunk, $"A chunk begins at step {chunk.Buffer.FirstStep}, the lane stands at {lane.NextStep}.");

        try
        {
            return Publish(lane, chunk);
        }
        catch (Exception broken)               // the edge of this line: whatever broke becomes an answer
        {
            return Refuse(chunk, broken.ToString());
        }
    }

    private object Publish(Lane lane, FlushChunk chunk)
    {
        var result = lane.Publisher.Publish(chunk.Buffer, chunk.State, chunk.Cause, _hashing);
        if (result.Chunk is not { } committed)
            return new ChunkRefused(chunk.Buffer, result.Error!);

        lane.NextStep = committed.Steps.End;
        return new ChunkPublished(chunk.Buffer, committed, chunk.State, chunk.Cause);
    }

    private object Publish(WriteSnapshot snapshot)
    {
        if (!_lanes.TryGetValue(snapshot.Run, out var lane))
            return Refuse(snapshot, "The run has no lane at the writer.");
        try
        {
            var result = lane.Publisher.PublishSnapshot(snapshot.Step, snapshot.Label, snapshot.State);
            return result.Snapshot is { } taken ? new SnapshotPublished(taken) : new SnapshotRefused(snapshot.Step, result.Error!);
        }
        catch (Exception broken)               // as above
        {
            return Refuse(snapshot, broken.ToString());
        }
    }

    private object Publish(WriteHistory history)
    {
        if (!_lanes.TryGetValue(history.Run, out var lane) || lane.NextStep != history.Buffer.FirstStep || history.Generation != history.Buffer.Generation)
            return Refuse(history, "The rows are no more what they were.");
        try
        {
            var result = lane.Publisher.PublishHistory(history.Buffer, history.Mark, _hashing);
            return result.Saved is { } saved ? new HistoryPublished(saved) : new HistoryRefused(history.Mark.State.Step, result.Error!);
        }
        catch (Exception broken)               // as above
        {
            return Refuse(history, broken.ToString());
        }
    }

    private static HistoryRefused Refuse(WriteHistory history, string reason) =>
        new(history.Mark.State.Step, new PublishError(PublishErrorKind.Other, reason));

    private static SnapshotRefused Refuse(WriteSnapshot snapshot, string reason) =>
        new(snapshot.Step, new PublishError(PublishErrorKind.Other, reason));

    private static ChunkRefused Refuse(FlushChunk chunk, string reason) =>
        new(chunk.Buffer, new PublishError(PublishErrorKind.Other, reason));

    private sealed class Lane(IChunkPublisher publisher, long nextStep)
    {
        public IChunkPublisher Publisher { get; } = publisher;

        public long NextStep { get; set; } = nextStep;
    }
}
