using System.Threading.Channels;

using MarsDisk.Actors.Messages;

namespace MarsDisk.Actors.Offload;

/// <summary>
/// Copies committed state files to a target in the background. A full queue or a failed copy is refused and the local
/// file stays the only one; a run is never stopped by it.
/// </summary>
public sealed class SnapshotOffloadActor : ReceiveActor
{
    private readonly record struct Job(OffloadSnapshot File, IActorRef ReplyTo);

    private readonly IOffloadTarget _target;
    private readonly Channel<Job> _jobs;

    /// <summary>Starts the copy loop.</summary>
    /// <param name="target">Where the copies go.</param>
    /// <param name="queue">Files that may wait; the next one is refused.</param>
    public SnapshotOffloadActor(IOffloadTarget target, int queue)
    {
        _target = target;
        _jobs = Channel.CreateBounded<Job>(new BoundedChannelOptions(queue) { SingleReader = true });
        new Thread(Loop) { IsBackground = true, Name = "snapshot-offload" }.Start();

        Receive<OffloadSnapshot>(Queue);
    }

    /// <inheritdoc />
    protected override void PostStop()
    {
        _jobs.Writer.TryComplete();
        base.PostStop();
    }

    private void Queue(OffloadSnapshot file)
    {
        if (!_jobs.Writer.TryWrite(new Job(file, Sender)))
            Sender.Tell(new OffloadRefused(file.File, "The offload queue is full."), Self);
    }

    // This thread is the loop's own: it may wait.
    private void Loop()
    {
        while (_jobs.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_jobs.Reader.TryRead(out var job))
                job.ReplyTo.Tell(Copy(job.File), ActorRefs.NoSender);
        }
    }

    private object Copy(OffloadSnapshot file)
    {
        try
        {
            _target.Copy(file.Run, file.File, file.Source);
            return new SnapshotOffloaded(file.File, _target.Name);
        }
        catch (Exception broken)               // the edge of this thread: the copy is optional, the run is not
        {
            return new OffloadRefused(file.File, broken.Message);
        }
    }
}
