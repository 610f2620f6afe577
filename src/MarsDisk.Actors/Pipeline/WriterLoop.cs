using System.Threading.Channels;

using MarsDisk.Actors.Messages;
using MarsDisk.Journal.Events;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Actors.Pipeline;

/// <summary>
/// One writer thread behind a bounded channel. All work for one run comes to the same loop, in order; a refused chunk
/// closes the lane of its run until a chunk arrives that begins where the refused one did.
/// </summary>
internal sealed class WriterLoop
{
    private readonly record struct Job(object Work, IActorRef ReplyTo);

    private readonly Channel<Job> _jobs;
    private readonly Dictionary<RunId, Lane> _lanes = [];

    /// <summary>Starts the thread.</summary>
    /// <param name="index">Number in the thread's name.</param>
    /// <param name="capacity">Every buffer of the node and two lane messages a run fit, so it cannot be full unless a buffer exists twice.</param>
    public WriterLoop(int index, int capacity)
    {
        _jobs = Channel.CreateBounded<Job>(new BoundedChannelOptions(capacity) { SingleReader = true });
        new Thread(Run) { IsBackground = true, Name = $"parquet-writer-{index}" }.Start();
    }

    public bool TryWrite(object work, IActorRef replyTo) => _jobs.Writer.TryWrite(new Job(work, replyTo));

    public void Complete() => _jobs.Writer.TryComplete();

    // This thread is the loop's own: it may wait.
    private void Run()
    {
        while (_jobs.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_jobs.Reader.TryRead(out var job))
                Do(job);
        }
    }

    private void Do(Job job)
    {
        switch (job.Work)
        {
            case OpenLane lane:
                _lanes[lane.Run] = new Lane(lane.Publisher, lane.FirstStep);
                break;
            case CloseLane lane:
                _lanes.Remove(lane.Run);
                job.ReplyTo.Tell(new LaneClosed(lane.Run), ActorRefs.NoSender);
                break;
            case FlushChunk chunk:
                job.ReplyTo.Tell(Publish(chunk), ActorRefs.NoSender);
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
        catch (Exception broken)               // the edge of this thread: whatever broke becomes an answer
        {
            return Refuse(chunk, broken.ToString());
        }
    }

    private static object Publish(Lane lane, FlushChunk chunk)
    {
        var result = lane.Publisher.Publish(chunk.Buffer, chunk.State, chunk.Cause);
        if (result.Chunk is not { } committed)
            return new ChunkRefused(chunk.Buffer, result.Error!);

        lane.NextStep = committed.Steps.End;
        return new ChunkPublished(chunk.Buffer, committed, chunk.State, chunk.Cause);
    }

    private static ChunkRefused Refuse(FlushChunk chunk, string reason) =>
        new(chunk.Buffer, new PublishError(PublishErrorKind.Other, reason));

    private sealed class Lane(IChunkPublisher publisher, long nextStep)
    {
        public IChunkPublisher Publisher { get; } = publisher;

        public long NextStep { get; set; } = nextStep;
    }
}
